// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/panels/sidefit.h"

#include "core/imaging/panels/lineprofiles.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace koma::panels {
namespace {

constexpr double kSteepest = 0.3;
constexpr double kSlopeStep = 0.012;
constexpr double kFineStep = 0.003;
constexpr float kClearEdge = 0.35F; ///< of the line that changes from paper to ink
constexpr float kNearlyBest = 0.6F;
constexpr double kDeepestShare = 0.35; ///< of the polygon: what lies deeper is no side of it
constexpr int kBorderPx = 3;           ///< over which a border may be blurred
constexpr int kPaperPx = 2;            ///< before it
constexpr double kOutwardsPx = 4.0;

enum class End { First, Last };

struct Edge
{
    Line line;
    float contrast = 0.0F;
    double depthPx = 0.0; ///< at the polygon's middle, growing inwards
};

/// How much ink begins at a line, seen from outside; beyond the page there is paper.
float contrastAt(const LineProfile &profile, int at, int inwards)
{
    const auto inkAt = [&](int i) {
        if (i < 0 || i >= profile.size())
            return 0.0F;
        const auto index = static_cast<std::size_t>(i);
        return profile.lengthPx[index] > 0.0F ? 1.0F - profile.paper[index] : 0.0F;
    };
    float ink = 0.0F;
    for (int i = 0; i < kBorderPx; ++i)
        ink = std::max(ink, inkAt(at + i * inwards));
    float before = 0.0F;
    for (int i = 1; i <= kPaperPx; ++i)
        before = std::max(before, inkAt(at - i * inwards));
    return ink - before;
}

/// The outermost clear edge, with the slope at which it is clearest.
std::optional<Edge> outermostEdge(const std::vector<LineProfile> &profiles, End end,
                                  cv::Point2d middle, const cv::Rect &box)
{
    const bool isLevel = profiles.front().axis == LineAxis::Level;
    const double first = isLevel ? box.y : box.x;
    const double length = isLevel ? box.height : box.width;
    const double deepest = (end == End::First ? first : -(first + length)) + kDeepestShare * length;
    std::vector<Edge> edges;
    float best = 0.0F;
    for (const LineProfile &profile : profiles) {
        const float longest = *std::max_element(profile.lengthPx.begin(), profile.lengthPx.end());
        for (int i = 0; i < profile.size(); ++i) {
            if (profile.lengthPx[static_cast<std::size_t>(i)] < 0.4F * longest)
                continue;
            const float contrast = contrastAt(profile, i, end == End::First ? 1 : -1);
            if (contrast < kClearEdge)
                continue;
            const Line line = profile.lineAt(i);
            const double along = profile.axis == LineAxis::Level ? middle.x : middle.y;
            const double at = line.offset + line.slope * along;
            const double depth = end == End::First ? at : -at;
            if (depth > deepest)
                continue;
            edges.push_back({line, contrast, depth});
            best = std::max(best, contrast);
        }
    }
    std::erase_if(edges, [&](const Edge &edge) { return edge.contrast < kNearlyBest * best; });
    if (edges.empty())
        return std::nullopt;
    const auto isOuter = [](const Edge &a, const Edge &b) { return a.depthPx < b.depthPx; };
    const double outermost = std::min_element(edges.begin(), edges.end(), isOuter)->depthPx;
    constexpr double kSameEdgePx = 6.0;
    std::erase_if(edges, [&](const Edge &edge) { return edge.depthPx > outermost + kSameEdgePx; });
    // Among alike ones the straightest, and the last before the border, not the paper beside it.
    const auto worth = [&](const Edge &edge) {
        constexpr double kSlopePrice = 0.3;
        constexpr double kDepthWorth = 0.004;
        return static_cast<double>(edge.contrast) - kSlopePrice * std::abs(edge.line.slope) +
               kDepthWorth * (edge.depthPx - outermost);
    };
    return *std::max_element(edges.begin(), edges.end(),
                             [&](const Edge &a, const Edge &b) { return worth(a) < worth(b); });
}

/// A little larger, so that borders under the cut are seen whole.
Polygon grown(const Polygon &polygon, cv::Size size)
{
    cv::Point2d middle;
    for (const cv::Point2d &corner : polygon)
        middle += corner * (1.0 / static_cast<double>(polygon.size()));
    Polygon result;
    for (const cv::Point2d &corner : polygon) {
        const cv::Point2d away = corner - middle;
        const cv::Point2d moved(corner.x + (away.x > 0 ? kOutwardsPx : -kOutwardsPx),
                                corner.y + (away.y > 0 ? kOutwardsPx : -kOutwardsPx));
        result.emplace_back(std::clamp(moved.x, 0.0, size.width - 1.0),
                            std::clamp(moved.y, 0.0, size.height - 1.0));
    }
    return result;
}

/// The side is the page's own and art runs out of it.
bool bleeds(const Sheet &sheet, const Polygon &polygon, LineAxis axis, End end)
{
    const cv::Mat &paper = sheet.paper;
    constexpr double kAtEdgePx = 2.5;
    constexpr double kInked = 0.25;
    const cv::Rect box = boxOf(polygon, paper.size());
    const bool isLevel = axis == LineAxis::Level;
    const int first = isLevel ? box.y : box.x;
    const int last = isLevel ? box.y + box.height : box.x + box.width;
    const int size = isLevel ? paper.rows : paper.cols;
    if (end == End::First ? first > kAtEdgePx : last < size - kAtEdgePx)
        return false;
    if (!sheet.hasMargins)
        return true;
    const int at = end == End::First ? 0 : size - 3;
    const cv::Mat strip = isLevel ? paper(cv::Rect(box.x, at, box.width, 3))
                                  : paper(cv::Rect(at, box.y, 3, box.height));
    return cv::countNonZero(strip == 0) >= kInked * static_cast<double>(strip.total());
}

/// The upright rectangle that a polygon is but for a pixel or so; else the polygon.
Polygon squared(const Polygon &polygon)
{
    constexpr double kAlikePx = 2.0;
    if (polygon.size() < 4)
        return polygon;
    const auto byX = std::minmax_element(polygon.begin(), polygon.end(),
                                         [](auto a, auto b) { return a.x < b.x; });
    const auto byY = std::minmax_element(polygon.begin(), polygon.end(),
                                         [](auto a, auto b) { return a.y < b.y; });
    const cv::Point2d least(byX.first->x, byY.first->y);
    const cv::Point2d most(byX.second->x, byY.second->y);
    const auto isNear = [&](double value, double low, double high) {
        return value - low <= kAlikePx || high - value <= kAlikePx;
    };
    const bool isRectangle = std::all_of(polygon.begin(), polygon.end(), [&](cv::Point2d corner) {
        return isNear(corner.x, least.x, most.x) && isNear(corner.y, least.y, most.y);
    });
    if (!isRectangle || areaOf(polygon) < (most - least).x * (most - least).y * 0.97)
        return polygon;
    return {least, {most.x, least.y}, most, {least.x, most.y}};
}

} // namespace

Polygon withFittedSides(const Sheet &sheet, const Polygon &polygon)
{
    const cv::Mat &paper = sheet.paper;
    const Polygon searched = grown(polygon, paper.size());
    Polygon fitted = searched;
    cv::Point2d middle;
    for (const cv::Point2d &corner : polygon)
        middle += corner * (1.0 / static_cast<double>(polygon.size()));
    const cv::Rect box = boxOf(searched, paper.size());
    for (const LineAxis axis : {LineAxis::Level, LineAxis::Upright}) {
        const auto profiles =
            lineProfiles(paper, searched, axis, {-kSteepest, kSteepest}, kSlopeStep);
        for (const End end : {End::First, End::Last}) {
            if (fitted.empty() || bleeds(sheet, polygon, axis, end))
                continue;
            std::optional<Edge> edge = outermostEdge(profiles, end, middle, box);
            if (!edge)
                continue;
            const auto fine = lineProfiles(
                paper, searched, axis,
                {edge->line.slope - kSlopeStep, edge->line.slope + kSlopeStep}, kFineStep);
            edge = outermostEdge(fine, end, middle, box);
            const cv::Point2d normal = edge->line.normal();
            fitted = end == End::First ? clipped(fitted, normal, edge->line.offset)
                                       : clipped(fitted, -normal, -edge->line.offset);
        }
    }
    return squared(fitted);
}

} // namespace koma::panels
