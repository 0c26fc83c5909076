// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/edgelayout.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"
#include "core/imaging/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <numeric>

namespace koma {
namespace {

constexpr int kLongSidePx = 256;
constexpr double kSigmaPx = 2.0;
constexpr int kGridSide = 32;

cv::Mat edgeStrength(const cv::Mat &luma)
{
    cv::Mat smooth;
    cv::GaussianBlur(luma, smooth, cv::Size(), kSigmaPx, kSigmaPx, cv::BORDER_REPLICATE);
    cv::Mat dx;
    cv::Mat dy;
    cv::Sobel(smooth, dx, CV_32F, 1, 0, 3, 1.0, 0.0, cv::BORDER_REPLICATE);
    cv::Sobel(smooth, dy, CV_32F, 0, 1, 3, 1.0, 0.0, cv::BORDER_REPLICATE);
    cv::Mat strength;
    cv::magnitude(dx, dy, strength);
    cv::sqrt(strength, strength);
    return strength;
}

double cosine(const std::vector<float> &a, const std::vector<float> &b)
{
    return std::inner_product(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin(), 0.0);
}

} // namespace

Result<std::vector<float>> edgeLayout(const ImageView &view)
{
    if (view.isEmpty())
        return fail(ErrorKind::InvalidArgument, "There is no picture to find edges in.");
    auto small = resized(view, sizeWithLongSide(view.size, kLongSidePx));
    if (!small)
        return fail(small.error());
    const auto luma = convertSamples(*small, 1, SampleType::F32);
    if (!luma)
        return fail(luma.error());
    return opencvGuard("Finding edges", [&]() -> Result<std::vector<float>> {
        const cv::Mat strength = edgeStrength(matOf(luma->view()));
        const auto grid = resized(viewOf(strength), {kGridSide, kGridSide});
        if (!grid)
            return fail(grid.error());
        cv::Mat layout = matOf(grid->view()).clone();
        layout -= cv::mean(layout);
        const double length = cv::norm(layout);
        // A flat picture has rounding noise instead of edges: no direction at all.
        constexpr double kNoEdges = 1e-4;
        layout *= length > kNoEdges ? 1.0 / length : 0.0;
        return std::vector<float>(layout.begin<float>(), layout.end<float>());
    });
}

double edgeRetrievalRate(std::span<const std::vector<float>> photos,
                         std::span<const std::vector<float>> drawings)
{
    if (drawings.empty())
        return 0.0;
    std::size_t found = 0;
    for (std::size_t drawing = 0; drawing < drawings.size(); ++drawing) {
        std::size_t best = photos.size();
        double bestCosine = -2.0;
        for (std::size_t photo = 0; photo < photos.size(); ++photo) {
            const double similarity = cosine(photos[photo], drawings[drawing]);
            if (similarity > bestCosine) {
                bestCosine = similarity;
                best = photo;
            }
        }
        found += best == drawing ? 1 : 0;
    }
    return static_cast<double>(found) / static_cast<double>(drawings.size());
}

} // namespace koma
