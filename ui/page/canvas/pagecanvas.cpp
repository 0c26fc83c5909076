// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/pagecanvas.h"

#include "core/document/layout/spreads.h"
#include "core/document/model/units.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kZoomStep = 1.25;

} // namespace

PageCanvas::PageCanvas(PageSelection &selection, JobRunner &runner, CanvasArt &art, QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_shown(selection.document(), runner, art),
      m_facing(selection.document(), runner, art)
{
    setObjectName(QStringLiteral("pageCanvas"));
    setAccessibleName(tr("Page"));
    setAccessibleDescription(tr("The page of the comic. Tab walks through its objects, arrow keys "
                                "move what is picked, Enter writes in a balloon."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled);
    setMinimumSize(240, 180);
    for (ShownPage *page : {&m_shown, &m_facing}) {
        connect(page, &ShownPage::looksChanged, this, qOverload<>(&QWidget::update));
        connect(page, &ShownPage::painted, this, &PageCanvas::painted);
        connect(page, &ShownPage::failed, this, &PageCanvas::failed);
    }
    connect(&selection.document(), &Document::changed, this, &PageCanvas::follow);
    connect(&selection, &PageSelection::pageChanged, this, &PageCanvas::showPage);
    connect(&selection, &PageSelection::objectsChanged, this, qOverload<>(&QWidget::update));
    connect(&selection, &PageSelection::revealed, this, [this] {
        if (const Page *page = m_shown.page()) {
            m_transform.bringIntoView(commonBoundsPt(*page, m_selection.objects()));
            viewChanged();
        }
    });
    showPage();
}

QColor PageCanvas::guideColour()
{
    return {0x12, 0xb5, 0xa6};
}

void PageCanvas::setTool(Tool *tool)
{
    if (m_tool == tool)
        return;
    if (m_tool != nullptr) {
        m_tool->leave();
        disconnect(m_tool, nullptr, this, nullptr);
    }
    m_tool = tool;
    m_grip = Grip::None;
    if (m_tool != nullptr)
        connect(m_tool, &Tool::looksChanged, this, [this] {
            update();
            updateCursor();
            updateMicroFocus();
        });
    updateCursor();
    update();
}

void PageCanvas::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    if (change.kind == Kind::Reset) {
        if (m_tool != nullptr)
            m_tool->leave();
        m_grip = Grip::None;
    }
    const bool isOfObjects =
        change.kind == Kind::ObjectsAdded || change.kind == Kind::ObjectsRemoved ||
        change.kind == Kind::ObjectsMoved || change.kind == Kind::ObjectsChanged;
    if (!isOfObjects)
        showPage(); // another one may face it, or be as large
    else if (change.page == m_shown.id())
        update(); // the tool's handles
}

void PageCanvas::showPage()
{
    const PageId id = m_selection.page();
    const bool isOther = id != m_shown.id();
    if (isOther && m_tool != nullptr)
        m_tool->leave();
    if (isOther)
        m_grip = Grip::None;
    if (isOther && id == m_facing.id())
        m_shown.exchangeWith(m_facing);
    m_facingPlace = facingPage();
    m_shown.show(id, m_facingPlace.id);
    m_facing.show(m_facingPlace.id, id);
    if (m_shown.page() != nullptr) {
        if (isOther)
            m_transform.carryTo(extentPt());
        else
            m_transform.setExtent(extentPt());
    }
    viewChanged();
}

PageCanvas::Facing PageCanvas::facingPage() const
{
    const Comic &comic = m_selection.document().comic();
    const qsizetype index = m_selection.document().pageIndex(m_selection.page());
    if (!m_isShowingSpread || index < 0)
        return {};
    const Spread spread = spreadWith(comic, index);
    const bool isOnRight = spread.left == index;
    const qsizetype other = isOnRight ? spread.right : spread.left;
    if (other < 0 || other == index)
        return {};
    const RectPt own = comic.pages[index].properties.setup.trimPt();
    const RectPt beside = comic.pages[other].properties.setup.trimPt();
    const double spinePt = isOnRight ? own.rightPt() : own.xPt;
    const double edgePt = isOnRight ? beside.xPt : beside.rightPt();
    return {comic.pages[other].id, {spinePt - edgePt, own.yPt - beside.yPt}, spinePt, isOnRight};
}

/// The shown page with its bleed, and the facing one.
RectPt PageCanvas::extentPt() const
{
    const RectPt own = m_shown.page()->properties.setup.bleedBoxPt();
    const Page *facing = m_facing.page();
    if (facing == nullptr)
        return own;
    RectPt beside = facing->properties.setup.bleedBoxPt();
    beside.xPt += m_facingPlace.offset.xPt;
    beside.yPt += m_facingPlace.offset.yPt;
    return united(own, beside);
}

bool PageCanvas::turnToPageAt(QPointF viewPx)
{
    const Page *facing = m_facing.page();
    const bool isThere = facing != nullptr &&
                         facing->properties.setup.trimPt().contains(m_facing.view().toPage(viewPx));
    if (isThere)
        m_selection.setPage(facing->id);
    return isThere;
}

void PageCanvas::fit()
{
    m_transform.fit();
    viewChanged();
}

double PageCanvas::zoom() const
{
    const Page *page = m_shown.page();
    const double dpi = page != nullptr ? page->properties.setup.dpi : kPtPerInch;
    return m_transform.pxPerPt() * devicePixelRatioF() * kPtPerInch / dpi;
}

void PageCanvas::showActualPixels()
{
    if (zoom() > 0.0)
        zoomBy(1.0 / zoom(), QRectF(rect()).center());
}

void PageCanvas::zoomIn()
{
    zoomBy(kZoomStep, QRectF(rect()).center());
}

void PageCanvas::zoomOut()
{
    zoomBy(1.0 / kZoomStep, QRectF(rect()).center());
}

void PageCanvas::zoomBy(double factor, QPointF anchorPx)
{
    m_transform.zoomTo(m_transform.pxPerPt() * factor, anchorPx);
    viewChanged();
}

void PageCanvas::viewChanged()
{
    const double ratio = devicePixelRatioF();
    m_shown.setView(m_transform, ratio);
    m_facing.setView(m_transform.shiftedBy(m_facingPlace.offset), ratio);
    update();
    updateMicroFocus();
    Q_EMIT zoomChanged(zoom());
}

void PageCanvas::setShowingGuides(bool showing)
{
    m_isShowingGuides = showing;
    update();
}

void PageCanvas::setShowingSpread(bool showing)
{
    m_isShowingSpread = showing;
    showPage();
}

void PageCanvas::showDropTarget(const OutlinePt &outline)
{
    m_dropTarget = outline;
    update();
}

void PageCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor ground = palette().color(QPalette::Window);
    painter.fillRect(rect(), ground.darker(ground.lightness() > 128 ? 118 : 130));
    if (m_shown.page() == nullptr)
        return;
    paintPages(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGuides(painter);
    paintDropTarget(painter);
    if (m_tool != nullptr)
        m_tool->paint(painter, m_transform);
}

/// Each as far as the spine: there the paper of both ends.
void PageCanvas::paintPages(QPainter &painter) const
{
    if (m_facing.page() == nullptr) {
        m_shown.paint(painter);
        return;
    }
    const double spine = std::round(m_transform.toView(PointPt{m_facingPlace.spinePt, 0.0}).x());
    const QRectF left(0.0, 0.0, std::max(0.0, spine), height());
    const QRectF right(spine, 0.0, std::max(0.0, width() - spine), height());
    painter.setClipRect(m_facingPlace.isOnRight ? left : right);
    m_shown.paint(painter);
    painter.setClipRect(m_facingPlace.isOnRight ? right : left);
    m_facing.paint(painter);
    painter.setClipping(false);
    painter.setPen(QPen(palette().color(QPalette::Mid), 1.0));
    painter.drawRect(m_facing.view().toView(m_facing.page()->properties.setup.trimPt()));
}

void PageCanvas::paintGuides(QPainter &painter) const
{
    const PageProperties &page = m_shown.page()->properties;
    const QRectF trim = m_transform.toView(page.setup.trimPt());
    // Of two pages, which one is worked on.
    const auto frame = m_facing.page() != nullptr ? QPalette::Highlight : QPalette::Mid;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(frame), 1.0));
    painter.drawRect(trim);
    if (!m_isShowingGuides)
        return;
    const QColor safe(0x2a, 0x8f, 0xd6, 150);
    const QColor bleed(0xd6, 0x3b, 0x3b, 150);
    painter.setPen(QPen(safe, 1.0, Qt::DashLine));
    painter.drawRect(m_transform.toView(page.setup.safeAreaPt()));
    if (page.setup.bleedPt > 0.0) {
        painter.setPen(QPen(bleed, 1.0, Qt::DashLine));
        painter.drawRect(m_transform.toView(page.setup.bleedBoxPt()));
    }
    painter.setPen(QPen(guideColour(), 1.0));
    for (const PageGuide &guide : page.guides) {
        const QPointF at = m_transform.toView(PointPt{guide.positionPt, guide.positionPt});
        if (guide.axis == GuideAxis::Vertical)
            painter.drawLine(QLineF(at.x(), 0.0, at.x(), height()));
        else
            painter.drawLine(QLineF(0.0, at.y(), width(), at.y()));
    }
}

void PageCanvas::paintDropTarget(QPainter &painter) const
{
    if (m_dropTarget.isEmpty())
        return;
    QColor colour = palette().color(QPalette::Highlight);
    const QPainterPath path = m_transform.matrix().map(pathOf(m_dropTarget));
    painter.strokePath(path, QPen(colour, 3.0));
    colour.setAlpha(50);
    painter.fillPath(path, colour);
}

} // namespace koma
