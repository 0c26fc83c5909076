// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/enlarging/edgesmoothing.h"

#include "core/imaging/matview.h"
#include "core/imaging/samples.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

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
                // The unit vector across the contour, from its doubled angle.
                const float length = std::hypot(a, b);
                const float cosine = length > 0.0F ? a / length : 1.0F;
                const float nx = std::sqrt(std::max(0.0F, 0.5F * (1.0F + cosine)));
                const float ny =
                    std::copysign(std::sqrt(std::max(0.0F, 0.5F * (1.0F - cosine))), b);
                tangent[x] = {-ny, nx};
                const float sure = length / (xx.at<float>(y, x) + yy.at<float>(y, x) + kFaint);
                const float t = std::clamp((sure - kUnsure) / (kSure - kUnsure), 0.0F, 1.0F);
                share[x] = t * t * (3.0F - 2.0F * t);
            }
        }
    });
    return direction;
}

constexpr int kReachPx = 3;
constexpr int kTaps = 2 * kReachPx + 1;

std::array<float, kTaps> tapWeights()
{
    constexpr float kSigmaPx = 1.6F;
    std::array<float, kTaps> weights{};
    float sum = 0.0F;
    for (int tap = 0; tap < kTaps; ++tap) {
        const float away = static_cast<float>(tap - kReachPx) / kSigmaPx;
        weights.at(static_cast<std::size_t>(tap)) = std::exp(-0.5F * away * away);
        sum += weights.at(static_cast<std::size_t>(tap));
    }
    for (float &weight : weights)
        weight /= sum;
    return weights;
}

/// Adds a picture's bilinear value at a place, the border repeated, to `sum`.
template<int Channels>
void addAt(const cv::Mat &picture, float x, float y, float weight, std::array<float, Channels> &sum)
{
    x = std::clamp(x, 0.0F, static_cast<float>(picture.cols - 1));
    y = std::clamp(y, 0.0F, static_cast<float>(picture.rows - 1));
    const int left = std::min(static_cast<int>(x), std::max(0, picture.cols - 2));
    const int top = std::min(static_cast<int>(y), std::max(0, picture.rows - 2));
    const float toRight = x - static_cast<float>(left);
    const float toBottom = y - static_cast<float>(top);
    const int right = std::min(left + 1, picture.cols - 1);
    const auto *upper = picture.ptr<float>(top);
    const auto *lower = picture.ptr<float>(std::min(top + 1, picture.rows - 1));
    for (int c = 0; c < Channels; ++c) {
        const int l = left * Channels + c;
        const int r = right * Channels + c;
        const float above = upper[l] + toRight * (upper[r] - upper[l]);
        const float below = lower[l] + toRight * (lower[r] - lower[l]);
        sum[static_cast<std::size_t>(c)] += weight * (above + toBottom * (below - above));
    }
}

/// A row with the weighted mean along the tangent where contours are.
template<int Channels>
void smoothRow(const cv::Mat &picture, const Direction &direction,
               const std::array<float, kTaps> &weights, int y, float *out)
{
    const auto *own = picture.ptr<float>(y);
    const auto *tangent = direction.tangent.ptr<cv::Vec2f>(y);
    const auto *share = direction.share.ptr<float>(y);
    std::copy_n(own, picture.cols * Channels, out);
    for (int x = 0; x < picture.cols; ++x) {
        if (share[x] <= 0.0F)
            continue;
        std::array<float, Channels> mean{};
        for (int tap = 0; tap < kTaps; ++tap) {
            const auto step = static_cast<float>(tap - kReachPx);
            addAt<Channels>(picture, static_cast<float>(x) + step * tangent[x][0],
                            static_cast<float>(y) + step * tangent[x][1],
                            weights[static_cast<std::size_t>(tap)], mean);
        }
        for (int c = 0; c < Channels; ++c) {
            const int i = x * Channels + c;
            out[i] = own[i] + share[x] * (mean[static_cast<std::size_t>(c)] - own[i]);
        }
    }
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
        const std::array<float, kTaps> weights = tapWeights();
        result->mutableData(); // unshared, for all threads
        forRowRanges(colour.rows, [&](int from, int to) {
            std::vector<float> row(static_cast<std::size_t>(colour.cols) *
                                   static_cast<std::size_t>(channels));
            for (int y = from; y < to; ++y) {
                if (channels == 1)
                    smoothRow<1>(colour, direction, weights, y, row.data());
                else
                    smoothRow<3>(colour, direction, weights, y, row.data());
                storeRow(row.data(), *result, y);
            }
        });
        return std::move(*result);
    });
}

} // namespace koma
