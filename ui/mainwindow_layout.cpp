// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/canvas/comparecanvas.h"
#include "ui/gallery/stylegallery.h"
#include "ui/page/workspace/pageworkspace.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statusstrip.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace koma {
namespace {

constexpr QSize kFirstSize(1280, 820);
constexpr int kPanelWidthPx = 268;

} // namespace

void MainWindow::buildWindow()
{
    setWindowTitle(tr("Koma"));
    setAcceptDrops(true);
    m_emptyState = new EmptyState(this);
    m_emptyState->setSampleOffered(!m_services.samplePath.isEmpty());
    connect(m_emptyState, &EmptyState::openRequested, this, &MainWindow::openFile);
    connect(m_emptyState, &EmptyState::sampleRequested, this, &MainWindow::openSample);
    m_canvas = new CompareCanvas(this);
    m_messageBar = new MessageBar(this);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_emptyState);
    m_centre->addWidget(m_canvas);
    auto *middle = new QWidget(this);
    auto *middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(m_messageBar);
    m_workspaces = new QStackedWidget(this);
    m_workspaces->addWidget(m_centre);
    buildPages();
    buildTraining();
    middleLayout->addWidget(m_workspaces, 1);
    setCentralWidget(middle);

    m_gallery = new StyleGallery(m_styles, this);
    m_panel = new StylizePanel(this);
    QDockWidget *styles =
        addDock(QStringLiteral("stylesDock"), tr("Styles"), m_gallery, Qt::LeftDockWidgetArea);
    QDockWidget *drawing =
        addDock(QStringLiteral("drawingDock"), tr("Drawing"), m_panel, Qt::RightDockWidgetArea);
    resizeDocks({styles, drawing}, {m_gallery->sizeHint().width(), kPanelWidthPx}, Qt::Horizontal);
    m_actions.showStyles = styles->toggleViewAction();
    m_actions.showDrawing = drawing->toggleViewAction();

    buildToolBar();
    m_stylizeMenus = m_actions.fillMenuBar(*menuBar());
    QAction *help = menuBar()->actions().constLast();
    for (QMenu *menu : m_page->menus())
        menuBar()->insertMenu(help, menu);
    m_actions.fillShared(*m_page->menus().at(0), *m_page->menus().at(1),
                         *m_page->menus().constLast());
    showCommandsOf(Workspace::Stylise);

    m_status = new StatusStrip(this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    setTabOrder(m_gallery, m_canvas);
    setTabOrder(m_canvas, m_panel);
    m_actions.compare->setChecked(m_services.settings.isComparing());
    m_canvas->setComparing(m_services.settings.isComparing());
}

void MainWindow::buildToolBar()
{
    auto *toolBar = new QToolBar(tr("Workspaces"), this);
    toolBar->setObjectName(QStringLiteral("mainToolBar"));
    toolBar->setMovable(false);
    toolBar->setIconSize(QSize(20, 20));
    toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_tabs = new QTabBar(toolBar);
    m_tabs->setObjectName(QStringLiteral("workspaceTabs"));
    m_tabs->setAccessibleName(tr("Workspaces"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Stylise"));
    m_tabs->addTab(tr("Page"));
    m_tabs->addTab(tr("Train"));
    connect(m_tabs, &QTabBar::currentChanged, this,
            [this](int tab) { showWorkspace(static_cast<Workspace>(tab)); });
    toolBar->addWidget(m_tabs);
    auto *space = new QWidget(toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    toolBar->addWidget(space);
    m_actions.fillToolBar(*toolBar);
    addToolBar(Qt::TopToolBarArea, toolBar);
}

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *content,
                                 Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::restoreLayout()
{
    resize(kFirstSize);
    restoreGeometry(m_services.settings.windowGeometry());
    restoreState(m_services.settings.windowState());
}

} // namespace koma
