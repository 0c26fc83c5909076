// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metrics.h"

#include "core/imaging/matview.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace koma {
namespace {

double fullScale(SampleType type)
{
    switch (type) {
    case SampleType::U8:
        return 255.0;
    case SampleType::U16:
        return 65535.0;
    case SampleType::F32:
        break;
    }
    return 1.0;
}

Result<void> checkComparable(const ImageView &a, const ImageView &b)
{
    if (a.isEmpty() || a.size != b.size || a.channels != b.channels || a.type != b.type)
        return fail(ErrorKind::InvalidArgument,
                    "Only two pictures of the same size, channels and sample type can be "
                    "compared.");
    return {};
}

// Window of Wang et al. 2004 as scikit-image cuts it: 3.5 standard deviations on each side.
constexpr double kSigmaPx = 1.5;
constexpr int kRadiusPx = 5;
constexpr int kWindowPx = 2 * kRadiusPx + 1;

cv::Mat windowMean(const cv::Mat &values)
{
    cv::Mat mean;
    cv::GaussianBlur(values, mean, cv::Size(kWindowPx, kWindowPx), kSigmaPx, kSigmaPx,
                     cv::BORDER_REFLECT);
    return mean;
}

double channelSsim(const cv::Mat &a, const cv::Mat &b, double range)
{
    const double c1 = std::pow(0.01 * range, 2.0);
    const double c2 = std::pow(0.03 * range, 2.0);
    const cv::Mat meanA = windowMean(a);
    const cv::Mat meanB = windowMean(b);
    const cv::Mat meanAb = meanA.mul(meanB);
    const cv::Mat meanSquares = meanA.mul(meanA) + meanB.mul(meanB);
    const cv::Mat covariance = windowMean(a.mul(b)) - meanAb;
    const cv::Mat variances = windowMean(a.mul(a)) + windowMean(b.mul(b)) - meanSquares;
    const cv::Mat numerator = (2.0 * meanAb + c1).mul(2.0 * covariance + c2);
    const cv::Mat denominator = (meanSquares + c1).mul(variances + c2);
    const cv::Mat similarity = numerator / denominator;
    // The mean leaves out the border, where the window does not fit.
    const cv::Rect inside(kRadiusPx, kRadiusPx, a.cols - 2 * kRadiusPx, a.rows - 2 * kRadiusPx);
    return cv::mean(similarity(inside))[0];
}

} // namespace

Result<double> psnr(const ImageView &a, const ImageView &b)
{
    if (auto comparable = checkComparable(a, b); !comparable)
        return fail(comparable.error());
    return opencvGuard("Comparing the pictures", [&]() -> Result<double> {
        const double squares = cv::norm(matOf(a), matOf(b), cv::NORM_L2SQR);
        if (squares <= 0.0)
            return std::numeric_limits<double>::infinity();
        const double samples = static_cast<double>(a.size.pixelCount()) * a.channels;
        const double range = fullScale(a.type);
        return 10.0 * std::log10(range * range * samples / squares);
    });
}

Result<double> ssim(const ImageView &a, const ImageView &b)
{
    if (auto comparable = checkComparable(a, b); !comparable)
        return fail(comparable.error());
    if (a.size.shortSidePx() < kWindowPx)
        return fail(ErrorKind::InvalidArgument,
                    "Structural similarity needs pictures of at least 11 pixels on each side.");
    return opencvGuard("Comparing the pictures", [&]() -> Result<double> {
        double sum = 0.0;
        for (int channel = 0; channel < a.channels; ++channel) {
            cv::Mat planeA;
            cv::Mat planeB;
            cv::extractChannel(matOf(a), planeA, channel);
            cv::extractChannel(matOf(b), planeB, channel);
            planeA.convertTo(planeA, CV_64F);
            planeB.convertTo(planeB, CV_64F);
            sum += channelSsim(planeA, planeB, fullScale(a.type));
        }
        return sum / a.channels;
    });
}

} // namespace koma
