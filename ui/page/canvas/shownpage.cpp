// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/shownpage.h"

#include "core/document/model/document.h"
#include "core/document/render/objectshapes.h"

#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace koma {
namespace {

/// Of the view's size, painted on each side of it, so that short pans need no painting.
constexpr double kSheetMargin = 0.3;
constexpr double kLeastMargin = 0.15; ///< where less is left, painting goes on
constexpr std::chrono::milliseconds kGather{8};

} // namespace

ShownPage::ShownPage(Document &document, JobRunner &runner, CanvasArt &art, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_art(art),
      m_job({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
            [this](Result<PageSheet> sheet) { takeSheet(std::move(sheet)); }),
      m_shapes(std::make_shared<ShapeCache>())
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(kGather);
    connect(&m_wait, &QTimer::timeout, this, &ShownPage::orderNow);
    connect(&document, &Document::changed, this, &ShownPage::follow);
    connect(&art, &CanvasArt::arrived, this, [this](const QStringList &sha256s) {
        m_arrived.append(sha256s);
        orderSheet();
    });
}

const Page *ShownPage::page() const
{
    return m_document.page(m_id);
}

void ShownPage::show(PageId page, PageId beside)
{
    m_beside = beside;
    if (page == m_id)
        return;
    m_id = page;
    forgetSheets();
    orderSheet();
}

void ShownPage::setView(const PageTransform &view, double devicePixelRatio)
{
    m_view = view;
    m_devicePixelRatio = devicePixelRatio;
    if (!isCovered(kLeastMargin))
        orderSheet();
}

void ShownPage::exchangeWith(ShownPage &other)
{
    for (ShownPage *page : {this, &other}) {
        page->m_job.cancel();
        page->orderSheet();
    }
    std::swap(m_id, other.m_id);
    std::swap(m_beside, other.m_beside);
    std::swap(m_view, other.m_view);
    std::swap(m_shapes, other.m_shapes);
    std::swap(m_arrived, other.m_arrived);
    std::swap(m_sheet, other.m_sheet);
    std::swap(m_overview, other.m_overview);
}

void ShownPage::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    const bool isElsewhere = change.page.isValid() && change.page != m_id;
    if (isElsewhere || change.kind == Kind::PagesMoved)
        return;
    if (change.kind == Kind::Reset) // pages of two comics may have the same id
        m_shapes = std::make_shared<ShapeCache>();
    if (change.kind == Kind::Reset || change.kind == Kind::Settings)
        forgetSheets(); // the language of its letters, perhaps
    orderSheet();
    Q_EMIT looksChanged();
}

/// One that is being painted is not to come either.
void ShownPage::forgetSheets()
{
    m_job.cancel();
    m_sheet = {};
    m_overview = {};
}

void ShownPage::orderSheet()
{
    if (!m_wait.isActive())
        m_wait.start();
}

/// What is seen and a margin around it, inside the bleed.
RectPt ShownPage::areaInSightPt(double margin) const
{
    const Page *shown = page();
    if (shown == nullptr)
        return {};
    RectPt area = m_view.visiblePt();
    const double across = area.widthPt * margin;
    const double down = area.heightPt * margin;
    area = area.shrunkBy({-across, -down, -across, -down});
    const RectPt bleed = shown->properties.setup.bleedBoxPt();
    const double left = std::max(area.xPt, bleed.xPt);
    const double top = std::max(area.yPt, bleed.yPt);
    return {left, top, std::max(0.0, std::min(area.rightPt(), bleed.rightPt()) - left),
            std::max(0.0, std::min(area.bottomPt(), bleed.bottomPt()) - top)};
}

/// Whole pixels from the corner of the bleed, so that a sheet can go on from the one before it.
RectPt ShownPage::sheetAreaPt() const
{
    const RectPt area = areaInSightPt(kSheetMargin);
    const Page *shown = page();
    if (shown == nullptr || area.isEmpty())
        return area;
    const RectPt bleed = shown->properties.setup.bleedBoxPt();
    const auto before = [scale = pxPerPt()](double edgePt, double fromPt) {
        return fromPt + std::floor((edgePt - fromPt) * scale) / scale;
    };
    const double left = before(area.xPt, bleed.xPt);
    const double top = before(area.yPt, bleed.yPt);
    return {left, top, area.widthPt + (area.xPt - left), area.heightPt + (area.yPt - top)};
}

bool ShownPage::isCovered(double margin) const
{
    if (page() == nullptr)
        return true;
    const RectPt wantedPt = areaInSightPt(margin);
    if (wantedPt.isEmpty())
        return true;
    if (m_sheet.image.isNull() || m_sheet.pxPerPt != pxPerPt())
        return false;
    const RectPt &area = m_sheet.areaPt;
    constexpr double kSlackPt = 0.01;
    return area.xPt <= wantedPt.xPt + kSlackPt && area.yPt <= wantedPt.yPt + kSlackPt &&
           area.rightPt() >= wantedPt.rightPt() - kSlackPt &&
           area.bottomPt() >= wantedPt.bottomPt() - kSlackPt;
}

void ShownPage::orderNow()
{
    const Page *shown = page();
    m_isOrderDue = shown != nullptr && m_job.isBusy();
    if (m_isOrderDue)
        return; // the next sheet goes on from the one that is being painted
    if (shown == nullptr) {
        m_job.cancel();
        return;
    }
    SheetOrder order{
        m_document.settings(), *shown, sheetAreaPt(), pxPerPt(), m_shapes, m_sheet, m_arrived};
    const Page *beside = m_document.page(m_beside);
    m_job.request([order = std::move(order), art = m_art.startPainting(*shown, beside)](
                      const CancelToken &cancel) -> Result<PageSheet> {
        Result<PageSheet> sheet = koma::paintSheet(order, *art, cancel);
        if (sheet)
            art->finish();
        return sheet;
    });
}

void ShownPage::takeSheet(Result<PageSheet> sheet)
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
    const Page *shown = page();
    constexpr double kRoundingPt = 1e-6;
    const bool isWhole =
        shown != nullptr &&
        m_sheet.areaPt.grownBy(kRoundingPt).contains(shown->properties.setup.bleedBoxPt());
    if (isWhole)
        m_overview = m_sheet;
    Q_EMIT looksChanged();
    if (isWhole)
        Q_EMIT painted(m_id, m_sheet.report);
    if (!isCovered(kLeastMargin))
        orderSheet();
}

void ShownPage::paint(QPainter &painter) const
{
    const Page *shown = page();
    if (shown == nullptr)
        return;
    painter.fillRect(m_view.toView(shown->properties.setup.bleedBoxPt()),
                     colourOf(shown->properties.paper));
    if (!isCovered(0.0))
        paintSheet(painter, m_overview);
    paintSheet(painter, m_sheet);
}

void ShownPage::paintSheet(QPainter &painter, const PageSheet &sheet) const
{
    if (sheet.image.isNull())
        return;
    const double ratio = m_devicePixelRatio;
    QPointF corner = m_view.toView(PointPt{sheet.areaPt.xPt, sheet.areaPt.yPt});
    // On whole device pixels, so that lines stay as crisp as they were painted.
    if (sheet.pxPerPt == pxPerPt())
        corner = {std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio};
    painter.setRenderHint(QPainter::SmoothPixmapTransform, sheet.pxPerPt != pxPerPt());
    const double scale = m_view.pxPerPt() / sheet.pxPerPt;
    painter.drawImage(QRectF(corner, QSizeF(sheet.image.size()) * scale), sheet.image);
}

} // namespace koma
