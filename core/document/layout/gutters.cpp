// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/gutters.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace koma {
namespace {

/// Two panels' facing sides: a short piece of a gutter.
struct Piece
{
    PanelSide a;
    PanelSide b;
    PointPt fromPt; ///< the middle line
    PointPt toPt;
    double widthPt = 0.0;
    std::size_t gutter = 0;
};

std::vector<Piece> facingPieces(const QList<PanelOutline> &panels, const GutterLimits &limits)
{
    std::vector<Piece> pieces;
    for (qsizetype i = 0; i < panels.size(); ++i) {
        for (qsizetype j = i + 1; j < panels.size(); ++j) {
            for (const FacingSides &facing :
                 facingSides(panels[i].outlinePt, panels[j].outlinePt, limits.maxWidthPt)) {
                const PointPt along = unit(facing.toPt - facing.fromPt);
                const PointPt toMiddle = PointPt{along.yPt, -along.xPt} * (facing.widthPt / 2.0);
                pieces.push_back({{panels[i].id, facing.sideA},
                                  {panels[j].id, facing.sideB},
                                  facing.fromPt + toMiddle,
                                  facing.toPt + toMiddle,
                                  facing.widthPt,
                                  pieces.size()});
            }
        }
    }
    return pieces;
}

bool goOnStraight(const Piece &p, const Piece &q, const GutterLimits &limits)
{
    const PointPt along = unit(p.toPt - p.fromPt);
    if (std::abs(cross(along, unit(q.toPt - q.fromPt))) > 0.03)
        return false;
    const auto aside = [&](PointPt point) { return std::abs(cross(along, point - p.fromPt)); };
    if (aside(q.fromPt) > limits.straightTolerancePt || aside(q.toPt) > limits.straightTolerancePt)
        return false;
    const double length = lengthPt(p.toPt - p.fromPt);
    const double begin = std::min(dot(along, q.fromPt - p.fromPt), dot(along, q.toPt - p.fromPt));
    const double end = std::max(dot(along, q.fromPt - p.fromPt), dot(along, q.toPt - p.fromPt));
    return begin <= length + limits.maxWidthPt && end >= -limits.maxWidthPt;
}

bool belongTogether(const Piece &p, const Piece &q, const GutterLimits &limits)
{
    return p.a == q.a || p.b == q.b || p.a == q.b || p.b == q.a || goOnStraight(p, q, limits);
}

void connect(std::vector<Piece> &pieces, const GutterLimits &limits)
{
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < pieces.size(); ++j) {
            const std::size_t old = pieces[j].gutter;
            const std::size_t common = pieces[i].gutter;
            if (old == common || !belongTogether(pieces[i], pieces[j], limits))
                continue;
            for (Piece &piece : pieces) {
                if (piece.gutter == old)
                    piece.gutter = common;
            }
        }
    }
}

void addSide(QList<PanelSide> &sides, const PanelSide &side)
{
    if (!sides.contains(side))
        sides.append(side);
}

Gutter gutterOf(const std::vector<Piece> &pieces, std::size_t number)
{
    Gutter gutter;
    std::optional<PointPt> along;
    PointPt origin;
    double low = 0.0;
    double high = 0.0;
    double widths = 0.0;
    int count = 0;
    for (const Piece &piece : pieces) {
        if (piece.gutter != number)
            continue;
        if (!along) {
            along = unit(piece.toPt - piece.fromPt);
            origin = piece.fromPt;
        }
        for (const PointPt &end : {piece.fromPt, piece.toPt}) {
            low = std::min(low, dot(*along, end - origin));
            high = std::max(high, dot(*along, end - origin));
        }
        // A piece runs along its panel a, which then lies on its right.
        const bool isSameWay = dot(*along, piece.toPt - piece.fromPt) > 0.0;
        addSide(isSameWay ? gutter.after : gutter.before, piece.a);
        addSide(isSameWay ? gutter.before : gutter.after, piece.b);
        widths += piece.widthPt;
        ++count;
    }
    if (!along)
        return gutter;
    gutter.fromPt = origin + *along * low;
    gutter.toPt = origin + *along * high;
    gutter.widthPt = widths / count;
    return gutter;
}

/// Moves some sides of the panels; collects the panels that changed.
Result<void> moveSides(const QList<PanelOutline> &panels, const QList<PanelSide> &sides,
                       PointPt offset, QList<PanelOutline> &changed)
{
    for (const PanelOutline &panel : panels) {
        QList<qsizetype> own;
        for (const PanelSide &side : sides) {
            if (side.panel == panel.id)
                own.append(side.side);
        }
        if (own.isEmpty())
            continue;
        auto moved = withMovedSides(panel.outlinePt, own, offset);
        if (!moved)
            return fail(moved.error());
        changed.append({panel.id, std::move(*moved)});
    }
    return {};
}

} // namespace

QList<PanelOutline> panelOutlines(const Page &page)
{
    QList<PanelOutline> panels;
    for (const PageObject &object : page.objects) {
        const auto *panel = object.as<Panel>();
        if (panel != nullptr && !object.properties.isHidden && !object.properties.isLocked)
            panels.append({object.id, clockwise(panel->outlinePt)});
    }
    return panels;
}

QList<Gutter> findGutters(const QList<PanelOutline> &panels, const GutterLimits &limits)
{
    std::vector<Piece> pieces = facingPieces(panels, limits);
    connect(pieces, limits);
    QList<Gutter> gutters;
    for (std::size_t number = 0; number < pieces.size(); ++number) {
        Gutter gutter = gutterOf(pieces, number);
        if (!gutter.before.isEmpty())
            gutters.append(std::move(gutter));
    }
    return gutters;
}

Result<QList<PanelOutline>> movedGutter(const QList<PanelOutline> &panels, const Gutter &gutter,
                                        PointPt offset)
{
    const PointPt along = unit(gutter.toPt - gutter.fromPt);
    const PointPt right{-along.yPt, along.xPt};
    QList<PanelOutline> changed;
    const PointPt across = right * dot(right, offset);
    if (auto moved = moveSides(panels, gutter.before + gutter.after, across, changed); !moved)
        return fail(moved.error());
    return changed;
}

Result<QList<PanelOutline>> withGutterWidth(const QList<PanelOutline> &panels, const Gutter &gutter,
                                            double widthPt)
{
    const PointPt along = unit(gutter.toPt - gutter.fromPt);
    const PointPt outwards = PointPt{-along.yPt, along.xPt} * ((widthPt - gutter.widthPt) / 2.0);
    QList<PanelOutline> changed;
    if (auto moved = moveSides(panels, gutter.after, outwards, changed); !moved)
        return fail(moved.error());
    if (auto moved = moveSides(panels, gutter.before, outwards * -1.0, changed); !moved)
        return fail(moved.error());
    return changed;
}

} // namespace koma
