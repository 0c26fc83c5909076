// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/baselines/inkfilter.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kScaleRatio = 1.6;   ///< of the two Gaussians
constexpr float kThreshold = -0.006F; ///< of their difference in luma 0…1; no line above it
constexpr float kSteepness = 40.0F;   ///< from no line to ink
constexpr int kFlattenings = 3;       ///< passes of the bilateral filter
constexpr int kFlatteningWindow = 7;  ///< pixels
constexpr double kColourRange = 24.0; ///< of 255
constexpr double kLightSteps = 8.0;

/// 1 where there is no line, towards 0 in lines: the dark side of an edge.
cv::Mat inkLines(const cv::Mat &luma, double sigmaPx)
{
    cv::Mat fine;
    cv::Mat coarse;
    cv::GaussianBlur(luma, fine, cv::Size(), sigmaPx, sigmaPx, cv::BORDER_REPLICATE);
    cv::GaussianBlur(luma, coarse, cv::Size(), kScaleRatio * sigmaPx, kScaleRatio * sigmaPx,
                     cv::BORDER_REPLICATE);
    cv::Mat lines = fine - coarse;
    lines.forEach<float>([](float &value, const int * /*position*/) {
        value = value >= kThreshold ? 1.0F : 1.0F + std::tanh(kSteepness * (value - kThreshold));
    });
    return lines;
}

cv::Mat flattened(const cv::Mat &rgb)
{
    cv::Mat flat = rgb;
    for (int i = 0; i < kFlattenings; ++i) {
        cv::Mat smoother;
        cv::bilateralFilter(flat, smoother, kFlatteningWindow, kColourRange, kFlatteningWindow);
        flat = smoother;
    }
    cv::Mat lab;
    cv::cvtColor(flat, lab, cv::COLOR_RGB2Lab);
    lab.forEach<cv::Vec3b>([](cv::Vec3b &pixel, const int * /*position*/) {
        const double steps = std::round(pixel[0] / 255.0 * kLightSteps) / kLightSteps;
        pixel[0] = cv::saturate_cast<std::uint8_t>(255.0 * steps);
    });
    cv::cvtColor(lab, flat, cv::COLOR_Lab2RGB);
    return flat;
}

} // namespace

Result<Image> inkFiltered(const ImageView &picture, double sigmaPx)
{
    if (!(sigmaPx >= 0.3 && sigmaPx <= 20.0))
        return fail(ErrorKind::InvalidArgument, "The lines' scale must be 0.3 to 20 pixels, not " +
                                                    std::to_string(sigmaPx) + ".");
    const auto rgb = convertSamples(picture, 3, SampleType::U8);
    if (!rgb)
        return fail(rgb.error());
    const auto luma = convertSamples(*rgb, 1, SampleType::F32);
    if (!luma)
        return fail(luma.error());
    return opencvGuard("The ink filter", [&]() -> Result<Image> {
        const cv::Mat lines = inkLines(matOf(luma->view()), sigmaPx);
        cv::Mat drawn;
        flattened(matOf(rgb->view())).convertTo(drawn, CV_32F);
        cv::Mat threeLines;
        cv::merge(std::vector<cv::Mat>{lines, lines, lines}, threeLines);
        cv::multiply(drawn, threeLines, drawn);
        cv::Mat samples;
        drawn.convertTo(samples, CV_8U);
        return Image::copyOf(viewOf(samples));
    });
}

} // namespace koma
