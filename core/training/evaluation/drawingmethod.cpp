// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/drawingmethod.h"

#include "core/imaging/baselines/inkfilter.h"
#include "core/imaging/color.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace koma {
namespace {

using Clock = std::chrono::steady_clock;
using Outcome = DrawingMethod::Outcome;

constexpr double kLineShare = 1.2 / 800.0; ///< the ink filter's scale by the long side
constexpr double kFinestLinePx = 0.6;
constexpr double kCoarsestLinePx = 20.0;
constexpr double kGreyChroma = 6.0; ///< mean a*, b* and their deviations of ink on paper are below

/// A method that is a plain function of the photo, with its time taken.
template<class Filter>
DrawingMethod filterMethod(std::string name, Filter filter)
{
    return {std::move(name),
            [filter](const Image &photo, const CancelToken & /*cancel*/) -> Result<Outcome> {
                const auto start = Clock::now();
                auto image = filter(photo);
                if (!image)
                    return fail(image.error());
                const std::chrono::duration<double> seconds = Clock::now() - start;
                return Outcome{std::move(*image), seconds.count()};
            }};
}

bool isGrey(const ColourStatistics &colours)
{
    return std::abs(colours.mean[1]) < kGreyChroma && std::abs(colours.mean[2]) < kGreyChroma &&
           colours.deviation[1] < kGreyChroma && colours.deviation[2] < kGreyChroma;
}

} // namespace

DrawingMethod styleMethod(InferenceEngine &engine, const StyleCard &style, double strokeScale)
{
    return {style.id,
            [&engine, style, strokeScale](const Image &photo,
                                          const CancelToken &cancel) -> Result<Outcome> {
                DrawRequest request;
                request.style = style;
                request.strokeScale = strokeScale;
                auto drawing = engine.draw(photo, request, cancel);
                if (!drawing)
                    return fail(drawing.error());
                return Outcome{std::move(drawing->image), drawing->report.seconds};
            }};
}

std::vector<DrawingMethod> baselineMethods(const std::optional<ColourStatistics> &drawings)
{
    const bool grey = drawings && isGrey(*drawings);
    std::vector<DrawingMethod> methods;
    methods.push_back(
        filterMethod("(input)", [](const Image &photo) -> Result<Image> { return photo; }));
    methods.push_back(filterMethod("(ink filter)", [grey](const Image &photo) -> Result<Image> {
        const double sigmaPx =
            std::clamp(kLineShare * photo.size().longSidePx(), kFinestLinePx, kCoarsestLinePx);
        const auto drawn = inkFiltered(photo, sigmaPx);
        if (!drawn || !grey)
            return drawn;
        return convertSamples(*drawn, 1, SampleType::U8);
    }));
    if (drawings) {
        const ColourStatistics target = *drawings;
        methods.push_back(
            filterMethod("(colour transfer)", [target](const Image &photo) -> Result<Image> {
                return withColours(photo, target);
            }));
    }
    return methods;
}

} // namespace koma
