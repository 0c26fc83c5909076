// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/errortext.h"
#include "ui/page/art/canvasart.h"
#include "ui/page/art/pagethumbnails.h"
#include "ui/page/session/carriedstyles.h"
#include "ui/page/session/comicexporter.h"
#include "ui/page/session/comicsession.h"
#include "ui/page/session/lengthunit.h"
#include "ui/page/session/pageselection.h"
#include "ui/page/workspace/comiccommands.h"
#include "ui/page/workspace/picturedrop.h"

#include <QMainWindow>

#include <functional>

class QAbstractItemModel;
class QDockWidget;
class QMenu;
class QSettings;
class QStackedWidget;

namespace koma {

class ComicStart;
class IssuesDock;
class LayersDock;
class ObjectEditing;
class PageCanvas;
class PagesDock;
class Toolbox;

/// The Page workspace: the canvas with its tools, and docks around it, on the open comic. A window
/// inside the window, so that its docks and tool bars are its own. GUI thread; what the services
/// name must outlive it.
class PageWorkspace : public QMainWindow
{
    Q_OBJECT

public:
    struct Services
    {
        JobRunner &runner;
        DrawingService &drawing;
        QSettings &settings;
        std::filesystem::path journalRoot;
        QString samplePath; ///< of a comic; empty: none is offered
        QAbstractItemModel *styles = nullptr;
        int styleIdRole = 0; ///< of the rows of `styles`
        /// How pictures that are dropped on a page are to be drawn.
        std::function<ArtStyle()> newArtStyle;
    };

    explicit PageWorkspace(Services services, QWidget *parent = nullptr);
    ~PageWorkspace() override;
    PageWorkspace(const PageWorkspace &) = delete;
    PageWorkspace &operator=(const PageWorkspace &) = delete;
    PageWorkspace(PageWorkspace &&) = delete;
    PageWorkspace &operator=(PageWorkspace &&) = delete;

    [[nodiscard]] ComicSession &session() { return m_session; }
    [[nodiscard]] PageSelection &selection() { return m_selection; }
    [[nodiscard]] PageCanvas &canvas() const { return *m_canvas; }
    [[nodiscard]] Toolbox &toolbox() const { return *m_toolbox; }
    [[nodiscard]] const ComicCommands &actions() const { return m_actions; }
    [[nodiscard]] CanvasArt &art() { return m_art; }
    /// For the window's menu bar, shown while this workspace is.
    [[nodiscard]] const QList<QMenu *> &menus() const { return m_menus; }
    [[nodiscard]] QString title() const;
    /// A crash has left comics unsaved: the start page offers them.
    [[nodiscard]] bool hasRecoverable() const { return m_hasRecoverable; }

    void openComic(const QString &filePath);
    /// Into the picked or the first panel that is empty, in the style.
    void placePicture(const IncomingPicture &picture, const ArtStyle &style);
    /// False where the artist wants to stay, or a save has to end first; `close` is then called
    /// when it has.
    bool mayClose(std::function<void()> close);
    void saveLayout();

Q_SIGNALS:
    void titleChanged();
    void problem(const koma::Error &error, koma::Activity activity);
    void information(const QString &title, const QString &text);
    void exported(const QString &title, const QString &text, const QString &folder);
    void zoomChanged(double zoom);
    /// For the status line.
    void hint(const QString &text);
    /// Negative: how far is not known. Empty text: nothing is going on.
    void activity(const QString &text, double fraction);
    void styleFileDropped(const QString &filePath);
    /// Styles came with a comic and are installed.
    void stylesArrived(const QStringList &names);

public Q_SLOTS:
    void newComic();
    void openComicFile();
    void openSampleComic();
    void importPages();
    void save();
    void saveAs();
    void exportComic();
    void stop();

private:
    void buildCentre();
    QWidget *makeCanvasWithRulers();
    void buildTools();
    void buildDocks();
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content,
                         Qt::DockWidgetArea area);
    void buildMenus();
    void connectSession();
    void connectActions();
    void connectExporter();
    void connectPages();
    void connectCanvas();
    [[nodiscard]] QString comicFolder() const;
    void hideParts();
    void showState();
    void showActivity();
    void showContextMenu(QPoint globalPosition, PointPt point);
    void whenMayReplace(const std::function<void()> &action);
    void choosePictures();
    void takeDrop(const std::vector<IncomingPicture> &pictures, PointPt point);
    void place(const PictureRef &picture, ObjectId panel, const ArtStyle &style);
    [[nodiscard]] QList<ObjectId> panelsFrom(ObjectId first) const;
    [[nodiscard]] ObjectId emptyPanel() const;
    void addGuide(GuideAxis axis);
    void findPanelsOf(ObjectId art);
    void takePanels(const Result<QList<OutlinePt>> &panels);
    void prefetchAround(PageId page);
    void push(std::unique_ptr<QUndoCommand> command);
    [[nodiscard]] Document &document() { return m_session.document(); }

    Services m_services;
    ComicSession m_session;
    CarriedStyles m_carriedStyles;
    PageSelection m_selection;
    LengthUnit m_unit;
    CanvasArt m_art;
    ComicExporter m_exporter;
    PageThumbnails m_thumbnails;
    ComicCommands m_actions;
    QStackedWidget *m_centre = nullptr;
    ComicStart *m_start = nullptr;
    PageCanvas *m_canvas = nullptr;
    Toolbox *m_toolbox = nullptr;
    PagesDock *m_pages = nullptr;
    LayersDock *m_layers = nullptr;
    IssuesDock *m_issues = nullptr;
    ObjectEditing *m_editing = nullptr;
    QList<QMenu *> m_menus;
    QMenu *m_viewMenu = nullptr;
    QByteArray m_layout; ///< of docks and tools, to come with the first comic
    PointPt m_menuPoint; ///< where the context menu was asked for
    double m_fraction = 0.0;
    bool m_hasRecoverable = false;
    LatestJob<QList<OutlinePt>> m_panelSearch;
    ObjectId m_searchedArt;
    std::function<void()> m_afterSave;
    int m_comicNumber = 0; ///< pictures that are still read do not go into the next comic
};

} // namespace koma
