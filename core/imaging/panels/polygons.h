// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace koma::panels {

using Polygon = std::vector<cv::Point2d>; ///< convex

double areaOf(const Polygon &polygon);

/// What lies on the side of a line where normal · p >= distance; empty where nothing does.
Polygon clipped(const Polygon &polygon, cv::Point2d normal, double distance);

/// 1 inside, 0 outside.
cv::Mat maskOf(const Polygon &polygon, cv::Size size);

/// The whole pixels that a polygon touches.
cv::Rect boxOf(const Polygon &polygon, cv::Size size);

} // namespace koma::panels
