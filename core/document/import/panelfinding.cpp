// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/import/panelfinding.h"

#include "core/document/layout/outlines.h"
#include "core/document/layout/readingorder.h"
#include "core/imaging/panels/panelfinder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

/// From pixels of the picture's file to the page.
class Placement
{
public:
    Placement(const ArtLayer &art, ImageSize seen)
        : m_art(art),
          m_used{art.crop.left * art.picture.widthPx, art.crop.top * art.picture.heightPx,
                 (art.crop.right - art.crop.left) * art.picture.widthPx,
                 (art.crop.bottom - art.crop.top) * art.picture.heightPx},
          m_scaleX(static_cast<double>(art.picture.widthPx) / seen.widthPx),
          m_scaleY(static_cast<double>(art.picture.heightPx) / seen.heightPx)
    {
    }

    /// What of a panel is not cropped away, on the page; empty where nothing is.
    [[nodiscard]] OutlinePt map(const PanelPolygon &panel) const
    {
        OutlinePt outline;
        for (const PanelCorner &corner : panel)
            outline.append({corner.xPx * m_scaleX, corner.yPx * m_scaleY});
        const PointPt least{m_used.xPt, m_used.yPt};
        const PointPt most{m_used.rightPt(), m_used.bottomPt()};
        for (const auto &[origin, normal] :
             {std::pair{least, PointPt{1, 0}}, std::pair{least, PointPt{0, 1}},
              std::pair{most, PointPt{-1, 0}}, std::pair{most, PointPt{0, -1}}}) {
            const QList<OutlinePt> pieces = clippedToSide(outline, origin, normal);
            if (pieces.isEmpty())
                return {};
            outline = pieces.first();
        }
        for (PointPt &point : outline)
            point = toPage(point);
        return clockwise(outline);
    }

private:
    [[nodiscard]] PointPt toPage(PointPt px) const
    {
        const PointPt fromMiddle = (px - m_used.centre()) * m_art.scalePtPerPx;
        const double x = m_art.isMirrored ? -fromMiddle.xPt : fromMiddle.xPt;
        const double angle = m_art.rotationDeg * std::numbers::pi / 180.0;
        return m_art.centrePt + PointPt{x * std::cos(angle) - fromMiddle.yPt * std::sin(angle),
                                        x * std::sin(angle) + fromMiddle.yPt * std::cos(angle)};
    }

    const ArtLayer &m_art;
    RectPt m_used; ///< in pixels of the file
    double m_scaleX;
    double m_scaleY;
};

} // namespace

Result<QList<OutlinePt>> findPanels(const Image &picture, const ArtLayer &art,
                                    const PanelFinding &options)
{
    PanelSearch search;
    search.cancel = options.cancel;
    const auto found = findPanelOutlines(picture, search);
    if (!found)
        return fail(found.error());
    const Placement placement(art, picture.size());
    QList<OutlinePt> outlines;
    QList<RectPt> boxes;
    for (const PanelPolygon &panel : *found) {
        const OutlinePt outline = placement.map(panel);
        const RectPt box = boundsOf(outline);
        if (std::min(box.widthPt, box.heightPt) < kMinPanelSidePt)
            continue;
        outlines.append(outline);
        boxes.append(meanBox(outline));
    }
    QList<OutlinePt> ordered;
    for (const qsizetype i : readingOrder(boxes, options.direction).order)
        ordered.append(outlines[i]);
    return ordered;
}

} // namespace koma
