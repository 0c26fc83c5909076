// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/baselines/colourtransfer.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace koma {
namespace {

constexpr double kLeastDeviation = 1e-3; ///< a flat channel is shifted only

Result<cv::Mat> labOf(const ImageView &picture)
{
    const auto rgb = convertSamples(picture, 3, SampleType::F32);
    if (!rgb)
        return fail(rgb.error());
    return opencvGuard("Reading colours", [&]() -> Result<cv::Mat> {
        cv::Mat lab;
        cv::cvtColor(matOf(rgb->view()), lab, cv::COLOR_RGB2Lab);
        return lab;
    });
}

ColourStatistics statisticsOf(const cv::Mat &lab)
{
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(lab, mean, deviation);
    return {.mean = {mean[0], mean[1], mean[2]},
            .deviation = {deviation[0], deviation[1], deviation[2]}};
}

} // namespace

Result<ColourStatistics> colourStatistics(const ImageView &picture)
{
    const auto lab = labOf(picture);
    if (!lab)
        return fail(lab.error());
    return opencvGuard("Measuring colours",
                       [&]() -> Result<ColourStatistics> { return statisticsOf(*lab); });
}

ColourStatistics averageStatistics(std::span<const ColourStatistics> all)
{
    ColourStatistics average;
    for (const ColourStatistics &one : all) {
        for (std::size_t i = 0; i < 3; ++i) {
            average.mean.at(i) += one.mean.at(i) / static_cast<double>(all.size());
            average.deviation.at(i) += one.deviation.at(i) / static_cast<double>(all.size());
        }
    }
    return average;
}

Result<Image> withColours(const ImageView &picture, const ColourStatistics &target)
{
    const auto lab = labOf(picture);
    if (!lab)
        return fail(lab.error());
    return opencvGuard("Moving colours", [&]() -> Result<Image> {
        const ColourStatistics own = statisticsOf(*lab);
        std::vector<cv::Mat> channels;
        cv::split(*lab, channels);
        for (std::size_t i = 0; i < 3; ++i) {
            const double spread = own.deviation.at(i);
            const double gain = spread > kLeastDeviation ? target.deviation.at(i) / spread : 1.0;
            channels.at(i).convertTo(channels.at(i), -1, gain,
                                     target.mean.at(i) - gain * own.mean.at(i));
        }
        cv::min(channels.front(), 100.0, channels.front());
        cv::max(channels.front(), 0.0, channels.front());
        cv::Mat moved;
        cv::merge(channels, moved);
        cv::Mat rgb;
        cv::cvtColor(moved, rgb, cv::COLOR_Lab2RGB);
        cv::Mat samples;
        rgb.convertTo(samples, CV_8U, 255.0);
        return Image::copyOf(viewOf(samples));
    });
}

} // namespace koma
