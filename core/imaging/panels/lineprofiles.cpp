// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/panels/lineprofiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace koma::panels {
namespace {

// Three counts in one number, so that a pixel costs one addition; a line has fewer than 2^21
// pixels.
constexpr std::uint64_t kPixel = 1;
constexpr unsigned kPaperShift = 21;
constexpr unsigned kOuterShift = 42;
constexpr std::uint64_t kCountMask = (std::uint64_t{1} << kPaperShift) - 1;

struct Part
{
    cv::Rect box;
    std::vector<std::uint8_t> kinds; ///< 0 outside, 1 ink, 2 paper, 3 outer paper; row by row
};

Part partOf(const cv::Mat &paper, const Polygon &polygon)
{
    Part part{boxOf(polygon, paper.size()), {}};
    const cv::Mat inside = maskOf(polygon, paper.size());
    part.kinds.reserve(static_cast<std::size_t>(part.box.area()));
    for (int y = part.box.y; y < part.box.y + part.box.height; ++y) {
        const auto *mask = inside.ptr<std::uint8_t>(y);
        const auto *kind = paper.ptr<std::uint8_t>(y);
        for (int x = part.box.x; x < part.box.x + part.box.width; ++x)
            part.kinds.push_back(mask[x] != 0 ? static_cast<std::uint8_t>(kind[x] + 1) : 0);
    }
    return part;
}

LineProfile profileOf(const Part &part, double slope)
{
    static constexpr std::array<std::uint64_t, 4> kValues{
        0, kPixel, kPixel | (std::uint64_t{1} << kPaperShift),
        kPixel | (std::uint64_t{1} << kPaperShift) | (std::uint64_t{1} << kOuterShift)};
    const int width = part.box.width;
    const int height = part.box.height;
    std::vector<int> shifts(static_cast<std::size_t>(width));
    int least = 0;
    int most = 0;
    for (int x = 0; x < width; ++x) {
        const int shift = cvRound(slope * (part.box.x + x));
        shifts[static_cast<std::size_t>(x)] = shift;
        least = x == 0 ? shift : std::min(least, shift);
        most = x == 0 ? shift : std::max(most, shift);
    }
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(height + most - least));
    const std::uint8_t *kinds = part.kinds.data();
    for (int y = 0; y < height; ++y) {
        std::uint64_t *row = counts.data() + y + most;
        for (int x = 0; x < width; ++x)
            row[-shifts[static_cast<std::size_t>(x)]] += kValues[*kinds++];
    }
    LineProfile profile;
    profile.slope = slope;
    profile.firstOffset = part.box.y - most;
    for (const std::uint64_t count : counts) {
        const auto length = static_cast<float>(count & kCountMask);
        const auto white = static_cast<float>((count >> kPaperShift) & kCountMask);
        const auto outer = static_cast<float>(count >> kOuterShift);
        profile.lengthPx.push_back(length);
        profile.paper.push_back(length > 0.0F ? white / length : 0.0F);
        profile.outer.push_back(white > 0.0F ? outer / white : 0.0F);
    }
    return profile;
}

} // namespace

std::vector<LineProfile> lineProfiles(const cv::Mat &paper, const Polygon &polygon, LineAxis axis,
                                      SlopeRange slopes, double slopeStep)
{
    Polygon turned = polygon;
    cv::Mat transposed; // its own pixels: a square page would else be turned in place
    if (axis == LineAxis::Upright) {
        for (cv::Point2d &corner : turned)
            std::swap(corner.x, corner.y);
        cv::transpose(paper, transposed);
    }
    const Part part = partOf(axis == LineAxis::Upright ? transposed : paper, turned);
    std::vector<LineProfile> profiles;
    const int steps = static_cast<int>(std::lround((slopes.greatest - slopes.least) / slopeStep));
    for (int step = 0; step <= steps; ++step) {
        profiles.push_back(profileOf(part, slopes.least + step * slopeStep));
        profiles.back().axis = axis;
    }
    return profiles;
}

} // namespace koma::panels
