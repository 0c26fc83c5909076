// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/panels/polygons.h"

#include <vector>

namespace koma::panels {

/// Level lines are y = offset + slope · x; upright ones x = offset + slope · y.
enum class LineAxis { Level, Upright };

struct Line
{
    LineAxis axis = LineAxis::Level;
    double slope = 0.0;
    double offset = 0.0;

    /// The normal that points to larger offsets, and where the line lies along it.
    [[nodiscard]] cv::Point2d normal() const
    {
        return axis == LineAxis::Level ? cv::Point2d(-slope, 1.0) : cv::Point2d(1.0, -slope);
    }
};

/// How much of each parallel line through a part of the page is paper: one entry for each whole
/// offset from `firstOffset`.
struct LineProfile
{
    LineAxis axis = LineAxis::Level;
    double slope = 0.0;
    int firstOffset = 0;
    std::vector<float> lengthPx; ///< inside the part
    std::vector<float> paper;    ///< 0…1 of that length; 0 where there is none
    std::vector<float> outer;    ///< of the paper: how much hangs together with the page's edge

    [[nodiscard]] int size() const { return static_cast<int>(paper.size()); }
    [[nodiscard]] Line lineAt(double index) const { return {axis, slope, firstOffset + index}; }
};

struct SlopeRange
{
    double least = 0.0;
    double greatest = 0.0;
};

/// The profiles of a polygon for all slopes of a range. `paper` is 0 for
/// ink, 1 for paper, 2 for paper that hangs together with the page's edge.
std::vector<LineProfile> lineProfiles(const cv::Mat &paper, const Polygon &polygon, LineAxis axis,
                                      SlopeRange slopes, double slopeStep);

} // namespace koma::panels
