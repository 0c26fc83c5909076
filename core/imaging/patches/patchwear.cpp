// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/patches/patchwear.h"

#include "core/imaging/matview.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <vector>

namespace koma {
namespace {

// Pixels are RGB float here, 0…1 and a little beyond.

void loseColour(cv::Mat &pixels)
{
    cv::Mat grey;
    cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
    cv::cvtColor(grey, pixels, cv::COLOR_GRAY2RGB);
}

void changeTone(cv::Mat &pixels, Random &random)
{
    const double contrast = std::exp(random.uniform(-0.35, 0.5));
    const double shift = random.uniform(-0.12, 0.12);
    const double gamma = std::exp(random.uniform(-0.35, 0.35));
    pixels.convertTo(pixels, -1, contrast, 0.5 - 0.5 * contrast + shift);
    cv::max(pixels, 0.0, pixels);
    cv::min(pixels, 1.0, pixels);
    cv::pow(pixels, gamma, pixels);
}

/// Black becomes ink and white becomes paper, each of a colour of its own.
void changePaper(cv::Mat &pixels, Random &random)
{
    const double warmth = random.uniform(-0.06, 0.2);
    const double white = random.uniform(0.82, 1.0);
    const double black = random.uniform(0.0, 0.15);
    const cv::Scalar paper(white, white * (1.0 - 0.4 * warmth), white * (1.0 - warmth));
    const cv::Scalar ink(black + random.uniform(0.0, 0.08), black, black);
    cv::multiply(pixels, paper - ink, pixels);
    cv::add(pixels, ink, pixels);
}

void driftColours(cv::Mat &pixels, Random &random)
{
    cv::Mat grey;
    cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
    cv::cvtColor(grey, grey, cv::COLOR_GRAY2RGB);
    const double saturation = random.uniform(0.4, 1.5);
    cv::addWeighted(pixels, saturation, grey, 1.0 - saturation, 0.0, pixels);
    const cv::Scalar gains(random.uniform(0.85, 1.15), random.uniform(0.85, 1.15),
                           random.uniform(0.85, 1.15));
    cv::multiply(pixels, gains, pixels);
}

void changeFocus(cv::Mat &pixels, Random &random)
{
    cv::Mat soft;
    const double sigma = random.uniform(0.4, 1.1);
    cv::GaussianBlur(pixels, soft, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
    if (random.chance(0.5)) {
        pixels = soft;
        return;
    }
    const double amount = random.uniform(0.3, 1.5);
    cv::addWeighted(pixels, 1.0 + amount, soft, -amount, 0.0, pixels);
}

void addGrain(cv::Mat &pixels, Random &random)
{
    cv::RNG numbers(random.next());
    const bool coloured = random.chance(0.3);
    cv::Mat grain(pixels.size(), coloured ? CV_32FC3 : CV_32FC1);
    numbers.fill(grain, cv::RNG::NORMAL, 0.0, random.uniform(0.01, 0.06));
    if (!coloured)
        cv::cvtColor(grain, grain, cv::COLOR_GRAY2RGB);
    pixels += grain;
}

void recompress(cv::Mat &samples, Random &random)
{
    const auto quality = static_cast<int>(35 + random.below(61));
    std::vector<unsigned char> bytes;
    cv::cvtColor(samples, samples, cv::COLOR_RGB2BGR);
    if (cv::imencode(".jpg", samples, bytes, {cv::IMWRITE_JPEG_QUALITY, quality}))
        samples = cv::imdecode(bytes, cv::IMREAD_COLOR);
    cv::cvtColor(samples, samples, cv::COLOR_BGR2RGB);
}

} // namespace

Result<Image> wornPatch(const Image &patch, const PatchWear &wear, Random &random)
{
    if (patch.channels() != 3 || patch.type() != SampleType::U8)
        return fail(ErrorKind::InvalidArgument, "Only RGB patches of 8 bits can be worn.");
    return opencvGuard("Wearing a patch", [&]() -> Result<Image> {
        cv::Mat pixels;
        matOf(patch.view()).convertTo(pixels, CV_32F, 1.0 / 255.0);
        if (random.chance(wear.grey))
            loseColour(pixels);
        if (random.chance(wear.hue))
            driftColours(pixels, random);
        if (random.chance(wear.tone))
            changeTone(pixels, random);
        if (random.chance(wear.paper))
            changePaper(pixels, random);
        if (random.chance(wear.focus))
            changeFocus(pixels, random);
        if (random.chance(wear.grain))
            addGrain(pixels, random);
        cv::Mat samples;
        pixels.convertTo(samples, CV_8U, 255.0);
        if (random.chance(wear.jpeg))
            recompress(samples, random);
        return Image::copyOf(viewOf(samples));
    });
}

} // namespace koma
