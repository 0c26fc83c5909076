// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/pagetransform.h"

#include <algorithm>

namespace koma {
namespace {

constexpr double kFitMarginPx = 24.0;
constexpr double kReachPx = 60.0; ///< of the page, that panning leaves in the view

} // namespace

void PageTransform::setExtent(const RectPt &extentPt)
{
    m_extent = extentPt;
    if (m_isFitted)
        fit();
    else
        keepInReach();
}

void PageTransform::carryTo(const RectPt &extentPt)
{
    m_origin += QPointF(m_extent.xPt - extentPt.xPt, m_extent.yPt - extentPt.yPt) * m_pxPerPt;
    setExtent(extentPt);
}

void PageTransform::setViewSize(QSizeF sizePx)
{
    m_view = sizePx;
    if (m_isFitted)
        fit();
    else
        keepInReach();
}

void PageTransform::fit()
{
    m_isFitted = true;
    if (m_extent.isEmpty() || m_view.isEmpty())
        return;
    const double width = std::max(1.0, m_view.width() - 2.0 * kFitMarginPx);
    const double height = std::max(1.0, m_view.height() - 2.0 * kFitMarginPx);
    m_pxPerPt = std::clamp(std::min(width / m_extent.widthPt, height / m_extent.heightPt),
                           kMinPxPerPt, kMaxPxPerPt);
    const PointPt centre = m_extent.centre();
    m_origin = QPointF(m_view.width() / 2.0 - centre.xPt * m_pxPerPt,
                       m_view.height() / 2.0 - centre.yPt * m_pxPerPt);
}

void PageTransform::zoomTo(double pxPerPt, QPointF anchorPx)
{
    const PointPt under = toPage(anchorPx);
    m_isFitted = false;
    m_pxPerPt = std::clamp(pxPerPt, kMinPxPerPt, kMaxPxPerPt);
    m_origin = anchorPx - QPointF(under.xPt, under.yPt) * m_pxPerPt;
    keepInReach();
}

void PageTransform::panBy(QPointF deltaPx)
{
    m_isFitted = false;
    m_origin += deltaPx;
    keepInReach();
}

void PageTransform::bringIntoView(const RectPt &boxPt)
{
    const QRectF box = toView(boxPt);
    const auto shift = [](double low, double high, double size) {
        if (low < kFitMarginPx || high - low > size - 2.0 * kFitMarginPx)
            return kFitMarginPx - low;
        return std::min(0.0, size - kFitMarginPx - high);
    };
    const QPointF delta(shift(box.left(), box.right(), m_view.width()),
                        shift(box.top(), box.bottom(), m_view.height()));
    if (!m_isFitted && !delta.isNull())
        panBy(delta);
}

QPointF PageTransform::toView(PointPt point) const
{
    return m_origin + QPointF(point.xPt, point.yPt) * m_pxPerPt;
}

QRectF PageTransform::toView(const RectPt &box) const
{
    return {toView(PointPt{box.xPt, box.yPt}), QSizeF(box.widthPt, box.heightPt) * m_pxPerPt};
}

PointPt PageTransform::toPage(QPointF viewPx) const
{
    const QPointF page = (viewPx - m_origin) / m_pxPerPt;
    return {page.x(), page.y()};
}

RectPt PageTransform::visiblePt() const
{
    const PointPt corner = toPage({0.0, 0.0});
    return {corner.xPt, corner.yPt, m_view.width() / m_pxPerPt, m_view.height() / m_pxPerPt};
}

QTransform PageTransform::matrix() const
{
    return QTransform::fromScale(m_pxPerPt, m_pxPerPt) *
           QTransform::fromTranslate(m_origin.x(), m_origin.y());
}

PageTransform PageTransform::shiftedBy(PointPt offset) const
{
    PageTransform shifted = *this;
    shifted.m_origin = toView(offset);
    return shifted;
}

void PageTransform::keepInReach()
{
    const QRectF page = toView(m_extent);
    const auto back = [](double low, double high, double size) {
        const double reach = std::min(kReachPx, (high - low) / 2.0);
        if (high < reach)
            return reach - high;
        return std::min(0.0, size - reach - low);
    };
    m_origin += QPointF(back(page.left(), page.right(), m_view.width()),
                        back(page.top(), page.bottom(), m_view.height()));
}

} // namespace koma
