// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/panels/papermask.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace koma::panels {
namespace {

constexpr int kLevels = 256;
constexpr int kLightestInk = 175; ///< paper that is darker than this is no paper
constexpr int kDarkestBlack = 80;
constexpr int kTolerance = 34; ///< levels: shadows of scans, JPEG, noise

/// Pixels in the frame around a page, as a share of its shorter side.
constexpr double kFrameShare = 0.012;

cv::Mat frameOf(const cv::Mat &grey)
{
    const int width = std::max(2, cvRound(std::min(grey.rows, grey.cols) * kFrameShare));
    cv::Mat frame = cv::Mat::ones(grey.size(), CV_8U);
    const cv::Rect inside(width, width, grey.cols - 2 * width, grey.rows - 2 * width);
    if (inside.width > 0 && inside.height > 0)
        frame(inside).setTo(0);
    return frame;
}

std::array<int, kLevels> histogram(const cv::Mat &grey, const cv::Mat &mask)
{
    std::array<int, kLevels> counts{};
    for (int y = 0; y < grey.rows; ++y) {
        for (int x = 0; x < grey.cols; ++x) {
            if (mask.empty() || mask.at<std::uint8_t>(y, x) != 0)
                ++counts[grey.at<std::uint8_t>(y, x)];
        }
    }
    return counts;
}

/// The level of the paper: the most frequent one in its range.
int levelOf(const std::array<int, kLevels> &counts, GutterTone tone)
{
    const auto first = counts.begin() + (tone == GutterTone::White ? kLightestInk : 0);
    const auto end = tone == GutterTone::White ? counts.end() : counts.begin() + kDarkestBlack;
    return static_cast<int>(std::max_element(first, end) - counts.begin());
}

/// The middle of a thing lies in the hull of another.
bool liesInOne(const std::vector<cv::Point> &thing,
               const std::vector<std::vector<cv::Point>> &hulls)
{
    const cv::Rect box = cv::boundingRect(thing);
    const cv::Point2f middle(static_cast<float>(box.x) + static_cast<float>(box.width) / 2.0F,
                             static_cast<float>(box.y) + static_cast<float>(box.height) / 2.0F);
    return std::any_of(hulls.begin(), hulls.end(), [&](const std::vector<cv::Point> &hull) {
        return cv::pointPolygonTest(hull, middle, false) > 0.0;
    });
}

/// Thick strokes all over a part, though they do not hang together: art without a frame.
bool isOpenDrawing(const cv::Mat &things, const Polygon &part)
{
    constexpr double kSpread = 0.5; // of the part: the box of what is drawn
    constexpr double kDrawn = 0.12; // of that box
    std::vector<cv::Point> points;
    cv::findNonZero(things, points);
    if (points.empty())
        return false;
    const double box = cv::boundingRect(points).area();
    return box >= kSpread * areaOf(part) && static_cast<double>(points.size()) >= kDrawn * box &&
           static_cast<double>(points.size()) < 0.5 * box;
}

} // namespace

std::vector<GutterTone> tonesToTry(const cv::Mat &grey, GutterTone asked)
{
    if (asked != GutterTone::Guessed)
        return {asked};
    const auto counts = histogram(grey, frameOf(grey));
    const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
    const double white = std::accumulate(counts.begin() + 215, counts.end(), 0.0) / all;
    const double black = std::accumulate(counts.begin(), counts.begin() + 40, 0.0) / all;
    constexpr double kClear = 0.6;
    if (white >= kClear)
        return {GutterTone::White};
    if (black >= kClear)
        return {GutterTone::Black};
    return {GutterTone::White, GutterTone::Black};
}

Sheet sheetOf(const cv::Mat &grey, GutterTone tone)
{
    const int level = levelOf(histogram(grey, {}), tone);
    cv::Mat mask = tone == GutterTone::White ? cv::Mat(grey >= level - kTolerance)
                                             : cv::Mat(grey <= level + kTolerance);
    mask &= 1;
    const cv::Mat frame = frameOf(grey);
    constexpr double kBleed = 0.3; // of the page's frame
    const bool hasMargins =
        cv::countNonZero((mask == 0) & (frame != 0)) < kBleed * cv::countNonZero(frame);
    // From every piece of paper on the edge, as a brush fills.
    for (int y = 0; y < mask.rows; ++y) {
        for (const int x : {0, mask.cols - 1}) {
            if (mask.at<std::uint8_t>(y, x) == 1)
                cv::floodFill(mask, cv::Point(x, y), cv::Scalar(2));
        }
    }
    for (int x = 0; x < mask.cols; ++x) {
        for (const int y : {0, mask.rows - 1}) {
            if (mask.at<std::uint8_t>(y, x) == 1)
                cv::floodFill(mask, cv::Point(x, y), cv::Scalar(2));
        }
    }
    return {mask, hasMargins};
}

Polygon withoutMargins(const Sheet &sheet, const Polygon &part)
{
    const cv::Mat &paper = sheet.paper;
    if (part.empty())
        return {};
    const cv::Rect box = boxOf(part, paper.size());
    if (box.empty())
        return {};
    const cv::Mat inside = maskOf(part, paper.size())(box);
    const cv::Mat ink = (paper(box) == 0) & inside;
    cv::Mat rows;
    cv::Mat columns;
    cv::reduce(ink, rows, 1, cv::REDUCE_SUM, CV_32S);
    cv::reduce(ink, columns, 0, cv::REDUCE_SUM, CV_32S);
    constexpr double kSpecks = 0.02; // of a row's length
    const auto ends = [](const cv::Mat &sums, double least) {
        const auto first =
            std::find_if(sums.begin<int>(), sums.end<int>(), [&](int sum) { return sum > least; });
        if (first == sums.end<int>())
            return std::pair(0, -1);
        int last = static_cast<int>(sums.total()) - 1;
        while (sums.at<int>(last) <= least)
            --last;
        return std::pair(static_cast<int>(first - sums.begin<int>()), last);
    };
    const auto [top, bottom] = ends(rows, kSpecks * box.width);
    const auto [left, right] = ends(columns.reshape(1, box.width), kSpecks * box.height);
    if (bottom < top || right < left)
        return {};
    constexpr double kMargin = 1.0;
    Polygon rest = part;
    if (sheet.hasMargins || box.x > 1)
        rest = clipped(rest, {1.0, 0.0}, box.x + left - kMargin);
    if (sheet.hasMargins || box.x + box.width < paper.cols - 1)
        rest = clipped(rest, {-1.0, 0.0}, -(box.x + right + kMargin));
    if (sheet.hasMargins || box.y > 1)
        rest = clipped(rest, {0.0, 1.0}, box.y + top - kMargin);
    if (sheet.hasMargins || box.y + box.height < paper.rows - 1)
        rest = clipped(rest, {0.0, -1.0}, -(box.y + bottom + kMargin));
    return rest;
}

std::vector<Polygon> hangingTogether(const cv::Mat &paper, const Polygon &part, double leastAreaPx)
{
    cv::Mat things = (paper != 2) & (maskOf(part, paper.size()) != 0);
    // Thin links, such as a balloon's tail or a speck, do not make two panels one.
    cv::morphologyEx(things, things, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_RECT, {7, 7}));
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(things, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    std::sort(contours.begin(), contours.end(),
              [](const auto &a, const auto &b) { return cv::contourArea(a) > cv::contourArea(b); });
    std::vector<Polygon> pieces;
    std::vector<std::vector<cv::Point>> hulls;
    double found = 0.0;
    for (const std::vector<cv::Point> &contour : contours) {
        const double area = cv::contourArea(contour);
        std::vector<cv::Point> hull;
        cv::convexHull(contour, hull);
        constexpr double kSolid = 0.6; // of its hull: scattered things are no panel
        if (area < leastAreaPx || area < kSolid * cv::contourArea(hull) || liesInOne(hull, hulls))
            continue;
        std::vector<cv::Point> simple;
        constexpr double kTolerancePerLength = 0.01;
        cv::approxPolyDP(hull, simple, kTolerancePerLength * cv::arcLength(hull, true), true);
        // A balloon or a round picture between panels fills less of its box than a panel does.
        constexpr double kCornered = 0.82;
        constexpr double kSmall = 0.3; // of the part
        const bool isRound =
            area < kSmall * areaOf(part) && area < kCornered * cv::minAreaRect(hull).size.area();
        if (simple.size() < 3 || isRound)
            continue;
        Polygon piece;
        for (const cv::Point &corner : simple)
            piece.emplace_back(corner.x, corner.y);
        pieces.push_back(std::move(piece));
        hulls.push_back(std::move(hull));
        found += area;
    }
    // One thing, or strokes of an open drawing: the part is the panel, as far as it was cut out.
    constexpr double kMost = 0.5; // of the part
    const bool isOne = pieces.size() == 1 && found >= kMost * areaOf(part);
    if (isOne || isOpenDrawing(things, part))
        return {part};
    return pieces;
}

} // namespace koma::panels
