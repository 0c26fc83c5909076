// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/geometry.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace koma {

/// Where a page lies in a view: points of the page to logical pixels of the widget. A value; a
/// fitted page stays fitted when the view or the page changes size.
class PageTransform
{
public:
    static constexpr double kMinPxPerPt = 0.02;
    static constexpr double kMaxPxPerPt = 64.0;

    /// What fit() shows and panning keeps in reach: the page with its bleed.
    void setExtent(const RectPt &extentPt);
    /// Another page takes the place of this one: the corner of its extent is where this one's was.
    void carryTo(const RectPt &extentPt);
    void setViewSize(QSizeF sizePx);

    [[nodiscard]] double pxPerPt() const { return m_pxPerPt; }
    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    [[nodiscard]] QSizeF viewSize() const { return m_view; }

    void fit();
    /// Changes the scale and keeps the point under `anchorPx` where it is.
    void zoomTo(double pxPerPt, QPointF anchorPx);
    void panBy(QPointF deltaPx);
    /// Moves as little as needed to show the box, if it fits.
    void bringIntoView(const RectPt &boxPt);

    [[nodiscard]] QPointF toView(PointPt point) const;
    [[nodiscard]] QRectF toView(const RectPt &box) const;
    [[nodiscard]] PointPt toPage(QPointF viewPx) const;
    /// The part of the page's plane inside the view.
    [[nodiscard]] RectPt visiblePt() const;
    [[nodiscard]] QTransform matrix() const;
    /// Of a page whose corner lies at this point of the page.
    [[nodiscard]] PageTransform shiftedBy(PointPt offset) const;

private:
    void keepInReach();

    RectPt m_extent;
    QSizeF m_view;
    double m_pxPerPt = 1.0;
    QPointF m_origin; ///< of the page, in the view
    bool m_isFitted = true;
};

} // namespace koma
