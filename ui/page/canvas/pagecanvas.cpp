// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/pagecanvas.h"

#include "core/document/model/units.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kZoomStep = 1.25;
/// Of the view's size, painted on each side of it, so that short pans need no painting.
constexpr double kSheetMargin = 0.3;
constexpr double kLeastMargin = 0.15; ///< where less is left, painting goes on
constexpr std::chrono::milliseconds kGather{8};

} // namespace

PageCanvas::PageCanvas(PageSelection &selection, JobRunner &runner, CanvasArt &art, QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_art(art),
      m_job({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
            [this](Result<PageSheet> sheet) { takeSheet(std::move(sheet)); }),
      m_shapes(std::make_shared<ShapeCache>())
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
    m_wait.setSingleShot(true);
    m_wait.setInterval(kGather);
    connect(&m_wait, &QTimer::timeout, this, &PageCanvas::orderNow);
    connect(&selection.document(), &Document::changed, this, &PageCanvas::follow);
    connect(&selection, &PageSelection::pageChanged, this, &PageCanvas::showPage);
    connect(&art, &CanvasArt::arrived, this, &PageCanvas::repaintPictures);
    connect(&selection, &PageSelection::objectsChanged, this, qOverload<>(&QWidget::update));
    connect(&selection, &PageSelection::revealed, this, [this] {
        if (const Page *page = m_selection.document().page(m_shown)) {
            m_transform.bringIntoView(commonBoundsPt(*page, m_selection.objects()));
            viewChanged();
        }
    });
    showPage();
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
    const bool isElsewhere = change.page.isValid() && change.page != m_shown;
    if (isElsewhere || change.kind == Kind::PagesMoved)
        return;
    if (change.kind == Kind::Reset) {
        // Pages of two comics may have the same id.
        if (m_tool != nullptr)
            m_tool->leave();
        m_grip = Grip::None;
        m_shapes = std::make_shared<ShapeCache>();
        forgetSheets();
    }
    if (change.kind == Kind::Settings)
        forgetSheets(); // the language of its letters, perhaps
    if (change.kind == Kind::PageChanged || change.kind == Kind::Reset) {
        showPage();
        return;
    }
    orderSheet();
    update();
}

void PageCanvas::showPage()
{
    const bool isOther = m_selection.page() != m_shown;
    if (isOther && m_tool != nullptr)
        m_tool->leave();
    m_shown = m_selection.page();
    if (isOther) {
        m_grip = Grip::None;
        forgetSheets();
    }
    if (const Page *page = m_selection.document().page(m_shown))
        m_transform.setExtent(page->properties.setup.bleedBoxPt());
    viewChanged();
    orderSheet();
}

/// One that is being painted is not to come either.
void PageCanvas::forgetSheets()
{
    m_job.cancel();
    m_sheet = {};
    m_overview = {};
}

void PageCanvas::repaintPictures(const QStringList &sha256s)
{
    m_arrived.append(sha256s);
    orderSheet();
}

void PageCanvas::orderSheet()
{
    if (!m_wait.isActive())
        m_wait.start();
}

/// What is seen and a margin around it, inside the bleed.
RectPt PageCanvas::areaInSightPt(double margin) const
{
    const Page *page = m_selection.document().page(m_shown);
    if (page == nullptr)
        return {};
    RectPt area = m_transform.visiblePt();
    const double across = area.widthPt * margin;
    const double down = area.heightPt * margin;
    area = area.shrunkBy({-across, -down, -across, -down});
    const RectPt bleed = page->properties.setup.bleedBoxPt();
    const double left = std::max(area.xPt, bleed.xPt);
    const double top = std::max(area.yPt, bleed.yPt);
    return {left, top, std::max(0.0, std::min(area.rightPt(), bleed.rightPt()) - left),
            std::max(0.0, std::min(area.bottomPt(), bleed.bottomPt()) - top)};
}

/// Whole pixels from the corner of the bleed, so that a sheet can go on from the one before it.
RectPt PageCanvas::sheetAreaPt() const
{
    const RectPt area = areaInSightPt(kSheetMargin);
    const Page *page = m_selection.document().page(m_shown);
    if (page == nullptr || area.isEmpty())
        return area;
    const RectPt bleed = page->properties.setup.bleedBoxPt();
    const double pxPerPt = m_transform.pxPerPt() * devicePixelRatioF();
    const auto before = [pxPerPt](double edgePt, double fromPt) {
        return fromPt + std::floor((edgePt - fromPt) * pxPerPt) / pxPerPt;
    };
    const double left = before(area.xPt, bleed.xPt);
    const double top = before(area.yPt, bleed.yPt);
    return {left, top, area.widthPt + (area.xPt - left), area.heightPt + (area.yPt - top)};
}

bool PageCanvas::isCovered(double margin) const
{
    if (m_selection.document().page(m_shown) == nullptr)
        return true;
    const double wanted = m_transform.pxPerPt() * devicePixelRatioF();
    if (m_sheet.image.isNull() || m_sheet.pxPerPt != wanted)
        return false;
    const RectPt wantedPt = areaInSightPt(margin);
    const RectPt &area = m_sheet.areaPt;
    constexpr double kSlackPt = 0.01;
    return wantedPt.isEmpty() ||
           (area.xPt <= wantedPt.xPt + kSlackPt && area.yPt <= wantedPt.yPt + kSlackPt &&
            area.rightPt() >= wantedPt.rightPt() - kSlackPt &&
            area.bottomPt() >= wantedPt.bottomPt() - kSlackPt);
}

void PageCanvas::orderNow()
{
    const Page *page = m_selection.document().page(m_shown);
    m_isOrderDue = page != nullptr && m_job.isBusy();
    if (m_isOrderDue)
        return; // the next sheet goes on from the one that is being painted
    if (page == nullptr) {
        m_job.cancel();
        return;
    }
    SheetOrder order{m_selection.document().settings(),
                     *page,
                     sheetAreaPt(),
                     m_transform.pxPerPt() * devicePixelRatioF(),
                     m_shapes,
                     m_sheet,
                     m_arrived};
    m_job.request([order = std::move(order), art = m_art.startPainting(*page)](
                      const CancelToken &cancel) -> Result<PageSheet> {
        Result<PageSheet> sheet = koma::paintSheet(order, *art, cancel);
        if (sheet)
            art->finish();
        return sheet;
    });
}

void PageCanvas::takeSheet(Result<PageSheet> sheet)
{
    if (m_isOrderDue)
        orderSheet();
    if (!sheet) {
        if (sheet.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(sheet.error());
        return;
    }
    m_sheet = std::move(*sheet);
    m_arrived.remove(0, std::min(m_sheet.arrivedCount, m_arrived.size()));
    const Page *page = m_selection.document().page(m_shown);
    constexpr double kRoundingPt = 1e-6;
    const bool isWhole =
        page != nullptr &&
        m_sheet.areaPt.grownBy(kRoundingPt).contains(page->properties.setup.bleedBoxPt());
    if (isWhole)
        m_overview = m_sheet;
    update();
    if (isWhole)
        Q_EMIT painted(m_shown, m_sheet.report);
    if (!isCovered(kLeastMargin))
        orderSheet();
}

void PageCanvas::fit()
{
    m_transform.fit();
    viewChanged();
}

double PageCanvas::zoom() const
{
    const Page *page = m_selection.document().page(m_shown);
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
    if (!isCovered(kLeastMargin))
        orderSheet();
    update();
    updateMicroFocus();
    Q_EMIT zoomChanged(zoom());
}

void PageCanvas::setShowingGuides(bool showing)
{
    m_isShowingGuides = showing;
    update();
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
    if (m_selection.document().page(m_shown) == nullptr)
        return;
    paintPaper(painter);
    if (!isCovered(0.0))
        paintSheet(painter, m_overview);
    paintSheet(painter, m_sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGuides(painter);
    paintDropTarget(painter);
    if (m_tool != nullptr)
        m_tool->paint(painter, m_transform);
}

void PageCanvas::paintPaper(QPainter &painter) const
{
    const Page &page = *m_selection.document().page(m_shown);
    painter.fillRect(m_transform.toView(page.properties.setup.bleedBoxPt()),
                     colourOf(page.properties.paper));
}

void PageCanvas::paintSheet(QPainter &painter, const PageSheet &sheet) const
{
    if (sheet.image.isNull())
        return;
    const double ratio = devicePixelRatioF();
    const double shown = m_transform.pxPerPt() * ratio;
    QPointF corner = m_transform.toView(PointPt{sheet.areaPt.xPt, sheet.areaPt.yPt});
    // On whole device pixels, so that lines stay as crisp as they were painted.
    if (sheet.pxPerPt == shown)
        corner = {std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio};
    painter.setRenderHint(QPainter::SmoothPixmapTransform, sheet.pxPerPt != shown);
    const double scale = m_transform.pxPerPt() / sheet.pxPerPt;
    painter.drawImage(QRectF(corner, QSizeF(sheet.image.size()) * scale), sheet.image);
}

void PageCanvas::paintGuides(QPainter &painter) const
{
    const PageProperties &page = m_selection.document().page(m_shown)->properties;
    const QRectF trim = m_transform.toView(page.setup.trimPt());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Mid), 1.0));
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
    painter.setPen(QPen(QColor(0x12, 0xb5, 0xa6), 1.0));
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
