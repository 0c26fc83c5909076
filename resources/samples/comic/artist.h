// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/changecommands.h"
#include "core/jobs/jobrunner.h"
#include "resources/samples/comic/plaindrawing.h"
#include "ui/page/inspector/text/curvepresets.h"
#include "ui/page/tools/select/handles.h"
#include "ui/page/workspace/pageworkspace.h"
#include "ui/page/workspace/toolbox.h"

#include <QEvent>
#include <QPointingDevice>
#include <QSettings>
#include <QTemporaryDir>

#include <optional>

namespace koma::sample {

/// Which part of a picture a panel shows: the point `of` the picture lies at the point `at` of the
/// panel's box, both in fractions.
struct Framing
{
    PointPt of{0.5, 0.5};
    PointPt at{0.5, 0.5};
    double zoom = 1.0; ///< times the scale that just covers the panel
    double turnDeg = 0.0;
    bool isMirrored = false;
};

struct BalloonWords
{
    RectPt bodyPt = {};
    QString words = {}; ///< what stands between asterisks is bold
    BalloonKind kind = BalloonKind::Speech;
    std::optional<PointPt> tipPt = {}; ///< of the tail; none: no tail
    double sizePt = 9.5;
    bool isChinese = false; ///< set in columns and typed through an input method
};

struct Effect
{
    RectPt framePt = {};
    QString words = {};
    double sizePt = 30.0;
    CurvePreset curve = CurvePreset::Wave;
    double turnDeg = 0.0;
    Colour colour = kWhite;
    Colour outline = kBlack;
    bool isChinese = false;
};

enum class Pressure { Even, Swelling };

/// Works in a real PageWorkspace as a person does: with tools, mouse, keys, dropped files and the
/// inspector's commands. What goes wrong is thrown as std::runtime_error. GUI thread.
class Artist
{
public:
    /// Pictures are dropped from one folder; the other has the built-in styles.
    Artist(QString pictures, const QString &styles);

    void newComic(const QString &title, const QString &creator, const QString &templateId);
    void setResolution(int dpi);
    void turnPage();
    void setRole(PageRole role);
    void chooseLayout(const QString &templateId);
    void save(const QString &filePath);

    /// The shown page's panels as they are read.
    [[nodiscard]] QList<ObjectId> panels();
    /// A place in the panel's box, and a box about it.
    [[nodiscard]] PointPt at(ObjectId panel, double x, double y);
    [[nodiscard]] RectPt boxAt(ObjectId panel, PointPt middle, double widthPt, double heightPt);

    void dragGutter(PointPt from, PointPt to);
    void cut(PointPt from, PointPt to, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    ObjectId drawPanel(const RectPt &box);
    ObjectId place(ObjectId panel, const QString &picture, const QString &styleId,
                   const Framing &framing = {});

    ObjectId addBalloon(const BalloonWords &balloon);
    ObjectId addCaption(const RectPt &body, const QString &words, bool isChinese = false);
    ObjectId addEffect(const Effect &effect);
    void join(ObjectId first, ObjectId second);
    /// What the inspector's list of runs does: a reading, or digits upright in the column.
    void setReading(ObjectId balloon, const QString &part, const QString &ruby);
    void setUpright(ObjectId balloon, const QString &part);

    void drawGradient(PointPt from, PointPt to, double density);
    void drawFocusLines(PointPt middle, PointPt radii, int count, double maxWidthPt);
    /// One stroke. A swelling one is pressed harder towards its middle.
    void drawStroke(const QList<PointPt> &way, double widthPt, Colour colour = kBlack,
                    Pressure pressure = Pressure::Swelling);

    [[nodiscard]] Document &document() { return m_workspace.session().document(); }
    [[nodiscard]] const Page &page();

private:
    void choose(ToolKind kind);
    template<class Change>
    void setOptions(Change change)
    {
        ToolOptions options = m_workspace.toolbox().options();
        change(options);
        m_workspace.toolbox().setOptions(options);
    }
    template<class Content>
    void change(ObjectId object, const std::function<void(Content &)> &change)
    {
        document().undoStack().push(changeEach<Content>(document(), {object}, change).release());
    }

    void mouse(QEvent::Type type, PointPt at, Qt::KeyboardModifiers modifiers);
    void drag(PointPt from, PointPt to, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void click(PointPt at, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &words, bool isChinese);
    void embolden(const QString &marked);
    void drop(const QString &file, PointPt at);
    void grab(Handle::Kind kind, int index, const std::function<PointPt(PointPt)> &to);
    void pull(ObjectId balloon, PointPt tip);
    void turn(PointPt about, double deg);
    void frame(ObjectId panel, ObjectId art, const Framing &framing);
    void makeUnit(ObjectId balloon, const QString &part,
                  const std::function<void(TextRun &)> &change);

    QString m_pictures;
    QTemporaryDir m_folder;
    JobRunner m_runner;
    PlainDrawing m_drawing;
    QSettings m_settings;
    QString m_problem; ///< the first that the window told of
    QString m_styleId; ///< chosen in the gallery: of what is dropped next
    QPointingDevice m_pen;
    QWidget m_window;
    PageWorkspace m_workspace;
};

} // namespace koma::sample
