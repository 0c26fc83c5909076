// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/canvas/comparecanvas.h"
#include "ui/gallery/stylegallery.h"
#include "ui/imageconversion.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/workspace/pageworkspace.h"
#include "ui/page/workspace/toolbox.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/training/trainworkspace.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statusstrip.h"

#include <QAction>
#include <QBuffer>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrl>

namespace koma {

void MainWindow::buildTraining()
{
    m_train = new TrainWorkspace(m_services.runner, m_services.training, this);
    m_workspaces->addWidget(m_train);
    letNeedRoom(Workspace::Stylise);
    connect(m_train, &TrainWorkspace::failed, this,
            [this](const Error &error) { showProblem(error, Activity::Training); });
    connect(m_train, &TrainWorkspace::styleMade, this, &MainWindow::offerStyle);
    connect(m_train, &TrainWorkspace::tryRequested, this,
            [this](const QString &runFolder) { tryStyle(QFileInfo(runFolder).fileName()); });
}

void MainWindow::tryStyle(const QString &styleId)
{
    showWorkspace(Workspace::Stylise);
    if (!m_controller.picture())
        openSample();
    chooseStyle(styleId);
}

void MainWindow::buildPages()
{
    m_page = new PageWorkspace({.runner = m_services.runner,
                                .drawing = m_services.drawing,
                                .settings = m_services.store,
                                .journalRoot = m_services.journalsFolder,
                                .samplePath = m_services.sampleComicPath,
                                .styles = &m_styles,
                                .styleIdRole = StyleListModel::IdRole,
                                .newArtStyle = [this] { return chosenArtStyle(); }},
                               this);
    m_workspaces->addWidget(m_page);
    m_undoGroup.addStack(&m_page->session().document().undoStack());
    connect(m_page, &PageWorkspace::titleChanged, this, &MainWindow::showTitle);
    connect(m_page, &PageWorkspace::problem, this, &MainWindow::showProblem);
    connect(m_page, &PageWorkspace::information, this,
            [this](const QString &title, const QString &text) {
                m_messageBar->showInformation(title, text);
            });
    connect(m_page, &PageWorkspace::exported, this,
            [this](const QString &title, const QString &text, const QString &folder) {
                m_messageBar->showInformation(title, text, {tr("Show in folder"), [folder] {
                                                                QDesktopServices::openUrl(
                                                                    QUrl::fromLocalFile(folder));
                                                            }});
            });
    connect(m_page, &PageWorkspace::styleFileDropped, this,
            [this](const QString &file) { importStyle(file); });
    connect(m_page, &PageWorkspace::stylesArrived, this, [this](const QStringList &names) {
        showStyles();
        m_messageBar->showInformation(
            tr("Styles came with the comic"),
            tr("In the gallery now: %1").arg(names.join(QStringLiteral(", "))));
    });
    connect(m_page, &PageWorkspace::zoomChanged, this, [this](double zoom) {
        if (workspace() == Workspace::Page)
            m_status->showZoom(zoom);
    });
    connect(m_page, &PageWorkspace::hint, this, [this](const QString &text) {
        if (workspace() == Workspace::Page)
            m_status->showPicture(text);
    });
    connect(m_page, &PageWorkspace::activity, this, [this](const QString &text, double fraction) {
        if (text.isEmpty())
            showActivity();
        else
            m_status->showActivity(text, fraction);
        m_actions.stop->setEnabled(m_actions.stop->isEnabled() || !text.isEmpty());
    });
}

/// A workspace that is not shown must not make the window wide.
void MainWindow::letNeedRoom(Workspace shown)
{
    const auto let = [](QWidget &widget, bool isShown) {
        const auto policy = isShown ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        widget.setSizePolicy(policy, policy);
    };
    let(*m_train, shown == Workspace::Train);
    let(*m_page, shown == Workspace::Page);
}

void MainWindow::openComic(const QString &filePath)
{
    showWorkspace(Workspace::Page);
    m_page->openComic(filePath);
}

/// The style and settings of the Stylise workspace: what the artist used last.
ArtStyle MainWindow::chosenArtStyle() const
{
    const StylizeParameters &parameters = m_controller.parameters();
    ArtStyle style;
    style.styleId = parameters.styleId;
    style.strength = parameters.blend.strength;
    style.strokeScale = parameters.strokeScale;
    style.keepsColours = parameters.blend.colourKeep > 0.5;
    return style;
}

/// The picture goes on a page with its style, which can still be changed there.
void MainWindow::placeOnPage()
{
    const OpenedPicturePointer picture = m_controller.picture();
    if (!picture)
        return;
    IncomingPicture incoming{picture->filePath, {}};
    if (incoming.filePath.isEmpty()) {
        const Result<QImage> pixels = toQImage(picture->srgb);
        if (!pixels) {
            showProblem(pixels.error(), Activity::Sharing);
            return;
        }
        QBuffer buffer(&incoming.bytes);
        if (buffer.open(QIODevice::WriteOnly))
            pixels->save(&buffer, "PNG");
    }
    m_page->placePicture(incoming, chosenArtStyle());
    showWorkspace(Workspace::Page);
}

void MainWindow::showCommandsOf(Workspace workspace)
{
    const bool isPage = workspace == Workspace::Page;
    for (QMenu *menu : m_stylizeMenus)
        menu->menuAction()->setVisible(!isPage);
    for (QMenu *menu : m_page->menus())
        menu->menuAction()->setVisible(isPage);
    m_actions.setOnPages(isPage);
    m_undoGroup.setActiveStack(isPage ? &m_page->session().document().undoStack()
                               : workspace == Workspace::Stylise ? &m_undoStack
                                                                 : nullptr);
    m_actions.setPictureOpen(workspace == Workspace::Stylise && m_controller.picture());
    for (QAction *action :
         {m_actions.zoomIn, m_actions.zoomOut, m_actions.fit, m_actions.actualPixels})
        action->setEnabled(isPage || m_actions.exportResult->isEnabled());
    showTitle();
}

void MainWindow::showTitle()
{
    const bool isPage = workspace() == Workspace::Page;
    const QString name = isPage ? m_page->title() : m_stylizeTitle;
    setWindowTitle(name.isEmpty() ? tr("Koma") : tr("%1[*] – Koma").arg(name));
    setWindowModified(isPage && m_page->session().isOpen() && m_page->session().isModified());
}

Workspace MainWindow::workspace() const
{
    return static_cast<Workspace>(m_workspaces->currentIndex());
}

void MainWindow::showWorkspace(Workspace workspace)
{
    const bool stylises = workspace == Workspace::Stylise;
    const bool didStylise = this->workspace() == Workspace::Stylise;
    letNeedRoom(workspace);
    m_workspaces->setCurrentIndex(static_cast<int>(workspace));
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(static_cast<int>(workspace));
    if (stylises != didStylise)
        showStylizeParts(stylises);
    showCommandsOf(workspace);
    m_status->clearDrawing();
    if (workspace == Workspace::Page) {
        m_page->canvas().setFocus();
        m_status->showZoom(m_page->canvas().zoom());
        m_status->showPicture(m_page->toolbox().tool(m_page->toolbox().chosen()).hint());
    } else if (stylises && m_controller.picture()) {
        m_status->showZoom(m_canvas->zoom());
        showPictureSize();
    } else {
        m_status->clearZoom();
        m_status->showPicture({});
    }
}

/// The docks of the Stylise workspace come back as they were left.
void MainWindow::showStylizeParts(bool shown)
{
    if (!shown)
        m_dockState = saveState();
    for (QDockWidget *dock : findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly))
        dock->setVisible(shown);
    if (shown)
        restoreState(m_dockState);
}

void MainWindow::offerStyle(const QString &runFolder)
{
    showStyles();
    if (workspace() != Workspace::Train)
        m_messageBar->showInformation(tr("“%1” is ready").arg(QFileInfo(runFolder).fileName()),
                                      tr("The style that you trained is in the gallery."));
}

void MainWindow::importStyle(const QString &package, IfTaken ifTaken)
{
    m_importing = package;
    m_importJob.request(
        [&service = m_services.drawing, file = std::filesystem::path(package.toStdU16String()),
         ifTaken](const CancelToken &) { return service.importStyle(file, ifTaken); });
}

void MainWindow::takeStyle(const Result<StyleImport> &style)
{
    if (!style) {
        showProblem(style.error(), Activity::ImportingStyle);
        return;
    }
    const auto text = [](const std::string &utf8) { return QString::fromStdString(utf8); };
    const StyleCard &card = style->card;
    if (style->isTaken) {
        m_messageBar->showInformation(
            tr("There is a style “%1” already").arg(text(card.id)),
            tr("“%1” by %2 can take its place; what is drawn in it looks as the new one draws.")
                .arg(text(card.name), text(card.artist)),
            {tr("Replace"), [this, file = m_importing] { importStyle(file, IfTaken::Replace); }});
        return;
    }
    showStyles();
    m_messageBar->showInformation(
        tr("“%1” is in the gallery").arg(text(card.name)),
        tr("By %1. Licence: %2").arg(text(card.artist), text(card.licence)),
        {tr("Try it"), [this, id = text(card.id)] { tryStyle(id); }});
}

/// Looks for styles again and shows what is there.
void MainWindow::showStyles()
{
    m_services.drawing.rescanStyles();
    m_styles.setStyles(m_services.drawing.styles());
    m_page->art().forgetDrawings();
    m_thumbnails.loadPreviews();
    if (m_controller.picture())
        m_thumbnails.setPicture(m_controller.picture());
    m_gallery->showChosen(m_controller.parameters().styleId);
}

bool MainWindow::mayClose()
{
    if (!m_train->controller().isRunning())
        return true;
    const auto answer = QMessageBox::question(
        this, tr("Training goes on"),
        tr("Stop the training and close Koma? The run is kept and can go on later."),
        QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel);
    return answer == QMessageBox::Close;
}

} // namespace koma
