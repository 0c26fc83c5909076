// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/enlarging/edgesmoothing.h"

#include "core/imaging/matview.h"
#include "core/imaging/samples.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

/// Which way contours run at each pixel, and how sure that is.
struct Direction
{
    cv::Mat tangent; ///< CV_32FC2: x, y of a unit vector
    cv::Mat share;   ///< CV_32F, 0…1
};

cv::Mat blurred(const cv::Mat &plane, double sigmaPx)
{
    cv::Mat result;
    cv::GaussianBlur(plane, result, {}, sigmaPx, sigmaPx, cv::BORDER_REPLICATE);
    return result;
}

Direction directionOf(const cv::Mat &luma)
{
    constexpr double kDetailPx = 1.0;
    constexpr double kWindowPx = 2.0;
    constexpr float kFaint = 1e-4F;
    constexpr float kUnsure = 0.3F;
    constexpr float kSure = 0.7F;
    const cv::Mat smooth = blurred(luma, kDetailPx);
    cv::Mat gx;
    cv::Mat gy;
    cv::Sobel(smooth, gx, CV_32F, 1, 0, 3, 0.125, 0.0, cv::BORDER_REPLICATE);
    cv::Sobel(smooth, gy, CV_32F, 0, 1, 3, 0.125, 0.0, cv::BORDER_REPLICATE);
    const cv::Mat xx = blurred(gx.mul(gx), kWindowPx);
    const cv::Mat xy = blurred(gx.mul(gy), kWindowPx);
    const cv::Mat yy = blurred(gy.mul(gy), kWindowPx);
    Direction direction{cv::Mat(luma.size(), CV_32FC2), cv::Mat(luma.size(), CV_32F)};
    forRowRanges(luma.rows, [&](int from, int to) {
        for (int y = from; y < to; ++y) {
            auto *tangent = direction.tangent.ptr<cv::Vec2f>(y);
            auto *share = direction.share.ptr<float>(y);
            for (int x = 0; x < luma.cols; ++x) {
                const float a = xx.at<float>(y, x) - yy.at<float>(y, x);
                const float b = 2.0F * xy.at<float>(y, x);
                const float across = 0.5F * std::atan2(b, a);
                tangent[x] = {-std::sin(across), std::cos(across)};
                const float sure =
                    std::hypot(a, b) / (xx.at<float>(y, x) + yy.at<float>(y, x) + kFaint);
                const float t = std::clamp((sure - kUnsure) / (kSure - kUnsure), 0.0F, 1.0F);
                share[x] = t * t * (3.0F - 2.0F * t);
            }
        }
    });
    return direction;
}

/// The mean along the tangent, weighted by a Gaussian.
cv::Mat integrated(const cv::Mat &picture, const cv::Mat &tangent)
{
    constexpr int kReachPx = 3;
    constexpr double kSigmaPx = 1.6;
    cv::Mat sum = cv::Mat::zeros(picture.size(), picture.type());
    cv::Mat map(picture.size(), CV_32FC2);
    cv::Mat beside;
    double weights = 0.0;
    for (int step = -kReachPx; step <= kReachPx; ++step) {
        for (int y = 0; y < map.rows; ++y) {
            for (int x = 0; x < map.cols; ++x)
                map.at<cv::Vec2f>(y, x) = cv::Vec2f(static_cast<float>(x), static_cast<float>(y)) +
                                          static_cast<float>(step) * tangent.at<cv::Vec2f>(y, x);
        }
        const double weight = std::exp(-0.5 * step * step / (kSigmaPx * kSigmaPx));
        cv::remap(picture, beside, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        cv::scaleAdd(beside, weight, sum, sum);
        weights += weight;
    }
    return sum / weights;
}

} // namespace

Result<Image> smoothedAlongEdges(const Image &drawing)
{
    if (drawing.isEmpty() || drawing.hasAlpha())
        return fail(ErrorKind::InvalidArgument,
                    "Only drawings with 1 or 3 channels can be smoothed along their edges.");
    auto result = Image::create(drawing.size(), drawing.channels(), drawing.type());
    if (!result)
        return result;
    return opencvGuard("Smoothing the drawing's edges", [&]() -> Result<Image> {
        const int channels = drawing.channels();
        cv::Mat colour(drawing.size().heightPx, drawing.size().widthPx, CV_32FC(channels));
        for (int y = 0; y < colour.rows; ++y)
            loadRow(drawing.view(), y, colour.ptr<float>(y));
        cv::Mat luma = colour;
        if (channels == 3)
            cv::cvtColor(colour, luma, cv::COLOR_RGB2GRAY);
        const Direction direction = directionOf(luma);
        const cv::Mat smooth = integrated(colour, direction.tangent);
        for (int y = 0; y < colour.rows; ++y) {
            auto *own = colour.ptr<float>(y);
            const auto *along = smooth.ptr<float>(y);
            const auto *share = direction.share.ptr<float>(y);
            for (int i = 0; i < colour.cols * channels; ++i)
                own[i] += share[i / channels] * (along[i] - own[i]);
            storeRow(own, *result, y);
        }
        return std::move(*result);
    });
}

} // namespace koma
