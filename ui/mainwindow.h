// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/artlayer.h"
#include "core/jobs/latestjob.h"
#include "ui/actions.h"
#include "ui/errortext.h"
#include "ui/gallery/gallerythumbnails.h"
#include "ui/gallery/stylelistmodel.h"
#include "ui/stylize/parameterscommand.h"
#include "ui/stylize/resultexporter.h"
#include "ui/stylize/resultsharing.h"
#include "ui/stylize/stylizecontroller.h"
#include "ui/uisettings.h"

#include <QMainWindow>
#include <QUndoGroup>
#include <QUndoStack>

#include <filesystem>

class QDockWidget;
class QMenu;
class QSettings;
class QStackedWidget;
class QTabBar;

namespace koma {

class CompareCanvas;
class EmptyState;
class MessageBar;
class PageWorkspace;
class StatusStrip;
class StyleGallery;
class StylizePanel;
class TrainingService;
class TrainWorkspace;

/// The workspaces, in the order of their tabs.
enum class Workspace { Stylise, Page, Train };

/// The window with its workspaces. It connects views, controller and commands; the work is
/// done by jobs on the runner, which must outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Services
    {
        JobRunner &runner;
        DrawingService &drawing;
        TrainingService &training;
        UiSettings &settings;
        QSettings &store;                     ///< of the Page workspace
        QString samplePath;                   ///< empty: no sample is offered
        QString sampleComicPath;              ///< likewise
        std::filesystem::path journalsFolder; ///< of comics that are open
    };

    explicit MainWindow(const Services &services, QWidget *parent = nullptr);
    ~MainWindow() override;
    MainWindow(const MainWindow &) = delete;
    MainWindow &operator=(const MainWindow &) = delete;
    MainWindow(MainWindow &&) = delete;
    MainWindow &operator=(MainWindow &&) = delete;

    /// Reads in the background; what is open stays until the new picture is there.
    void openPicture(const PictureOrigin &origin);
    /// A .koma file, in the Page workspace.
    void openComic(const QString &filePath);

    [[nodiscard]] const Actions &actions() const { return m_actions; }
    [[nodiscard]] StylizeController &controller() { return m_controller; }
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    [[nodiscard]] CompareCanvas &canvas() const { return *m_canvas; }
    [[nodiscard]] StyleGallery &gallery() const { return *m_gallery; }
    [[nodiscard]] StylizePanel &panel() const { return *m_panel; }
    [[nodiscard]] MessageBar &messageBar() const { return *m_messageBar; }
    [[nodiscard]] TrainWorkspace &training() const { return *m_train; }
    [[nodiscard]] PageWorkspace &pages() const { return *m_page; }

    void showWorkspace(Workspace workspace);
    [[nodiscard]] Workspace workspace() const;

public Q_SLOTS:
    void openFile();
    void openSample();
    void exportResult();
    void showAbout();

Q_SIGNALS:
    /// The drawing at full resolution is on the canvas.
    void drawingFinished();
    void exportFinished(const QString &filePath);
    void themeChosen(koma::ThemeChoice theme);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildWindow();
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content,
                         Qt::DockWidgetArea area);
    void connectActions();
    void connectZoom();
    void connectTheme();
    void connectController();
    void buildToolBar();
    void buildTraining();
    void buildPages();
    void restoreLayout();
    void showStylizeParts(bool shown);
    void letNeedRoom(Workspace shown);
    void showCommandsOf(Workspace workspace);
    void showTitle();
    void placeOnPage();
    [[nodiscard]] ArtStyle chosenArtStyle() const;
    void offerStyle(const QString &runFolder);
    void showStyles();
    void tryStyle(const QString &styleId);
    void importStyle(const QString &package, IfTaken ifTaken = IfTaken::Refuse);
    void takeStyle(const Result<StyleImport> &style);
    bool mayClose();
    void describeDevice();

    void takePicture(Result<OpenedPicturePointer> picture);
    void chooseStyle(const QString &styleId);
    void stepStyle(int rows);
    void edit(const StylizeParameters &parameters, ParameterKind kind, int interaction);
    void showParameters();
    void showPictureSize();
    void showActivity();
    void stopAll();
    [[nodiscard]] ExportJob exportJob();
    void startExport(const QString &filePath, const WriteOptions &options);
    void finishExport(const QString &filePath, const Result<void> &result);
    void showProblem(const Error &error, Activity activity);

    Services m_services;
    QUndoStack m_undoStack;
    QUndoGroup m_undoGroup; ///< of the workspace that is shown
    Actions m_actions;
    StylizeController m_controller;
    StyleListModel m_styles;
    GalleryThumbnails m_thumbnails;
    ResultExporter m_exporter;
    ResultSharing m_sharing;
    LatestJob<OpenedPicturePointer> m_openJob;
    LatestJob<StyleImport> m_importJob;
    QString m_importing; ///< the file of the last import

    QStackedWidget *m_workspaces = nullptr;
    QTabBar *m_tabs = nullptr;
    TrainWorkspace *m_train = nullptr;
    PageWorkspace *m_page = nullptr;
    QList<QMenu *> m_stylizeMenus; ///< of the other workspaces
    QByteArray m_dockState;        ///< of the Stylise workspace, while another one is shown
    QStackedWidget *m_centre = nullptr;
    EmptyState *m_emptyState = nullptr;
    CompareCanvas *m_canvas = nullptr;
    MessageBar *m_messageBar = nullptr;
    StyleGallery *m_gallery = nullptr;
    StylizePanel *m_panel = nullptr;
    StatusStrip *m_status = nullptr;
    double m_drawingFraction = 0.0;
    double m_exportFraction = 0.0;
    QString m_stylizeTitle;
};

} // namespace koma
