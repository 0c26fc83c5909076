// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/outlines.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

namespace koma {
namespace {

constexpr double kSamePointPt = 1e-7;

PointPt corner(const OutlinePt &outline, qsizetype i)
{
    const qsizetype n = outline.size();
    return outline[((i % n) + n) % n];
}

/// Where the side from a to b meets the line; exact on the line where that lies along an axis, so
/// that rectangles stay rectangles.
PointPt crossing(PointPt a, PointPt b, PointPt origin, PointPt normal)
{
    const double da = dot(a - origin, normal);
    const double db = dot(b - origin, normal);
    PointPt point = a + (b - a) * (da / (da - db));
    if (normal.xPt == 0.0)
        point.yPt = origin.yPt;
    if (normal.yPt == 0.0)
        point.xPt = origin.xPt;
    return point;
}

/// A run of corners on the kept side, from where the outline enters to where it leaves.
struct Chain
{
    OutlinePt points;
    bool isUsed = false;
};

struct LineCrossing
{
    double along;
    std::size_t chain;
    bool isEntry;
};

std::vector<Chain> chainsOnSide(const OutlinePt &outline, PointPt origin, PointPt normal)
{
    const auto isKept = [&](qsizetype i) {
        return dot(corner(outline, i) - origin, normal) >= 0.0;
    };
    qsizetype start = 0;
    while (isKept(start) || !isKept(start + 1))
        ++start;
    std::vector<Chain> chains;
    for (qsizetype i = start; i < start + outline.size(); ++i) {
        const PointPt a = corner(outline, i);
        const PointPt b = corner(outline, i + 1);
        if (!isKept(i) && isKept(i + 1))
            chains.push_back({{crossing(a, b, origin, normal)}, false});
        if (isKept(i + 1))
            chains.back().points.append(b);
        if (isKept(i) && !isKept(i + 1))
            chains.back().points.append(crossing(a, b, origin, normal));
    }
    return chains;
}

/// Joins chains along the line: between the first and second crossing, the third and fourth, …
/// the line is inside the outline.
QList<OutlinePt> joinedChains(std::vector<Chain> chains, PointPt origin, PointPt normal)
{
    const PointPt tangent{-normal.yPt, normal.xPt};
    std::vector<LineCrossing> crossings;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        crossings.push_back({dot(chains[i].points.first() - origin, tangent), i, true});
        crossings.push_back({dot(chains[i].points.last() - origin, tangent), i, false});
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const LineCrossing &a, const LineCrossing &b) { return a.along < b.along; });
    std::vector<std::size_t> nextChain(chains.size());
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const bool isExitFirst = !crossings[i].isEntry;
        const LineCrossing &exit = isExitFirst ? crossings[i] : crossings[i + 1];
        const LineCrossing &entry = isExitFirst ? crossings[i + 1] : crossings[i];
        nextChain[exit.chain] = entry.chain;
    }
    QList<OutlinePt> pieces;
    for (std::size_t first = 0; first < chains.size(); ++first) {
        OutlinePt piece;
        for (std::size_t i = first; !chains[i].isUsed; i = nextChain[i]) {
            piece += chains[i].points;
            chains[i].isUsed = true;
        }
        piece = clockwise(piece);
        if (piece.size() >= 3)
            pieces.append(piece);
    }
    return pieces;
}

bool isUseful(const OutlinePt &piece)
{
    const RectPt box = boundsOf(piece);
    return box.widthPt >= kMinPanelSidePt && box.heightPt >= kMinPanelSidePt &&
           signedAreaPt2(piece) >= kMinPanelSidePt * kMinPanelSidePt;
}

/// The meeting point of two lines given by a point and a direction; nothing where they are
/// parallel.
std::optional<PointPt> meetingPoint(PointPt p, PointPt u, PointPt q, PointPt v)
{
    const double sine = cross(u, v);
    if (std::abs(sine) <= 1e-9 * lengthPt(u) * lengthPt(v))
        return {};
    return p + u * (cross(q - p, v) / sine);
}

} // namespace

OutlinePt clockwise(const OutlinePt &outline)
{
    OutlinePt cleaned;
    for (const PointPt &point : outline) {
        if (cleaned.isEmpty() || lengthPt(point - cleaned.last()) > kSamePointPt)
            cleaned.append(point);
    }
    while (cleaned.size() > 1 && lengthPt(cleaned.last() - cleaned.first()) <= kSamePointPt)
        cleaned.removeLast();
    for (qsizetype i = 0; cleaned.size() >= 3 && i < cleaned.size();) {
        const PointPt before = corner(cleaned, i) - corner(cleaned, i - 1);
        const PointPt after = corner(cleaned, i + 1) - corner(cleaned, i);
        const bool isStraight =
            std::abs(cross(before, after)) <= 1e-9 * lengthPt(before) * lengthPt(after);
        if (isStraight)
            cleaned.removeAt(i);
        else
            ++i;
    }
    if (signedAreaPt2(cleaned) < 0.0)
        std::reverse(cleaned.begin(), cleaned.end());
    return cleaned;
}

QList<OutlinePt> clippedToSide(const OutlinePt &outline, PointPt origin, PointPt normal)
{
    const auto isKept = [&](PointPt point) { return dot(point - origin, normal) >= 0.0; };
    const auto kept = std::count_if(outline.begin(), outline.end(), isKept);
    if (kept == outline.size())
        return {outline};
    if (kept == 0)
        return {};
    return joinedChains(chainsOnSide(outline, origin, normal), origin, normal);
}

Result<QList<OutlinePt>> cutOutline(const OutlinePt &outline, const CutLine &line, double gutterPt)
{
    const PointPt direction = unit(line.toPt - line.fromPt);
    if (direction == PointPt{})
        return fail(ErrorKind::InvalidArgument, "Draw the cut as a line across the panel.");
    const PointPt right{-direction.yPt, direction.xPt};
    const OutlinePt whole = clockwise(outline);
    const PointPt half = right * (gutterPt / 2.0);
    QList<OutlinePt> pieces = clippedToSide(whole, line.fromPt + half, right);
    QList<OutlinePt> others = clippedToSide(whole, line.fromPt - half, right * -1.0);
    const auto isUseless = [](const OutlinePt &piece) { return !isUseful(piece); };
    pieces.removeIf(isUseless);
    others.removeIf(isUseless);
    if (pieces.isEmpty() || others.isEmpty())
        return fail(ErrorKind::InvalidArgument,
                    "The cut leaves no room for a panel on one of its sides.");
    return pieces + others;
}

double gutterForCut(const GutterWidths &gutters, const CutLine &line)
{
    const PointPt direction = unit(line.toPt - line.fromPt);
    const double level = direction.xPt * direction.xPt;
    return gutters.betweenRowsPt * level + gutters.betweenColumnsPt * (1.0 - level);
}

QList<FacingSides> facingSides(const OutlinePt &a, const OutlinePt &b, double maxGutterPt)
{
    constexpr double kMinOverlapPt = 2.0;
    const double minCosine = std::cos(5.0 * std::numbers::pi / 180.0);
    QList<FacingSides> found;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const PointPt from = a[i];
        const PointPt along = unit(corner(a, i + 1) - from);
        const PointPt outwards{along.yPt, -along.xPt};
        const double sideLength = lengthPt(corner(a, i + 1) - from);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const PointPt far = b[j];
            const PointPt near = corner(b, j + 1);
            const double width = dot((far + near) * 0.5 - from, outwards);
            const double begin = std::max(0.0, dot(near - from, along));
            const double end = std::min(sideLength, dot(far - from, along));
            const bool isFacing = dot(unit(far - near), along) >= minCosine &&
                                  width >= -kSamePointPt && width <= maxGutterPt &&
                                  end - begin >= kMinOverlapPt;
            if (isFacing)
                found.append({i, j, width, from + along * begin, from + along * end});
        }
    }
    return found;
}

Result<OutlinePt> joinedOutlines(const OutlinePt &a, const OutlinePt &b, double maxGutterPt)
{
    const OutlinePt first = clockwise(a);
    const OutlinePt second = clockwise(b);
    const QList<FacingSides> facing = facingSides(first, second, maxGutterPt);
    if (facing.isEmpty())
        return fail(ErrorKind::InvalidArgument,
                    "Only panels that face each other across a gutter can be merged.");
    const FacingSides best =
        *std::max_element(facing.begin(), facing.end(), [](const auto &x, const auto &y) {
            return lengthPt(x.toPt - x.fromPt) < lengthPt(y.toPt - y.fromPt);
        });
    const PointPt near = corner(second, best.sideB + 1);
    const PointPt far = second[best.sideB];
    const PointPt along = unit(best.toPt - best.fromPt);
    const auto onSecond = [&](PointPt point) {
        const double share = dot(point - near, along) / dot(far - near, along);
        return near + (far - near) * std::clamp(share, 0.0, 1.0);
    };
    // A slanted gutter shifts corners that belong together by less than its width.
    const auto belongTogether = [&](PointPt p, PointPt q) {
        return std::abs(dot(q - p, along)) <= best.widthPt;
    };
    // Round the first from behind its side to before it, across, round the second, and back.
    OutlinePt joined;
    for (qsizetype i = 1; i <= first.size(); ++i)
        joined.append(corner(first, best.sideA + i));
    if (!belongTogether(joined.last(), near))
        joined += {best.fromPt, onSecond(best.fromPt)};
    for (qsizetype i = 1; i <= second.size(); ++i)
        joined.append(corner(second, best.sideB + i));
    if (!belongTogether(joined.first(), far))
        joined += {onSecond(best.toPt), best.toPt};
    return clockwise(joined);
}

Result<OutlinePt> withMovedSides(const OutlinePt &outline, const QList<qsizetype> &sides,
                                 PointPt offset)
{
    OutlinePt moved = outline;
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const qsizetype before = (i + outline.size() - 1) % outline.size();
        const bool isBeforeMoved = sides.contains(before);
        const bool isAfterMoved = sides.contains(i);
        if (!isBeforeMoved && !isAfterMoved)
            continue;
        const PointPt still = isBeforeMoved ? corner(outline, i + 1) - outline[i]
                                            : outline[i] - corner(outline, i - 1);
        const PointPt moving = isBeforeMoved ? outline[i] - corner(outline, i - 1)
                                             : corner(outline, i + 1) - outline[i];
        moved[i] = outline[i] + offset;
        if ((isBeforeMoved && isAfterMoved) || cross(still, offset) == 0.0)
            continue; // along its neighbour: exact
        moved[i] = meetingPoint(outline[i], still, outline[i] + offset, moving)
                       .value_or(outline[i] + offset);
    }
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const PointPt before = corner(outline, i + 1) - corner(outline, i);
        const PointPt after = corner(moved, i + 1) - corner(moved, i);
        const bool isTooShort = lengthPt(after) < std::min(kMinPanelSidePt, lengthPt(before));
        if (dot(before, after) <= 0.0 || isTooShort)
            return fail(ErrorKind::InvalidArgument, "A panel would become too small.");
    }
    return moved;
}

} // namespace koma
