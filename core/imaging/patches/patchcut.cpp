// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/patches/patchcut.h"

#include "core/imaging/enlarging/crispenlarge.h"
#include "core/imaging/matview.h"
#include "core/imaging/patches/patchgrid.h"
#include "core/imaging/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

constexpr int kMinSidePx = 16;
constexpr double kUprightShare = 0.5; ///< the others are tilted, so resampled by a warp
constexpr double kCrispShare = 0.5;   ///< of the upright ones that are enlarged

/// Upright: area averaging on the way down, Lanczos or crisp enlargement on the way up.
Result<Image> uprightPatch(const Image &picture, int windowPx, int sidePx, Random &random)
{
    const auto x = static_cast<int>(random.below(picture.size().widthPx - windowPx + 1));
    const auto y = static_cast<int>(random.below(picture.size().heightPx - windowPx + 1));
    const ImageView window = partOf(picture.view(), {x, y, windowPx, windowPx});
    const ImageSize target{sidePx, sidePx};
    const bool crisp = random.chance(kCrispShare) && windowPx < sidePx;
    return crisp ? crispEnlarged(window, target) : resized(window, target);
}

/// Tilted, by one warp around the window's centre.
Result<Image> tiltedPatch(const Image &picture, int windowPx, const PatchCut &cut, Random &random)
{
    const double angle =
        random.uniform(-cut.maxTurnDegrees, cut.maxTurnDegrees) * std::numbers::pi / 180.0;
    const double step = static_cast<double>(windowPx) / cut.sidePx;
    const double half = windowPx / 2.0;
    const double centreX = half + random.uniform() * (picture.size().widthPx - windowPx);
    const double centreY = half + random.uniform() * (picture.size().heightPx - windowPx);
    static constexpr std::array kMethods = {cv::INTER_LINEAR, cv::INTER_CUBIC, cv::INTER_LANCZOS4};
    const int method = kMethods.at(static_cast<std::size_t>(random.below(kMethods.size())));
    return opencvGuard("Cutting a patch", [&]() -> Result<Image> {
        // From the patch's pixels to the picture's; the half pixels make centres meet.
        const double cosine = std::cos(angle) * step;
        const double sine = std::sin(angle) * step;
        const double middle = (cut.sidePx - 1) / 2.0;
        const cv::Matx23d map(cosine, -sine, centreX - 0.5 - (cosine - sine) * middle, sine, cosine,
                              centreY - 0.5 - (sine + cosine) * middle);
        auto patch = Image::create({cut.sidePx, cut.sidePx}, picture.channels(), SampleType::U8);
        if (!patch)
            return fail(patch.error());
        cv::Mat out = matOf(*patch);
        cv::warpAffine(matOf(picture.view()), out, map, out.size(), method | cv::WARP_INVERSE_MAP,
                       cv::BORDER_REFLECT_101);
        return patch;
    });
}

Result<Image> onePatch(const Image &picture, const PatchCut &cut, Random &random)
{
    const double zoom = std::exp(random.uniform(std::log(cut.zoomMin), std::log(cut.zoomMax)));
    const int windowPx = std::clamp(static_cast<int>(std::lround(cut.sidePx / zoom)),
                                    std::min(kMinSidePx, cut.sidePx), picture.size().shortSidePx());
    return random.chance(kUprightShare) ? uprightPatch(picture, windowPx, cut.sidePx, random)
                                        : tiltedPatch(picture, windowPx, cut, random);
}

} // namespace

Result<Image> cutPatch(const Image &picture, const PatchCut &cut, Random &random)
{
    if (picture.size().shortSidePx() < kMinSidePx || picture.type() != SampleType::U8 ||
        (picture.channels() != 1 && picture.channels() != 3))
        return fail(ErrorKind::InvalidArgument,
                    "A patch is cut out of a grey or RGB picture of 8 bits and at least " +
                        std::to_string(kMinSidePx) + " pixels a side.");
    auto patch = onePatch(picture, cut, random);
    for (int i = 1; i < cut.attempts && patch && lumaDeviation(*patch) < kEmptyPatchDeviation; ++i)
        patch = onePatch(picture, cut, random);
    if (!patch || !random.chance(0.5))
        return patch;
    return opencvGuard("Mirroring a patch", [&]() -> Result<Image> {
        cv::Mat pixels = matOf(*patch);
        cv::flip(pixels, pixels, 1);
        return patch;
    });
}

} // namespace koma
