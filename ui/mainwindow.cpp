// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/base/version.h"
#include "ui/canvas/comparecanvas.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/gallery/stylegallery.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/workspace/pageworkspace.h"
#include "ui/pictureintake.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/training/trainworkspace.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statusstrip.h"

#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QUrl>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace koma {

MainWindow::MainWindow(const Services &services, QWidget *parent)
    : QMainWindow(parent),
      m_services(services),
      m_undoStack(this),
      m_undoGroup(this),
      m_actions(this, m_undoGroup),
      m_controller(services.runner, services.drawing, this),
      m_styles(this),
      m_thumbnails(services.runner, services.drawing, m_styles, this),
      m_exporter(services.runner, services.drawing, this),
      m_sharing(services.runner, m_exporter, this),
      m_openJob({services.runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                [this](Result<OpenedPicturePointer> picture) { takePicture(std::move(picture)); }),
      m_importJob({services.runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
                  [this](const Result<StyleImport> &style) { takeStyle(style); })
{
    m_undoGroup.addStack(&m_undoStack);
    m_undoGroup.setActiveStack(&m_undoStack);
    m_styles.setStyles(services.drawing.styles());
    buildWindow();
    connectActions();
    connectTheme();
    connectController();
    restoreLayout();
    m_thumbnails.loadPreviews();
    describeDevice();
    showParameters();
    if (m_page->hasRecoverable())
        m_messageBar->showInformation(tr("A comic was not saved"),
                                      tr("Koma did not end well the last time; what was on the "
                                         "pages has been kept."),
                                      {tr("Show"), [this] {
                                           m_messageBar->hide();
                                           showWorkspace(Workspace::Page);
                                       }});
}

MainWindow::~MainWindow()
{
    stopAll();
}

void MainWindow::connectActions()
{
    connect(m_actions.open, &QAction::triggered, this, &MainWindow::openFile);
    connect(m_actions.openSample, &QAction::triggered, this, &MainWindow::openSample);
    m_actions.openSample->setEnabled(!m_services.samplePath.isEmpty());
    connect(m_actions.exportResult, &QAction::triggered, this, &MainWindow::exportResult);
    connect(m_actions.placeOnPage, &QAction::triggered, this, &MainWindow::placeOnPage);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.copy, &QAction::triggered, this,
            [this] { m_sharing.copyToClipboard(exportJob()); });
    connect(m_actions.paste, &QAction::triggered, this, [this] {
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        if (const auto origin = mime != nullptr ? pictureIn(*mime) : std::nullopt)
            openPicture(*origin);
        else
            m_messageBar->showInformation(
                tr("There is no picture on the clipboard"),
                tr("Copy a picture or a picture file, then paste again."));
    });
    connect(m_actions.stop, &QAction::triggered, this, &MainWindow::stopAll);
    connectZoom();
    connect(m_actions.compare, &QAction::toggled, m_canvas, &CompareCanvas::setComparing);
    connect(m_canvas, &CompareCanvas::comparingChanged, this, [this](bool comparing) {
        m_actions.compare->setChecked(comparing);
        m_services.settings.setComparing(comparing);
    });
    connect(m_actions.showBefore, &QAction::toggled, m_canvas, &CompareCanvas::setShowingBefore);
    connect(m_actions.nextStyle, &QAction::triggered, this, [this] { stepStyle(1); });
    connect(m_actions.previousStyle, &QAction::triggered, this, [this] { stepStyle(-1); });
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectZoom()
{
    const auto zoom = [this](void (CompareCanvas::*picture)(), void (PageCanvas::*page)()) {
        return [this, picture, page] {
            if (workspace() == Workspace::Page)
                (m_page->canvas().*page)();
            else
                (m_canvas->*picture)();
        };
    };
    connect(m_actions.zoomIn, &QAction::triggered, this,
            zoom(&CompareCanvas::zoomIn, &PageCanvas::zoomIn));
    connect(m_actions.zoomOut, &QAction::triggered, this,
            zoom(&CompareCanvas::zoomOut, &PageCanvas::zoomOut));
    connect(m_actions.fit, &QAction::triggered, this, zoom(&CompareCanvas::fit, &PageCanvas::fit));
    connect(m_actions.actualPixels, &QAction::triggered, this,
            zoom(&CompareCanvas::showActualPixels, &PageCanvas::showActualPixels));
}

void MainWindow::connectTheme()
{
    const std::pair<QAction *, ThemeChoice> themes[] = {
        {m_actions.themeSystem, ThemeChoice::System},
        {m_actions.themeLight, ThemeChoice::Light},
        {m_actions.themeDark, ThemeChoice::Dark}};
    for (const auto &[action, theme] : themes) {
        action->setChecked(m_services.settings.theme() == theme);
        connect(action, &QAction::triggered, this, [this, chosen = theme] {
            m_services.settings.setTheme(chosen);
            Q_EMIT themeChosen(chosen);
        });
    }
}

void MainWindow::connectController()
{
    connect(&m_controller, &StylizeController::drawingShown, m_canvas, &CompareCanvas::setAfter);
    connect(&m_controller, &StylizeController::patchShown, m_canvas, &CompareCanvas::setAfterPatch);
    connect(&m_controller, &StylizeController::parametersChanged, this,
            &MainWindow::showParameters);
    connect(&m_controller, &StylizeController::busyChanged, this, &MainWindow::showActivity);
    connect(&m_controller, &StylizeController::failed, this,
            [this](const Error &error) { showProblem(error, Activity::Drawing); });
    connect(&m_controller, &StylizeController::drawn, this, [this](const DrawReport &report) {
        m_status->showDrawing(report);
        Q_EMIT drawingFinished();
    });
    connect(&m_controller.progress(), &ProgressRelay::progressed, this, [this](double fraction) {
        m_drawingFraction = fraction;
        showActivity();
    });
    connect(&m_exporter.progress(), &ProgressRelay::progressed, this, [this](double fraction) {
        m_exportFraction = fraction;
        showActivity();
    });
    connect(&m_exporter.progress(), &ProgressRelay::finished, this, &MainWindow::showActivity);
    connect(&m_thumbnails, &GalleryThumbnails::failed, this,
            [this](const QString &, const Error &error) {
                showProblem(error, Activity::LoadingStyle);
            });
    connect(&m_sharing, &ResultSharing::failed, this,
            [this](const Error &error) { showProblem(error, Activity::Sharing); });
    connect(&m_sharing, &ResultSharing::copied, this,
            [this] { m_messageBar->showInformation(tr("The result is on the clipboard"), {}); });
    connect(m_canvas, &CompareCanvas::dragOutRequested, this,
            [this] { m_sharing.dragOut(exportJob(), m_canvas); });
    connect(m_canvas, &CompareCanvas::zoomChanged, this, [this](double zoom) {
        m_controller.setView(m_canvas->visiblePictureRect(), zoom);
        m_status->showZoom(zoom);
    });
    connect(m_gallery, &StyleGallery::styleChosen, this, &MainWindow::chooseStyle);
    connect(m_panel, &StylizePanel::edited, this, &MainWindow::edit);
    connect(m_panel, &StylizePanel::exportRequested, this, &MainWindow::exportResult);
    connect(m_status, &StatusStrip::stopRequested, this, &MainWindow::stopAll);
}

void MainWindow::openPicture(const PictureOrigin &origin)
{
    showWorkspace(Workspace::Stylise);
    if (!origin.filePath.isEmpty())
        m_services.settings.setOpenFolder(QFileInfo(origin.filePath).absolutePath());
    m_openJob.request(
        [origin](const CancelToken &cancel) { return koma::openPicture(origin, cancel); });
    showActivity();
}

void MainWindow::takePicture(Result<OpenedPicturePointer> picture)
{
    showActivity();
    if (!picture) {
        if (picture.error().kind != ErrorKind::Cancelled)
            showProblem(picture.error(), Activity::Opening);
        return;
    }
    const OpenedPicture &opened = **picture;
    m_messageBar->hide();
    m_undoStack.clear();
    m_canvas->setBefore(opened.before);
    m_centre->setCurrentWidget(m_canvas);
    m_canvas->setFocus();
    m_panel->setPictureOpen(true);
    m_actions.setPictureOpen(true);
    m_status->clearDrawing();
    m_stylizeTitle = opened.name;
    showTitle();
    setWindowFilePath(opened.filePath);

    StylizeParameters parameters = m_controller.parameters();
    const QString lastStyle = m_services.settings.lastStyleId();
    if (parameters.styleId.isEmpty() && m_styles.rowOf(lastStyle) > 0)
        parameters.styleId = lastStyle;
    m_controller.setPicture(*picture);
    showPictureSize();
    m_controller.setParameters(parameters);
    m_thumbnails.setPicture(*picture);
}

void MainWindow::showPictureSize()
{
    const ImageSize size = m_controller.picture()->size();
    const QLocale locale;
    m_status->showPicture(
        tr("%1 × %2 px").arg(locale.toString(size.widthPx), locale.toString(size.heightPx)));
}

void MainWindow::chooseStyle(const QString &styleId)
{
    StylizeParameters parameters = m_controller.parameters();
    if (parameters.styleId == styleId)
        return;
    parameters.styleId = styleId;
    edit(parameters, ParameterKind::Style, 0);
}

void MainWindow::stepStyle(int rows)
{
    const int row = m_styles.rowOf(m_controller.parameters().styleId) + rows;
    if (row >= 0 && row < m_styles.rowCount())
        chooseStyle(m_styles.styleIdAt(row));
}

void MainWindow::edit(const StylizeParameters &parameters, ParameterKind kind, int interaction)
{
    m_undoStack.push(new ParametersCommand(
        m_controller, {m_controller.parameters(), parameters, kind, interaction}));
}

void MainWindow::showParameters()
{
    const StylizeParameters &parameters = m_controller.parameters();
    m_panel->showParameters(parameters);
    m_panel->showStyle(parameters.styleId.isEmpty() ? StyleCard() : m_controller.chosenStyle());
    m_gallery->showChosen(parameters.styleId);
    if (m_controller.picture())
        m_services.settings.setLastStyleId(parameters.styleId);
    if (parameters.styleId.isEmpty())
        m_status->clearDrawing();
}

void MainWindow::showActivity()
{
    const bool isStoppable = m_exporter.isBusy() || m_controller.isBusy() || m_openJob.isBusy();
    m_actions.stop->setEnabled(isStoppable);
    if (m_exporter.isBusy())
        m_status->showActivity(tr("Exporting"), m_exportFraction);
    else if (m_openJob.isBusy())
        m_status->showActivity(tr("Opening"), -1.0);
    else if (m_controller.isBusy())
        m_status->showActivity(tr("Drawing"), m_drawingFraction);
    else
        m_status->endActivity();
}

void MainWindow::stopAll()
{
    m_exporter.cancel();
    m_openJob.cancel();
    m_controller.stop();
    m_page->stop();
    showActivity();
}

void MainWindow::openFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open picture"), m_services.settings.openFolder(), pictureFileFilter());
    if (!path.isEmpty())
        openPicture({.filePath = path, .encoded = {}, .pixels = {}, .name = {}});
}

void MainWindow::openSample()
{
    m_openJob.request([path = m_services.samplePath](const CancelToken &cancel) {
        return koma::openPicture({.filePath = path, .encoded = {}, .pixels = {}, .name = {}},
                                 cancel);
    });
    showActivity();
}

ExportJob MainWindow::exportJob()
{
    const StylizeParameters &parameters = m_controller.parameters();
    return {.picture = m_controller.picture(),
            .style = parameters.styleId.isEmpty() ? StyleCard() : m_controller.chosenStyle(),
            .parameters = parameters,
            .drawing = m_controller.fullDrawing(),
            .filePath = {},
            .options = m_services.settings.exportOptions()};
}

void MainWindow::exportResult()
{
    if (!m_controller.picture())
        return;
    const ExportJob job = exportJob();
    const Image &source = job.picture->source.image;
    auto *dialog = new ExportDialog({.folder = m_services.settings.exportFolder(),
                                     .pictureName = job.picture->name,
                                     .style = job.style,
                                     .options = job.options,
                                     .size = job.picture->size(),
                                     .hasAlpha = source.hasAlpha(),
                                     .isDeep = source.type() == SampleType::U16},
                                    this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { startExport(dialog->filePath(), dialog->options()); });
    dialog->open();
}

void MainWindow::startExport(const QString &filePath, const WriteOptions &options)
{
    m_services.settings.setExportFolder(QFileInfo(filePath).absolutePath());
    m_services.settings.setExportOptions(options);
    ExportJob job = exportJob();
    job.filePath = filePath;
    job.options = options;
    m_exporter.write(std::move(job), [this, filePath](const Result<void> &result) {
        finishExport(filePath, result);
    });
    showActivity();
}

void MainWindow::finishExport(const QString &filePath, const Result<void> &result)
{
    if (result) {
        const QString folder = QFileInfo(filePath).absolutePath();
        m_messageBar->showInformation(tr("Exported “%1”").arg(QFileInfo(filePath).fileName()),
                                      folder,
                                      {tr("Show in folder"), [folder] {
                                           QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
                                       }});
        Q_EMIT exportFinished(filePath);
    } else if (result.error().kind != ErrorKind::Cancelled) {
        showProblem(result.error(), Activity::Exporting);
    }
    showActivity();
}

void MainWindow::showProblem(const Error &error, Activity activity)
{
    spdlog::warn("{}: {} {}", errorKindName(error.kind), error.message, error.detail);
    m_messageBar->showProblem(errorText(error, activity));
}

void MainWindow::describeDevice()
{
    m_services.runner.start(
        Job<DeviceDescription>{.lane = Lane::Engine,
                               .priority = JobPriority::Normal,
                               .work =
                                   [&service = m_services.drawing](const CancelToken &) {
                                       return Result<DeviceDescription>(service.describeDevice());
                                   },
                               .context = this,
                               .done =
                                   [this](const Result<DeviceDescription> &device) {
                                       if (device)
                                           m_status->showDevice(*device);
                                   }});
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayClose() || !m_page->mayClose([this] { close(); })) {
        event->ignore();
        return;
    }
    m_services.settings.setWindowGeometry(saveGeometry());
    m_services.settings.setWindowState(workspace() == Workspace::Stylise ? saveState()
                                                                         : m_dockState);
    stopAll();
    m_page->saveLayout();
    m_page->session().end();
    m_train->controller().stop();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->source() == m_canvas || !mayHoldPicture(*event->mimeData()))
        return;
    m_emptyState->setDropHighlighted(true);
    event->acceptProposedAction();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *event)
{
    m_emptyState->setDropHighlighted(false);
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_emptyState->setDropHighlighted(false);
    if (const QString package = stylePackageIn(*event->mimeData()); !package.isEmpty()) {
        event->acceptProposedAction();
        importStyle(package);
        return;
    }
    const auto origin = pictureIn(*event->mimeData());
    if (!origin)
        return;
    event->acceptProposedAction();
    if (origin->filePath.endsWith(QStringLiteral(".koma"), Qt::CaseInsensitive))
        openComic(origin->filePath);
    else
        openPicture(*origin);
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Koma"),
        tr("<h3>Koma %1</h3><p>Comic art from photos and drawings, on your own machine.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later.</p>")
            .arg(QLatin1String(kVersion)));
}

} // namespace koma
