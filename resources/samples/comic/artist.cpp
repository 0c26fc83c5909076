// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/samples/comic/artist.h"

#include "core/document/commands/panelcommands.h"
#include "core/document/layout/readingorder.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/dialogs/newcomicdialog.h"
#include "ui/page/docks/layouts/layoutsdock.h"
#include "ui/page/docks/layouts/templatepicker.h"

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace koma::sample {
namespace {

constexpr int kPatienceMs = 20'000;
constexpr QSize kWindowPx(1500, 1000);

void require(bool holds, const QString &what)
{
    if (!holds)
        throw std::runtime_error(what.toStdString());
}

template<class Widget>
Widget &named(const QObject &parent, const QString &accessibleName)
{
    for (Widget *widget : parent.findChildren<Widget *>()) {
        if (widget->accessibleName() == accessibleName)
            return *widget;
    }
    throw std::runtime_error("There is no control " + accessibleName.toStdString());
}

void pickData(QComboBox &box, const QVariant &data)
{
    const int index = box.findData(data);
    require(index >= 0, QStringLiteral("There is no choice ") + data.toString());
    box.setCurrentIndex(index);
}

PointPt turned(PointPt vector, double deg)
{
    const double angle = deg * std::acos(-1.0) / 180.0;
    return {vector.xPt * std::cos(angle) - vector.yPt * std::sin(angle),
            vector.xPt * std::sin(angle) + vector.yPt * std::cos(angle)};
}

/// How far to move the interval from `low` to `high` so that it covers the other.
double coveringOffset(double low, double high, double from, double to)
{
    return std::clamp(0.0, to - high, std::max(to - high, from - low));
}

} // namespace

Artist::Artist(QString pictures, const QString &styles)
    : m_pictures(std::move(pictures)),
      m_drawing(styles),
      m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
      m_pen(QStringLiteral("pen"), 1, QInputDevice::DeviceType::Stylus,
            QPointingDevice::PointerType::Pen, QInputDevice::Capability::Pressure, 1, 1),
      m_workspace({.runner = m_runner,
                   .drawing = m_drawing,
                   .settings = m_settings,
                   .journalRoot = m_folder.filePath(QStringLiteral("journal")).toStdString(),
                   .samplePath = {},
                   .newArtStyle = [this] { return ArtStyle{.styleId = m_styleId}; }},
                  &m_window)
{
    QObject::connect(&m_workspace, &PageWorkspace::problem, [this](const Error &error) {
        if (m_problem.isEmpty())
            m_problem = QString::fromStdString(error.message);
    });
    m_window.resize(kWindowPx);
    m_workspace.resize(kWindowPx);
    m_window.show();
}

const Page &Artist::page()
{
    return *document().page(m_workspace.selection().page());
}

void Artist::newComic(const QString &title, const QString &creator, const QString &templateId)
{
    m_workspace.actions().newComic->trigger();
    auto *dialog = m_workspace.findChild<NewComicDialog *>();
    require(dialog != nullptr, QStringLiteral("New comic asks for nothing."));
    QTest::keyClicks(&named<QLineEdit>(*dialog, QStringLiteral("Title")), title);
    QTest::keyClicks(&named<QLineEdit>(*dialog, QStringLiteral("Creator")), creator);
    pickData(named<QComboBox>(*dialog, QStringLiteral("Language")), QStringLiteral("en"));
    pickData(named<QComboBox>(*dialog, QStringLiteral("Size")), QStringLiteral("a5"));
    pickData(named<QComboBox>(*dialog, QStringLiteral("Template")), templateId);
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("primaryButton")),
                      Qt::LeftButton);
    require(m_workspace.session().isOpen(), QStringLiteral("No comic was made."));
    m_workspace.canvas().showActualPixels();
}

/// As the page's section of the inspector does with "Use for all pages".
void Artist::setResolution(int dpi)
{
    QList<PageId> pages;
    for (const Page &each : document().comic().pages)
        pages.append(each.id);
    DocumentSettings settings = document().settings();
    settings.pageSetup.dpi = dpi;
    QUndoStack &steps = document().undoStack();
    steps.push(changePages(document(), pages, [dpi](PageProperties &each) {
                   each.setup.dpi = dpi;
               }).release());
    steps.push(changeSettings(document(), settings).release());
    m_workspace.canvas().showActualPixels();
}

void Artist::turnPage()
{
    const QList<QAction *> actions = m_workspace.canvas().actions();
    const auto next = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->shortcut() == QKeySequence(Qt::Key_PageDown);
    });
    require(next != actions.end(), QStringLiteral("Page Down does nothing."));
    const PageId before = page().id;
    (*next)->trigger();
    require(page().id != before, QStringLiteral("There is no next page."));
    m_workspace.canvas().showActualPixels();
}

void Artist::setRole(PageRole role)
{
    document().undoStack().push(changePages(document(), {page().id}, [role](PageProperties &each) {
                                    each.role = role;
                                }).release());
}

void Artist::chooseLayout(const QString &templateId)
{
    auto *layouts = m_workspace.findChild<LayoutsDock *>();
    auto *dock = m_workspace.findChild<QDockWidget *>(QStringLiteral("layoutsDock"));
    dock->show();
    dock->raise();
    QCoreApplication::processEvents();
    auto *list = layouts->findChild<QListView *>();
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data(TemplateListModel::IdRole).toString() != templateId)
            continue;
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        return;
    }
    throw std::runtime_error("There is no layout " + templateId.toStdString());
}

void Artist::save(const QString &filePath)
{
    m_workspace.selection().clear();
    m_workspace.session().save(filePath);
    const bool isSaved =
        QTest::qWaitFor([&] { return !m_workspace.session().isModified(); }, kPatienceMs);
    require(isSaved, QStringLiteral("The comic was not saved as ") + filePath);
    require(m_problem.isEmpty(), m_problem);
    m_workspace.session().end();
}

QList<ObjectId> Artist::panels()
{
    return panelsInOrder(page(), ReadingDirection::LeftToRight).ids;
}

PointPt Artist::at(ObjectId panel, double x, double y)
{
    const RectPt box = boundsPt(*findObject(page().objects, panel));
    return {box.xPt + x * box.widthPt, box.yPt + y * box.heightPt};
}

RectPt Artist::boxAt(ObjectId panel, PointPt middle, double widthPt, double heightPt)
{
    const PointPt centre = at(panel, middle.xPt, middle.yPt);
    return {centre.xPt - widthPt / 2.0, centre.yPt - heightPt / 2.0, widthPt, heightPt};
}

void Artist::choose(ToolKind kind)
{
    m_workspace.toolbox().actions().at(static_cast<int>(kind))->trigger();
}

void Artist::mouse(QEvent::Type type, PointPt at, Qt::KeyboardModifiers modifiers)
{
    PageCanvas &canvas = m_workspace.canvas();
    const QPointF px = canvas.transform().toView(at);
    const bool isMove = type == QEvent::MouseMove;
    const bool isRelease = type == QEvent::MouseButtonRelease;
    QMouseEvent event(type, px, canvas.mapToGlobal(px), isMove ? Qt::NoButton : Qt::LeftButton,
                      isRelease ? Qt::NoButton : Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(&canvas, &event);
}

void Artist::drag(PointPt from, PointPt to, Qt::KeyboardModifiers modifiers)
{
    mouse(QEvent::MouseButtonPress, from, modifiers);
    mouse(QEvent::MouseMove, from + (to - from) * 0.5, modifiers);
    mouse(QEvent::MouseMove, to, modifiers);
    mouse(QEvent::MouseButtonRelease, to, modifiers);
}

void Artist::click(PointPt at, Qt::KeyboardModifiers modifiers)
{
    mouse(QEvent::MouseButtonPress, at, modifiers);
    mouse(QEvent::MouseButtonRelease, at, modifiers);
}

void Artist::dragGutter(PointPt from, PointPt to)
{
    choose(ToolKind::Select);
    m_workspace.selection().clear();
    const Page before = page();
    drag(from, to);
    require(!(page() == before), QStringLiteral("There is no gutter to drag."));
}

void Artist::cut(PointPt from, PointPt to, Qt::KeyboardModifiers modifiers)
{
    choose(ToolKind::Knife);
    m_workspace.selection().clear();
    const qsizetype before = panels().size();
    drag(from, to, modifiers);
    require(panels().size() > before, QStringLiteral("The knife cut nothing."));
}

ObjectId Artist::drawPanel(const RectPt &box)
{
    choose(ToolKind::Panel);
    drag({box.xPt, box.yPt}, {box.rightPt(), box.bottomPt()}, Qt::ControlModifier);
    return m_workspace.selection().single();
}

void Artist::drop(const QString &file, PointPt at)
{
    PageCanvas &canvas = m_workspace.canvas();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    const QPointF px = canvas.transform().toView(at);
    QDragEnterEvent enter(px.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas, &enter);
    QDropEvent event(px, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas, &event);
}

ObjectId Artist::place(ObjectId panel, const QString &picture, const QString &styleId,
                       const Framing &framing)
{
    m_styleId = styleId;
    choose(ToolKind::Select);
    m_workspace.selection().clear();
    drop(m_pictures + QLatin1Char('/') + picture + QStringLiteral(".jpg"), at(panel, 0.5, 0.5));
    const bool isThere =
        QTest::qWaitFor([&] { return m_workspace.selection().single().isValid(); }, kPatienceMs);
    require(isThere, picture + QStringLiteral(" was not placed."));
    const ObjectId art = m_workspace.selection().single();
    frame(panel, art, framing);
    m_workspace.selection().clear();
    return art;
}

/// Mirrors, turns and resizes the picture, then moves it, no further than it covers the panel.
void Artist::frame(ObjectId panel, ObjectId art, const Framing &framing)
{
    if (framing.isMirrored)
        change<ArtLayer>(art, [](ArtLayer &layer) { layer.isMirrored = true; });
    const auto layer = [&] { return *document().object(art)->as<ArtLayer>(); };
    if (framing.turnDeg != 0.0)
        turn(layer().centrePt, framing.turnDeg);
    if (framing.zoom != 1.0) {
        grab(Handle::Kind::Resize, 4, [&](PointPt corner) {
            const PointPt opposite = layer().centrePt * 2.0 - corner;
            return opposite + (corner - opposite) * framing.zoom;
        });
    }
    const RectPt size = unrotatedBoundsPt(layer());
    PointPt arm{(framing.of.xPt - 0.5) * size.widthPt, (framing.of.yPt - 0.5) * size.heightPt};
    if (framing.isMirrored)
        arm.xPt = -arm.xPt;
    PointPt offset = at(panel, framing.at.xPt, framing.at.yPt) -
                     (layer().centrePt + turned(arm, framing.turnDeg));
    if (framing.turnDeg == 0.0) {
        const RectPt box = boundsPt(*document().object(panel));
        offset.xPt += coveringOffset(size.xPt + offset.xPt, size.rightPt() + offset.xPt, box.xPt,
                                     box.rightPt());
        offset.yPt += coveringOffset(size.yPt + offset.yPt, size.bottomPt() + offset.yPt, box.yPt,
                                     box.bottomPt());
    }
    const PointPt middle = at(panel, 0.5, 0.5);
    drag(middle, middle + offset, Qt::ControlModifier);
}

void Artist::grab(Handle::Kind kind, int index, const std::function<PointPt(PointPt)> &to)
{
    const double ptPerPx = 1.0 / m_workspace.canvas().transform().pxPerPt();
    for (const Handle &handle : handlesOf(page(), m_workspace.selection().objects(), ptPerPx)) {
        if (handle.kind == kind && handle.index == index) {
            drag(handle.at, to(handle.at), Qt::ControlModifier);
            return;
        }
    }
    throw std::runtime_error("What is picked has no such handle.");
}

void Artist::turn(PointPt about, double deg)
{
    grab(Handle::Kind::Rotate, 0,
         [&](PointPt handle) { return about + turned(handle - about, deg); });
}

} // namespace koma::sample
