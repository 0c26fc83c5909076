// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/pageworkspace.h"

#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/dialogs/exportcomicdialog.h"
#include "ui/page/docks/issues/issuesdock.h"
#include "ui/page/docks/layers/layeractions.h"
#include "ui/page/docks/layers/layersdock.h"
#include "ui/page/docks/layouts/layoutsdock.h"
#include "ui/page/docks/pages/pageactions.h"
#include "ui/page/docks/pages/pagesdock.h"
#include "ui/page/inspector/inspector.h"
#include "ui/page/rulers/ruler.h"
#include "ui/page/workspace/comicstart.h"
#include "ui/page/workspace/objectediting.h"
#include "ui/page/workspace/toolbox.h"
#include "ui/page/workspace/tooloptionsbar.h"

#include <QAction>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace koma {
namespace {

const QString kFolderKey = QStringLiteral("page/folder");
const QString kStateKey = QStringLiteral("page/state");
const QString kRulersKey = QStringLiteral("page/rulers");
const QString kSpreadKey = QStringLiteral("page/spread");
constexpr double kBrushStep = 1.15;
constexpr QSize kFirstThumbnailPx(120, 170); ///< the dock asks for what it shows

Activity activityOf(ComicSession::Work work)
{
    switch (work) {
    case ComicSession::Work::Opening:
        return Activity::OpeningComic;
    case ComicSession::Work::Saving:
        return Activity::SavingComic;
    case ComicSession::Work::Importing:
        return Activity::ImportingPages;
    case ComicSession::Work::TakingPicture:
        return Activity::Opening;
    case ComicSession::Work::Recovering:
        return Activity::Recovering;
    case ComicSession::Work::Journal:
        return Activity::Journal;
    }
    return Activity::OpeningComic;
}

} // namespace

PageWorkspace::PageWorkspace(Services services, QWidget *parent)
    : QMainWindow(parent),
      m_services(std::move(services)),
      m_session(m_services.runner, m_services.journalRoot),
      m_carriedStyles(m_services.runner, m_services.drawing),
      m_selection(m_session.document()),
      m_unit(m_services.settings),
      m_art({m_services.runner, m_services.drawing, m_session.pictures()}),
      m_exporter(m_services.runner, m_services.drawing, m_session.pictures()),
      m_thumbnails(m_services.runner, m_session.document(), m_art, kFirstThumbnailPx),
      m_actions(this),
      m_panelSearch(
          {m_services.runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
          [this](const Result<QList<OutlinePt>> &panels) { takePanels(panels); })
{
    setWindowFlags(Qt::Widget);
    setObjectName(QStringLiteral("pageWorkspace"));
    buildCentre();
    buildTools();
    buildDocks();
    m_editing = new ObjectEditing(m_selection, m_actions, this);
    buildMenus();
    connectSession();
    connectExporter();
    connectActions();
    connectPages();
    connectCanvas();
    hideParts();
    const auto recoverable = m_session.recoverable();
    m_hasRecoverable = !recoverable.empty();
    m_start->setRecoverable(recoverable);
    showState();
}

PageWorkspace::~PageWorkspace()
{
    // What dies last still tells what happens to it.
    for (QObject *part : {static_cast<QObject *>(&m_session), static_cast<QObject *>(&m_selection),
                          static_cast<QObject *>(&m_art), static_cast<QObject *>(&m_exporter)})
        part->disconnect(this);
    m_session.progress().disconnect(this);
    m_exporter.progress().disconnect(this);
    // They look at what dies before them.
    delete m_toolbox;
    delete m_canvas;
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        delete dock;
}

void PageWorkspace::buildCentre()
{
    m_start = new ComicStart(m_actions, this);
    m_canvas = new PageCanvas(m_selection, m_services.runner, m_art, this);
    m_toolbox = new Toolbox(m_selection, *m_canvas, m_services.settings, this);
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new ToolOptionsBar(*m_toolbox, page));
    column->addWidget(makeCanvasWithRulers(), 1);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_start);
    m_centre->addWidget(page);
    setCentralWidget(m_centre);
}

QWidget *PageWorkspace::makeCanvasWithRulers()
{
    auto *frame = new QWidget(this);
    auto *grid = new QGridLayout(frame);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_canvas, 1, 1);
    for (const Qt::Orientation orientation : {Qt::Horizontal, Qt::Vertical}) {
        auto *ruler = new Ruler(orientation, *m_canvas, m_selection, m_unit, frame);
        const bool isAcross = orientation == Qt::Horizontal;
        grid->addWidget(ruler, isAcross ? 0 : 1, isAcross ? 1 : 0);
        ruler->setVisible(m_actions.showRulers->isChecked());
        connect(m_actions.showRulers, &QAction::toggled, ruler, &QWidget::setVisible);
        connect(ruler, &Ruler::guideDragged, m_actions.showGuides,
                [show = m_actions.showGuides] { show->setChecked(true); });
    }
    return frame;
}

void PageWorkspace::buildTools()
{
    auto *bar = new QToolBar(tr("Tools"), this);
    bar->setObjectName(QStringLiteral("pageTools"));
    bar->setMovable(false);
    bar->setIconSize(QSize(22, 22));
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolbox->fill(*bar);
    addToolBar(Qt::LeftToolBarArea, bar);
    addActions(m_toolbox->actions());
    for (const auto &[key, factor] : {std::pair(Qt::Key_BracketLeft, 1.0 / kBrushStep),
                                      std::pair(Qt::Key_BracketRight, kBrushStep)}) {
        auto *action = new QAction(this);
        action->setShortcut(QKeySequence(key));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this,
                [this, by = factor] { m_toolbox->scaleBrush(by); });
        addAction(action);
    }
}

QDockWidget *PageWorkspace::addDock(const QString &name, const QString &title, QWidget *content,
                                    Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

void PageWorkspace::buildDocks()
{
    m_pages = new PagesDock(m_selection, m_thumbnails, this);
    m_layers = new LayersDock(m_selection, this);
    m_issues = new IssuesDock(m_selection, m_services.runner, this);
    auto *layouts = new LayoutsDock(m_selection, this);
    auto *inspector =
        new Inspector(m_selection, {m_services.styles, m_services.styleIdRole}, m_unit, this);
    QDockWidget *pages =
        addDock(QStringLiteral("pagesDock"), tr("Pages"), m_pages, Qt::LeftDockWidgetArea);
    QDockWidget *templates =
        addDock(QStringLiteral("layoutsDock"), tr("Layouts"), layouts, Qt::LeftDockWidgetArea);
    QDockWidget *properties = addDock(QStringLiteral("propertiesDock"), tr("Properties"), inspector,
                                      Qt::RightDockWidgetArea);
    QDockWidget *layers =
        addDock(QStringLiteral("layersDock"), tr("Layers"), m_layers, Qt::RightDockWidgetArea);
    QDockWidget *issues = addDock(QStringLiteral("issuesDock"), IssuesDock::titleFor(0), m_issues,
                                  Qt::RightDockWidgetArea);
    tabifyDockWidget(pages, templates);
    tabifyDockWidget(layers, issues);
    pages->raise();
    layers->raise();
    resizeDocks({properties, layers}, {3, 2}, Qt::Vertical);
    connect(m_issues, &IssuesDock::countChanged, issues,
            [issues](int count) { issues->setWindowTitle(IssuesDock::titleFor(count)); });
    connect(m_pages, &PagesDock::refused, this, &PageWorkspace::hint);
    connect(m_layers, &LayersDock::refused, this, &PageWorkspace::hint);
    connect(layouts, &LayoutsDock::refused, this, &PageWorkspace::hint);
    connect(&m_art, &CanvasArt::arrived, &m_thumbnails, &PageThumbnails::repaintPictures);
    connect(m_canvas, &PageCanvas::painted, m_issues, &IssuesDock::setRenderReport);
    // Other docks have keys of their own for these.
    m_canvas->addActions({m_layers->actions().group, m_layers->actions().ungroup,
                          m_layers->actions().duplicate, m_layers->actions().remove,
                          m_layers->actions().toFront, m_layers->actions().forward,
                          m_layers->actions().backward, m_layers->actions().toBack,
                          m_pages->actions().previous, m_pages->actions().next});
}

void PageWorkspace::connectSession()
{
    connect(&m_session, &ComicSession::stateChanged, this, &PageWorkspace::showState);
    connect(&m_session, &ComicSession::busyChanged, this, &PageWorkspace::showActivity);
    connect(&m_session.progress(), &ProgressRelay::progressed, this, [this](double fraction) {
        m_fraction = fraction;
        showActivity();
    });
    connect(&m_session, &ComicSession::failed, this,
            [this](const Error &error, ComicSession::Work work) {
                m_afterSave = nullptr;
                Q_EMIT problem(error, activityOf(work));
            });
    m_session.setStyles([&service = m_services.drawing](const Comic &comic) {
        return stylesToCarry(comic, service);
    });
    connect(&m_carriedStyles, &CarriedStyles::arrived, this, &PageWorkspace::stylesArrived);
    connect(&m_carriedStyles, &CarriedStyles::failed, this,
            [this](const Error &error) { Q_EMIT problem(error, Activity::ImportingStyle); });
    connect(&m_session, &ComicSession::opened, this, [this](const FileIssues &issues) {
        ++m_comicNumber;
        m_carriedStyles.bring(m_session.archive());
        m_toolbox->choose(ToolKind::Select);
        m_canvas->fit();
        m_canvas->setFocus();
        m_start->setRecoverable({});
        m_hasRecoverable = false;
        m_issues->setFileIssues(issues);
        if (!issues.empty())
            Q_EMIT information(tr("“%1” is damaged").arg(m_session.name()),
                               tr("It was opened as far as it can be read: %1")
                                   .arg(QString::fromStdString(issues.front().message)));
    });
    connect(&m_session, &ComicSession::saved, this,
            [this](const QString &filePath, const FileIssues &issues) {
                if (!issues.empty())
                    Q_EMIT information(tr("Saved, but not everything was there"),
                                       QString::fromStdString(issues.front().message));
                else
                    Q_EMIT hint(tr("Saved as %1").arg(QFileInfo(filePath).fileName()));
                // What was changed while it was written is asked about again.
                if (const auto action = std::exchange(m_afterSave, nullptr))
                    whenMayReplace(action);
            });
    connect(&m_art, &CanvasArt::progressChanged, this, &PageWorkspace::showActivity);
    connect(&m_art, &CanvasArt::failed, this,
            [this](const Error &error) { Q_EMIT problem(error, Activity::Drawing); });
    connect(m_start, &ComicStart::recoverRequested, &m_session, &ComicSession::recover);
    connect(m_start, &ComicStart::discardRequested, this,
            [this](const RecoverableJournal &journal) {
                ComicSession::discard(journal);
                m_start->setRecoverable(m_session.recoverable());
            });
}

void PageWorkspace::connectActions()
{
    connect(m_actions.newComic, &QAction::triggered, this, &PageWorkspace::newComic);
    connect(m_actions.openComic, &QAction::triggered, this, &PageWorkspace::openComicFile);
    connect(m_actions.openSample, &QAction::triggered, this, &PageWorkspace::openSampleComic);
    m_actions.openSample->setVisible(!m_services.samplePath.isEmpty());
    connect(m_actions.save, &QAction::triggered, this, &PageWorkspace::save);
    connect(m_actions.saveAs, &QAction::triggered, this, &PageWorkspace::saveAs);
    connect(m_actions.importPages, &QAction::triggered, this, &PageWorkspace::importPages);
    connect(m_actions.placePictures, &QAction::triggered, this, &PageWorkspace::choosePictures);
    connect(m_actions.showGuides, &QAction::toggled, m_canvas, &PageCanvas::setShowingGuides);
    connect(m_actions.showSpread, &QAction::toggled, this, [this](bool showing) {
        m_canvas->setShowingSpread(showing);
        m_services.settings.setValue(kSpreadKey, showing);
    });
    connect(m_actions.showRulers, &QAction::toggled, this,
            [this](bool showing) { m_services.settings.setValue(kRulersKey, showing); });
    m_actions.showRulers->setChecked(m_services.settings.value(kRulersKey, false).toBool());
    m_actions.showSpread->setChecked(m_services.settings.value(kSpreadKey, false).toBool());
    connect(m_editing, &ObjectEditing::refused, this, &PageWorkspace::hint);
    connect(m_toolbox, &Toolbox::refused, this, &PageWorkspace::hint);
    connect(m_toolbox, &Toolbox::hint, this, &PageWorkspace::hint);
    const auto showObjects = [this] {
        for (QAction *action : m_actions.ofObjects())
            action->setEnabled(!m_selection.objects().isEmpty());
    };
    connect(&m_selection, &PageSelection::objectsChanged, this, showObjects);
    showObjects();
}

void PageWorkspace::connectCanvas()
{
    connect(m_canvas, &PageCanvas::zoomChanged, this, &PageWorkspace::zoomChanged);
    connect(m_canvas, &PageCanvas::contextMenuWanted, this, &PageWorkspace::showContextMenu);
    connect(m_canvas, &PageCanvas::failed, this,
            [this](const Error &error) { Q_EMIT problem(error, Activity::Drawing); });
    auto *drop = new PictureDrop(*m_canvas, m_selection, this);
    connect(drop, &PictureDrop::dropped, this, &PageWorkspace::takeDrop);
    // Later, for there may be a question first, and where the file comes from waits for an answer.
    connect(
        drop, &PictureDrop::fileDropped, this,
        [this](const QString &file) {
            if (file.endsWith(QStringLiteral(".komastyle"), Qt::CaseInsensitive))
                Q_EMIT styleFileDropped(file);
            else if (file.endsWith(QStringLiteral(".koma"), Qt::CaseInsensitive))
                openComic(file);
            else
                whenMayReplace([this, file] { m_session.import(file); });
        },
        Qt::QueuedConnection);
}

QString PageWorkspace::comicFolder() const
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return m_services.settings.value(kFolderKey, documents).toString();
}

QString PageWorkspace::title() const
{
    return m_session.isOpen() ? m_session.name() : QString();
}

/// Before a comic is open there is nothing that tools and docks could show.
void PageWorkspace::hideParts()
{
    m_layout = m_services.settings.value(kStateKey, saveState()).toByteArray();
    for (QDockWidget *dock : findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly))
        dock->hide();
    for (QToolBar *bar : findChildren<QToolBar *>(QString(), Qt::FindDirectChildrenOnly))
        bar->hide();
}

void PageWorkspace::showState()
{
    const bool isOpen = m_session.isOpen();
    m_centre->setCurrentIndex(isOpen ? 1 : 0);
    if (isOpen && !m_layout.isEmpty())
        restoreState(std::exchange(m_layout, {}));
    for (QAction *action : m_actions.ofComic() + m_toolbox->actions())
        action->setEnabled(isOpen);
    Q_EMIT titleChanged();
}

void PageWorkspace::showActivity()
{
    if (m_session.isBusy()) {
        Q_EMIT activity(tr("Reading and writing"), m_fraction);
        return;
    }
    if (m_exporter.isBusy()) {
        Q_EMIT activity(tr("Exporting"), m_fraction);
        return;
    }
    const ArtProgress progress = m_art.progress();
    if (m_art.isBusy())
        Q_EMIT activity(tr("Drawing pictures"),
                        static_cast<double>(progress.doneCount) / progress.totalCount);
    else
        Q_EMIT activity({}, -1.0);
}

/// Another comic takes the place of this one: what is not saved must not go unasked.
void PageWorkspace::whenMayReplace(const std::function<void()> &action)
{
    if (mayClose(action))
        action();
}

bool PageWorkspace::mayClose(std::function<void()> close)
{
    if (!m_session.isOpen() || !m_session.isModified())
        return true;
    const auto answer = QMessageBox::warning(
        this, tr("Save the comic?"),
        tr("“%1” has changes that are not saved.").arg(m_session.name()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save) {
        m_afterSave = std::move(close);
        save();
    }
    return answer == QMessageBox::Discard;
}

void PageWorkspace::openComic(const QString &filePath)
{
    whenMayReplace([this, filePath] {
        m_services.settings.setValue(kFolderKey, QFileInfo(filePath).absolutePath());
        m_session.open(filePath);
    });
}

void PageWorkspace::openComicFile()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open comic"), comicFolder(), tr("Comics (*.koma)"));
    if (!path.isEmpty())
        openComic(path);
}

/// A copy: the sample itself stays as it is.
void PageWorkspace::openSampleComic()
{
    whenMayReplace([this] { m_session.open(m_services.samplePath); });
}

void PageWorkspace::importPages()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import pages"), comicFolder(),
                                                      tr("Comic book archives (*.cbz *.zip)"));
    if (!path.isEmpty())
        whenMayReplace([this, path] { m_session.import(path); });
}

void PageWorkspace::save()
{
    const bool isSample = m_session.filePath() == m_services.samplePath;
    if (m_session.filePath().isEmpty() || isSample)
        saveAs();
    else
        m_session.save(m_session.filePath());
}

void PageWorkspace::saveAs()
{
    const QString folder = comicFolder();
    QString path = QFileDialog::getSaveFileName(this, tr("Save comic"),
                                                folder + QLatin1Char('/') + m_session.name() +
                                                    QStringLiteral(".koma"),
                                                tr("Comics (*.koma)"));
    if (path.isEmpty()) {
        m_afterSave = nullptr;
        return;
    }
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".koma");
    m_services.settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
    m_session.save(path);
}

void PageWorkspace::stop()
{
    m_afterSave = nullptr;
    m_session.cancel();
    m_exporter.cancel();
    m_art.cancel();
}

void PageWorkspace::connectExporter()
{
    connect(m_actions.exportComic, &QAction::triggered, this, &PageWorkspace::exportComic);
    connect(&m_exporter, &ComicExporter::busyChanged, this, &PageWorkspace::showActivity);
    connect(&m_exporter.progress(), &ProgressRelay::progressed, this, [this](double fraction) {
        m_fraction = fraction;
        showActivity();
    });
    connect(&m_exporter, &ComicExporter::failed, this,
            [this](const Error &error) { Q_EMIT problem(error, Activity::ExportingComic); });
    connect(&m_exporter, &ComicExporter::exported, this, [this](const ExportReport &report) {
        if (report.files.empty())
            return;
        const QFileInfo first(QString::fromStdU16String(report.files.front().u16string()));
        const int more = static_cast<int>(report.files.size()) - 1;
        const QString title = more > 0
                                  ? tr("Exported “%1” and %2 more").arg(first.fileName()).arg(more)
                                  : tr("Exported “%1”").arg(first.fileName());
        const QString missing = reportText(report);
        Q_EMIT exported(title, missing.isEmpty() ? first.absolutePath() : missing,
                        first.absolutePath());
    });
}

void PageWorkspace::exportComic()
{
    const QString file = m_session.filePath();
    const QString folder = file.isEmpty() || file == m_services.samplePath
                               ? comicFolder()
                               : QFileInfo(file).absolutePath();
    auto *dialog = new ExportComicDialog(document().comic(), m_session.name(), folder,
                                         m_services.settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_exporter.start(document().comic(), dialog->request()); });
    dialog->open();
}

void PageWorkspace::saveLayout()
{
    if (m_layout.isEmpty())
        m_services.settings.setValue(kStateKey, saveState());
}

void PageWorkspace::push(std::unique_ptr<QUndoCommand> command)
{
    if (command)
        document().undoStack().push(command.release());
}

} // namespace koma
