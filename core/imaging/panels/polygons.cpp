// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/panels/polygons.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace koma::panels {

double areaOf(const Polygon &polygon)
{
    double twice = 0.0;
    for (std::size_t i = 0; i < polygon.size(); ++i)
        twice += polygon[i].cross(polygon[(i + 1) % polygon.size()]);
    return std::abs(twice) / 2.0;
}

Polygon clipped(const Polygon &polygon, cv::Point2d normal, double distance)
{
    Polygon result;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const cv::Point2d &from = polygon[i];
        const cv::Point2d &to = polygon[(i + 1) % polygon.size()];
        const double fromInside = normal.dot(from) - distance;
        const double toInside = normal.dot(to) - distance;
        if (fromInside >= 0.0)
            result.push_back(from);
        if ((fromInside < 0.0) != (toInside < 0.0))
            result.push_back(from + (to - from) * (fromInside / (fromInside - toInside)));
    }
    return result.size() >= 3 ? result : Polygon();
}

cv::Mat maskOf(const Polygon &polygon, cv::Size size)
{
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    std::vector<cv::Point> corners;
    for (const cv::Point2d &corner : polygon)
        corners.emplace_back(cvRound(corner.x), cvRound(corner.y));
    cv::fillConvexPoly(mask, corners, cv::Scalar(1));
    return mask;
}

cv::Rect boxOf(const Polygon &polygon, cv::Size size)
{
    double left = size.width;
    double top = size.height;
    double right = 0.0;
    double bottom = 0.0;
    for (const cv::Point2d &corner : polygon) {
        left = std::min(left, corner.x);
        top = std::min(top, corner.y);
        right = std::max(right, corner.x);
        bottom = std::max(bottom, corner.y);
    }
    const cv::Rect box(cvFloor(left), cvFloor(top), cvCeil(right) - cvFloor(left) + 1,
                       cvCeil(bottom) - cvFloor(top) + 1);
    return box & cv::Rect(cv::Point(), size);
}

} // namespace koma::panels
