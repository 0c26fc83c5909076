// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/gallery/stylegallery.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/training/trainworkspace.h"
#include "ui/widgets/messagebar.h"

#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <QMessageBox>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

namespace koma {

void MainWindow::buildTraining()
{
    m_train = new TrainWorkspace(m_services.runner, m_services.training, this);
    m_workspaces->addWidget(m_train);
    letTrainingNeedRoom(false);
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

/// A workspace that is not shown must not make the window wide.
void MainWindow::letTrainingNeedRoom(bool needsRoom)
{
    const auto policy = needsRoom ? QSizePolicy::Preferred : QSizePolicy::Ignored;
    m_train->setSizePolicy(policy, policy);
}

Workspace MainWindow::workspace() const
{
    return static_cast<Workspace>(m_workspaces->currentIndex());
}

void MainWindow::showWorkspace(Workspace workspace)
{
    const bool stylises = workspace == Workspace::Stylise;
    const bool didStylise = this->workspace() == Workspace::Stylise;
    letTrainingNeedRoom(!stylises);
    m_workspaces->setCurrentIndex(static_cast<int>(workspace));
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(static_cast<int>(workspace));
    if (stylises != didStylise)
        showStylizeParts(stylises);
}

/// The docks of the Stylise workspace come back as they were left.
void MainWindow::showStylizeParts(bool shown)
{
    if (!shown)
        m_dockState = saveState();
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        dock->setVisible(shown);
    if (shown)
        restoreState(m_dockState);
    m_actions.setPictureOpen(shown && m_controller.picture() != nullptr);
}

void MainWindow::offerStyle(const QString &runFolder)
{
    showStyles();
    if (workspace() != Workspace::Train)
        m_messageBar->showInformation(tr("“%1” is ready").arg(QFileInfo(runFolder).fileName()),
                                      tr("The style that you trained is in the gallery."));
}

void MainWindow::importStyle(const QString &package)
{
    m_importJob.request(
        [&service = m_services.drawing, file = std::filesystem::path(package.toStdU16String())](
            const CancelToken &) { return service.importStyle(file); });
}

void MainWindow::takeStyle(const Result<StyleCard> &style)
{
    if (!style) {
        showProblem(style.error(), Activity::ImportingStyle);
        return;
    }
    showStyles();
    m_messageBar->showInformation(
        tr("“%1” is in the gallery").arg(QString::fromStdString(style->name)),
        tr("By %1. Licence: %2")
            .arg(QString::fromStdString(style->artist), QString::fromStdString(style->licence)),
        {tr("Try it"), [this, id = QString::fromStdString(style->id)] { tryStyle(id); }});
}

/// Looks for styles again and shows what is there.
void MainWindow::showStyles()
{
    m_services.drawing.rescanStyles();
    m_styles.setStyles(m_services.drawing.styles());
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
