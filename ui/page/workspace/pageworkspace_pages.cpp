// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/pagecommands.h"
#include "core/document/commands/picturecommands.h"
#include "core/document/import/panelfinding.h"
#include "core/document/layout/newcomic.h"
#include "core/document/layout/readingorder.h"
#include "core/document/render/storedart.h"
#include "ui/page/canvas/hittest.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/dialogs/newcomicdialog.h"
#include "ui/page/docks/layers/layeractions.h"
#include "ui/page/docks/layers/layersdock.h"
#include "ui/page/docks/pages/pageactions.h"
#include "ui/page/docks/pages/pagesdock.h"
#include "ui/page/workspace/objectediting.h"
#include "ui/page/workspace/pageworkspace.h"
#include "ui/page/workspace/toolbox.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QSettings>

#include <algorithm>

namespace koma {
namespace {

const QString kPictureFolderKey = QStringLiteral("page/pictureFolder");

bool hasArt(const PageObject &panel)
{
    return std::any_of(panel.children.begin(), panel.children.end(),
                       [](const PageObject &child) { return child.kind() == ObjectKind::Art; });
}

} // namespace

void PageWorkspace::newComic()
{
    whenMayReplace([this] {
        auto *dialog = new NewComicDialog(m_services.settings, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog] {
            if (Result<Comic> comic = dialog->comic())
                m_session.startNew(std::move(*comic));
        });
        dialog->open();
    });
}

void PageWorkspace::connectPages()
{
    connect(&m_selection, &PageSelection::pageChanged, this, &PageWorkspace::prefetchAround);
    connect(m_actions.verticalGuide, &QAction::triggered, this,
            [this] { addGuide(GuideAxis::Vertical); });
    connect(m_actions.horizontalGuide, &QAction::triggered, this,
            [this] { addGuide(GuideAxis::Horizontal); });
    connect(m_actions.clearGuides, &QAction::triggered, this, [this] {
        push(changePages(document(), {m_selection.page()},
                         [](PageProperties &page) { page.guides.clear(); }));
    });
    connect(m_actions.findPanels, &QAction::triggered, this,
            [this] { findPanelsOf(m_selection.single()); });
    connect(m_editing, &ObjectEditing::foreignPaste, this, [this] {
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        const auto pictures =
            mime != nullptr ? incomingPictures(*mime) : std::vector<IncomingPicture>{};
        if (pictures.empty())
            Q_EMIT hint(tr("There is nothing to paste on the clipboard."));
        for (const IncomingPicture &picture : pictures)
            placePicture(picture, m_services.newArtStyle());
    });
}

/// The shown page first; those beside it are likely to be next.
void PageWorkspace::prefetchAround(PageId page)
{
    const QList<Page> &pages = document().comic().pages;
    const qsizetype index = document().pageIndex(page);
    QList<Page> ahead;
    for (const qsizetype next : {index, index + 1, index - 1}) {
        if (next >= 0 && next < pages.size())
            ahead.append(pages[next]);
    }
    m_art.resume(); // a stop was for what was shown
    m_art.prefetch(ahead, m_canvas->transform().pxPerPt() * m_canvas->devicePixelRatioF());
}

/// In the background: a page of 600 dpi takes a second.
void PageWorkspace::findPanelsOf(ObjectId art)
{
    const PageObject *object = document().object(art);
    const auto *layer = object != nullptr ? object->as<ArtLayer>() : nullptr;
    if (layer == nullptr) {
        Q_EMIT hint(tr("Pick the picture of a page to find its panels."));
        return;
    }
    m_searchedArt = art;
    Q_EMIT activity(tr("Looking for panels"), -1.0);
    m_panelSearch.request([layer = *layer, &pictures = m_session.pictures(),
                           direction = document().settings().direction](
                              const CancelToken &cancel) -> Result<QList<OutlinePt>> {
        const Result<Image> picture = StoredArt(pictures).original(layer.picture);
        if (!picture)
            return fail(picture.error());
        return findPanels(*picture, layer, {direction, cancel});
    });
}

void PageWorkspace::takePanels(const Result<QList<OutlinePt>> &panels)
{
    showActivity();
    if (!panels) {
        Q_EMIT problem(panels.error(), Activity::ImportingPages);
        return;
    }
    if (panels->size() < 2) {
        Q_EMIT hint(tr("There are no panels with gutters in this picture."));
        return;
    }
    auto command = panelsFromPicture(document(), m_searchedArt, *panels);
    if (command)
        push(std::move(*command));
    else
        Q_EMIT hint(QString::fromStdString(command.error().message));
}

void PageWorkspace::addGuide(GuideAxis axis)
{
    const double at = axis == GuideAxis::Vertical ? m_menuPoint.xPt : m_menuPoint.yPt;
    push(changePages(document(), {m_selection.page()}, [&](PageProperties &page) {
        page.guides.append({axis, at});
    }));
}

void PageWorkspace::choosePictures()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Place pictures"), m_services.settings.value(kPictureFolderKey).toString(),
        tr("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"));
    if (files.isEmpty())
        return;
    m_services.settings.setValue(kPictureFolderKey, QFileInfo(files.first()).absolutePath());
    std::vector<IncomingPicture> pictures;
    for (const QString &file : files)
        pictures.push_back({file, {}});
    const PageObject *picked = document().object(m_selection.single());
    const bool isPanel = picked != nullptr && picked->kind() == ObjectKind::Panel;
    const ObjectId panel = isPanel ? picked->id : emptyPanel();
    const PageObject *target = document().object(panel);
    takeDrop(pictures, target != nullptr ? boundsPt(*target).centre() : PointPt{});
}

/// Several pictures go into the panels from the one under the pointer on, as they are read.
void PageWorkspace::takeDrop(const std::vector<IncomingPicture> &pictures, PointPt point)
{
    const Page *page = document().page(m_selection.page());
    if (page == nullptr)
        return;
    const QList<ObjectId> panels = panelsFrom(panelAt(*page, point));
    const ArtStyle style = m_services.newArtStyle();
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const ObjectId panel = panels.value(static_cast<qsizetype>(i));
        m_session.takePicture(
            pictures[i].filePath, pictures[i].bytes,
            [this, panel, style, comic = m_comicNumber](const PictureRef &picture) {
                if (comic == m_comicNumber)
                    place(picture, panel, style);
            });
    }
}

QList<ObjectId> PageWorkspace::panelsFrom(ObjectId first) const
{
    const Document &comic = m_selection.document();
    const QList<ObjectId> panels =
        panelsInOrder(*comic.page(m_selection.page()), comic.settings().direction).ids;
    const qsizetype from = panels.indexOf(first);
    return from < 0 ? QList<ObjectId>{} : panels.mid(from);
}

ObjectId PageWorkspace::emptyPanel() const
{
    const Document &comic = m_selection.document();
    const Page *page = comic.page(m_selection.page());
    if (page == nullptr)
        return {};
    for (const ObjectId id : panelsInOrder(*page, comic.settings().direction).ids) {
        const PageObject *panel = comic.object(id);
        if (panel != nullptr && !hasArt(*panel))
            return id;
    }
    return {};
}

void PageWorkspace::placePicture(const IncomingPicture &picture, const ArtStyle &style)
{
    if (!m_session.isOpen()) {
        // A page of one panel, without questions.
        NewComicOptions options;
        options.templateId = QStringLiteral("splash-framed");
        Result<Comic> comic = makeComic(options);
        if (!comic) {
            Q_EMIT problem(comic.error(), Activity::OpeningComic);
            return;
        }
        m_session.startNew(std::move(*comic));
    }
    const PageObject *picked = document().object(m_selection.single());
    const ObjectId panel =
        picked != nullptr && picked->kind() == ObjectKind::Panel ? picked->id : emptyPanel();
    m_session.takePicture(picture.filePath, picture.bytes,
                          [this, panel, style, comic = m_comicNumber](const PictureRef &taken) {
                              if (comic == m_comicNumber)
                                  place(taken, panel, style);
                          });
}

void PageWorkspace::place(const PictureRef &picture, ObjectId panel, const ArtStyle &style)
{
    // The page may be another one by now.
    const PageObject *target = document().object(panel);
    const Page *page =
        document().page(target != nullptr ? document().pageOf(panel) : m_selection.page());
    if (page == nullptr)
        return;
    ArtLayer art;
    art.picture = picture;
    art.style = style;
    const RectPt trim = page->properties.setup.trimPt();
    RectPt box = target != nullptr ? boundsPt(*target) : trim;
    if (target == nullptr) {
        constexpr double kMarginShare = 0.2;
        box = trim.shrunkBy({trim.widthPt * kMarginShare, trim.heightPt * kMarginShare,
                             trim.widthPt * kMarginShare, trim.heightPt * kMarginShare});
    }
    coverBox(art, box);
    // Under what is drawn and written in the panel, over other pictures.
    qsizetype index = target == nullptr ? page->objects.size() : 0;
    for (qsizetype i = 0; target != nullptr && i < target->children.size(); ++i) {
        if (target->children[i].kind() == ObjectKind::Art)
            index = i + 1;
    }
    const ObjectId id = document().makeObjectId();
    auto command = addObjects(document(), {page->id, target != nullptr ? panel : ObjectId{}, index},
                              {{id, {}, art, {}}});
    if (!command) {
        Q_EMIT hint(QString::fromStdString(command.error().message));
        return;
    }
    push(std::move(*command));
    m_selection.select({id});
}

void PageWorkspace::buildMenus()
{
    const auto add = [this](const QString &title) {
        auto *menu = new QMenu(title, this);
        m_menus.append(menu);
        return menu;
    };
    const ComicCommands &a = m_actions;
    const LayerActions &layer = m_layers->actions();
    QMenu *file = add(tr("&File"));
    file->addActions({a.newComic, a.openComic, a.openSample, a.importPages});
    file->addSeparator();
    file->addActions({a.save, a.saveAs});
    file->addSeparator();
    file->addAction(a.exportComic);
    QMenu *edit = add(tr("&Edit"));
    edit->addActions({a.cut, a.copy, a.paste, layer.duplicate, layer.remove});
    edit->addSeparator();
    edit->addAction(a.selectAll);
    QMenu *object = add(tr("&Object"));
    object->addActions({a.placePictures, a.fitArt, a.findPanels, a.mergePanels, a.addTail});
    object->addSeparator();
    object->addActions({layer.group, layer.ungroup});
    object->addSeparator();
    object->addActions({layer.toFront, layer.forward, layer.backward, layer.toBack});
    object->addSeparator();
    object->addActions({layer.lockUnlock, layer.showHide});
    QMenu *page = add(tr("&Page"));
    const auto separated = [](QMenu &menu, const QList<QAction *> &actions) {
        for (QAction *action : actions)
            action != nullptr ? menu.addAction(action) : static_cast<void>(menu.addSeparator());
    };
    separated(*page, m_pages->actions().inMenuOrder());
    page->addSeparator();
    page->addAction(a.clearGuides);
    QMenu *tools = add(tr("&Tools"));
    tools->addActions(m_toolbox->actions());
    m_viewMenu = add(tr("&View"));
    m_viewMenu->addActions({a.showGuides, a.showSpread, a.showRulers});
    for (const QDockWidget *dock :
         findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly))
        m_viewMenu->addAction(dock->toggleViewAction());
    m_viewMenu->addSeparator();
}

void PageWorkspace::showContextMenu(QPoint globalPosition, PointPt point)
{
    const Page *page = document().page(m_selection.page());
    if (page == nullptr)
        return;
    m_menuPoint = point;
    constexpr double kReachPx = 4.0;
    const double tolerancePt = kReachPx / m_canvas->transform().pxPerPt();
    const ObjectId inside = objectAt(*page, point, tolerancePt, PickDepth::Innermost);
    const ObjectId outside = objectAt(*page, point, tolerancePt, PickDepth::Outermost);
    if (!m_selection.contains(inside) && !m_selection.contains(outside))
        m_selection.select(outside.isValid() ? QList<ObjectId>{outside} : QList<ObjectId>{});
    QMenu menu(this);
    const ComicCommands &a = m_actions;
    const LayerActions &layer = m_layers->actions();
    const PageObject *picked = document().object(m_selection.single());
    if (picked != nullptr && picked->kind() == ObjectKind::Panel)
        menu.addActions({a.placePictures});
    if (m_selection.objects().size() > 1)
        menu.addActions({a.mergePanels, layer.group});
    if (picked != nullptr && picked->kind() == ObjectKind::Group)
        menu.addAction(layer.ungroup);
    if (picked != nullptr && picked->kind() == ObjectKind::Art)
        menu.addActions({a.fitArt, a.findPanels});
    if (picked != nullptr && picked->kind() == ObjectKind::Balloon)
        menu.addAction(a.addTail);
    if (!menu.isEmpty())
        menu.addSeparator();
    menu.addActions({a.cut, a.copy, a.paste, layer.duplicate, layer.remove});
    if (!m_selection.objects().isEmpty()) {
        menu.addSeparator();
        menu.addActions({layer.toFront, layer.forward, layer.backward, layer.toBack});
        menu.addSeparator();
        menu.addActions({layer.lockUnlock, layer.showHide});
    } else {
        menu.addSeparator();
        menu.addActions({a.verticalGuide, a.horizontalGuide, a.clearGuides});
    }
    menu.exec(globalPosition);
}

} // namespace koma
