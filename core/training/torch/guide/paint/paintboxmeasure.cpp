// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/paintboxmeasure.h"

#include "core/training/torch/guide/paint/flattening.h"
#include "core/training/torch/guide/paint/paintfamilies.h"
#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

#include <algorithm>
#include <array>
#include <utility>

namespace koma {
namespace {

using Lumas = std::array<double, kRampColours>;

/// The bands of luma, as shares of a family's area, that its four colours are the means of.
constexpr std::array<std::pair<double, double>, kRampColours> kBands{
    {{0.04, 0.20}, {0.28, 0.50}, {0.55, 0.78}, {0.82, 0.97}}};

/// All drawings' samples, from dark to light.
struct Areas
{
    torch::Tensor colours; ///< [1,3,n,1]
    torch::Tensor weights; ///< [n]
    torch::Tensor drawing; ///< [n]: the index of where it is from
};

struct Paper
{
    torch::Tensor rgb;  ///< [1,3,1,1]
    torch::Tensor tint; ///< [1,2,1,1]: relative chroma
    double luma = 1.0;
};

/// What the areas say of each family.
struct Families
{
    torch::Tensor lumas;      ///< [12,4]
    torch::Tensor chroma;     ///< [1,2,12,4]: relative
    torch::Tensor confidence; ///< [12]: 0 where nothing is known
    torch::Tensor share;      ///< [12] of all area
    torch::Tensor shadow;     ///< [1,2,1]: relative chroma of what is dark and neutral or cool
};

torch::Tensor plainChroma(const torch::Tensor &ycc)
{
    return relativeChroma(ycc, torch::ones({1, 1, 1, 1}));
}

Areas gathered(const std::vector<DrawingSample> &drawings)
{
    std::vector<torch::Tensor> colours;
    std::vector<torch::Tensor> weights;
    std::vector<torch::Tensor> origins;
    for (const DrawingSample &sample : drawings) {
        origins.push_back(torch::full({sample.weights.numel()},
                                      static_cast<std::int64_t>(origins.size()), torch::kInt64));
        colours.push_back(sample.colours);
        weights.push_back(sample.weights);
    }
    const torch::Tensor all = torch::cat(colours, 2);
    const torch::Tensor order = all.select(1, 0).flatten().argsort();
    return {all.index_select(2, order), torch::cat(weights).index_select(0, order),
            torch::cat(origins).index_select(0, order)};
}

/// The luma of the lighter half of the drawings' papers without the very lightest, in the tint that
/// most of them have. Paper yellows and browns, but is not green: Cr stays in step with −Cb.
Paper paperOf(const std::vector<DrawingSample> &drawings)
{
    std::vector<torch::Tensor> papers;
    for (const DrawingSample &sample : drawings) {
        if (sample.paper.defined())
            papers.push_back(sample.paper);
    }
    std::sort(papers.begin(), papers.end(), [](const torch::Tensor &a, const torch::Tensor &b) {
        return a[0].item<float>() < b[0].item<float>();
    });
    const auto count = static_cast<std::int64_t>(papers.size());
    const std::int64_t first = count / 2;
    const std::int64_t last = std::max(first, count * 9 / 10);
    constexpr double kLeastBrown = 0.25;
    const torch::Tensor all = torch::stack(papers);
    torch::Tensor middle = std::get<0>(all.median(0));
    middle[0] = all.select(1, 0).slice(0, first, last + 1).mean();
    middle[2] = torch::maximum(middle[2], -kLeastBrown * middle[1]);
    Paper paper;
    paper.rgb = planes::rgbOf(middle.view({1, 3, 1, 1})).clamp(0.3, 1.0);
    const torch::Tensor ycc = planes::lumaAndChroma(paper.rgb);
    paper.tint = plainChroma(ycc);
    paper.luma = ycc.flatten()[0].item<double>();
    return paper;
}

/// How much of each area belongs to each family, [12,n], with no drawing counting for more than
/// three average ones of the family; and how much each drawing has of it, [12,drawings].
std::pair<torch::Tensor, torch::Tensor> familyAmounts(const Areas &areas, const Paper &paper,
                                                      const torch::Tensor &ink,
                                                      std::int64_t drawings)
{
    constexpr double kAboveInk = 0.10;
    constexpr double kMostShare = 3.0;
    const torch::Tensor balanced =
        planes::lumaAndChroma((planes::rgbOf(areas.colours) / paper.rgb).clamp(0.0, 1.0));
    const torch::Tensor inkLuma = losses::luma(ink.view({1, 3, 1, 1})).flatten();
    const torch::Tensor isPaint =
        torch::sigmoid((areas.colours.select(1, 0).flatten() - inkLuma - kAboveInk) / 0.02);
    const torch::Tensor amounts =
        familyWeights(plainChroma(balanced)).view({kPaintFamilyCount, -1}).square() *
        (areas.weights * isPaint);
    const torch::Tensor byDrawing =
        torch::zeros({kPaintFamilyCount, drawings}).index_add(1, areas.drawing, amounts);
    const torch::Tensor cap =
        (kMostShare * byDrawing.mean(1, true) / byDrawing.clamp_min(1e-9)).clamp_max(1.0);
    return {amounts * cap.index_select(1, areas.drawing), byDrawing};
}

/// From the area of a family and from how many drawings (Kish 1965) it comes.
torch::Tensor confidenceOf(const torch::Tensor &share, const torch::Tensor &byDrawing)
{
    constexpr double kEnoughShare = 0.006;
    constexpr double kEnoughDrawings = 3.0;
    constexpr double kMost = 0.7;
    constexpr double kMostSkin = 0.25; // wood and paper have the colours of skin, too
    const torch::Tensor drawings =
        byDrawing.sum(1).square() / byDrawing.square().sum(1).clamp_min(1e-9);
    torch::Tensor confidence =
        ((share / (share + kEnoughShare)) * (drawings / (drawings + kEnoughDrawings)))
            .clamp_max(kMost);
    confidence.narrow(0, kNeutralFamily, 1).fill_(1.0);
    confidence.narrow(0, kSkinFamily, 1).clamp_max_(kMostSkin);
    return confidence;
}

/// Few artists paint shadows grey: the colour that stands for it is what their dark greys, olives,
/// greens and blues have in common.
torch::Tensor shadowChroma(const Areas &areas, const torch::Tensor &amounts, double paperLuma)
{
    constexpr double kDark = 0.7; // of the paper's luma
    constexpr double kMost = 0.1;
    torch::Tensor weights = torch::zeros({amounts.size(1)});
    for (const std::int64_t cool :
         {kNeutralFamily, kOliveFamily, kGreenFamily, kSlateFamily, kBlueFamily})
        weights += amounts[cool];
    weights = weights * (areas.colours.select(1, 0).flatten() < kDark * paperLuma) + 1e-9;
    const torch::Tensor chroma =
        (plainChroma(areas.colours).view({2, -1}) * weights).sum(1) / weights.sum();
    const double length = chroma.norm().item<double>();
    return (chroma * std::min(1.0, kMost / std::max(length, 1e-6))).view({1, 2, 1});
}

Families familiesOf(const Areas &areas, const torch::Tensor &amounts,
                    const torch::Tensor &byDrawing, double paperLuma)
{
    const torch::Tensor colours = areas.colours.view({3, -1}).to(torch::kFloat64);
    const torch::Tensor weights = amounts.to(torch::kFloat64);
    const torch::Tensor rank = weights.cumsum(1) / weights.sum(1, true).clamp_min(1e-12);
    torch::Tensor means = torch::empty({1, 3, kPaintFamilyCount, kRampColours});
    for (std::size_t i = 0; i < kBands.size(); ++i) {
        const auto [low, high] = kBands.at(i);
        const torch::Tensor inBand =
            weights * ((rank >= low) & (rank <= high)).to(torch::kFloat64) + 1e-12;
        const torch::Tensor mean = torch::matmul(colours, inBand.t()) / inBand.sum(1);
        means.select(3, static_cast<std::int64_t>(i)).copy_(mean.unsqueeze(0));
    }
    Families families;
    families.lumas = means.select(1, 0).squeeze(0);
    families.chroma = plainChroma(means);
    const torch::Tensor area = byDrawing.sum(1);
    families.share = area / area.sum().clamp_min(1e-12);
    families.confidence = confidenceOf(families.share, byDrawing);
    families.shadow = shadowChroma(areas, amounts, paperLuma);
    return families;
}

Lumas lumasOf(const torch::Tensor &row)
{
    Lumas lumas{};
    for (std::int64_t i = 0; i < kRampColours; ++i)
        lumas.at(static_cast<std::size_t>(i)) = row[i].item<double>();
    return lumas;
}

/// No lighter than the paper, and each darker than the next by enough to be seen.
Lumas contrasting(Lumas lumas, double paperLuma)
{
    constexpr std::array<double, kRampColours - 1> kGaps{0.15, 0.13, 0.11};
    constexpr Lumas kDarkest{0.08, 0.14, 0.20, 0.26};
    lumas.back() = std::min(lumas.back(), paperLuma);
    for (std::size_t i = kGaps.size(); i-- > 0;)
        lumas.at(i) = std::min(lumas.at(i), lumas.at(i + 1) - kGaps.at(i));
    for (std::size_t i = 0; i < lumas.size(); ++i)
        lumas.at(i) = std::max(lumas.at(i), kDarkest.at(i));
    return lumas;
}

Lumas mixedLumas(const Lumas &a, const Lumas &b, double shareOfB)
{
    Lumas mixed{};
    std::transform(a.begin(), a.end(), b.begin(), mixed.begin(),
                   [&](double x, double y) { return x + shareOfB * (y - x); });
    return mixed;
}

/// Usual lumas where these drawings have them: moved as the neutral ramp is, ends included.
Lumas moved(const Lumas &lumas, const Lumas &from, const Lumas &to, double paperLuma)
{
    std::vector<std::pair<double, double>> knots{{0.0, 0.0}};
    for (std::size_t i = 0; i < from.size(); ++i)
        knots.emplace_back(from.at(i), to.at(i));
    knots.emplace_back(1.0, std::max(paperLuma, to.back() + 0.01));
    Lumas result{};
    std::transform(lumas.begin(), lumas.end(), result.begin(), [&](double luma) {
        std::size_t i = 1;
        while (i + 1 < knots.size() && knots.at(i).first < luma)
            ++i;
        const auto [x0, y0] = knots.at(i - 1);
        const auto [x1, y1] = knots.at(i);
        return y0 + (luma - x0) / (x1 - x0) * (y1 - y0);
    });
    return result;
}

/// [1,1,12,4]
torch::Tensor rampLumas(const Families &families, const torch::Tensor &usual, double paperLuma)
{
    constexpr double kMeasuredNeutral = 0.7;
    constexpr double kMeasured = 0.5; // a family used in one tone alone is still drawn in four
    constexpr double kBelowPaper = 0.03;
    const Lumas usualNeutral = lumasOf(usual[0]);
    Lumas neutral = contrasting(
        mixedLumas(usualNeutral, lumasOf(families.lumas[0]), kMeasuredNeutral), paperLuma);
    neutral.back() = std::max(neutral.back(), paperLuma - kBelowPaper);
    std::vector<double> all;
    for (std::int64_t i = 0; i < kPaintFamilyCount; ++i) {
        const Lumas ramp =
            i == kNeutralFamily
                ? neutral
                : contrasting(mixedLumas(moved(lumasOf(usual[i]), usualNeutral, neutral, paperLuma),
                                         lumasOf(families.lumas[i]),
                                         kMeasured * families.confidence[i].item<double>()),
                              paperLuma);
        all.insert(all.end(), ramp.begin(), ramp.end());
    }
    return torch::tensor(all).to(torch::kFloat32).view({1, 1, kPaintFamilyCount, kRampColours});
}

/// How saturated the coloured families are, to usual ones.
double saturationOf(const Families &families, const torch::Tensor &usualChroma,
                    const torch::Tensor &tint)
{
    constexpr double kMostShare = 0.03; // that one family counts with
    const auto length = [](const torch::Tensor &chroma) {
        return chroma.square().sum(1).sqrt().squeeze(0).sum(1); // [12]
    };
    torch::Tensor weights = families.confidence * families.share.clamp_max(kMostShare);
    for (const std::int64_t pale : {kNeutralFamily, kSkinFamily, kWarmFamily})
        weights.narrow(0, pale, 1).zero_();
    const double usual = (weights * length(usualChroma)).sum().item<double>();
    const double own = (weights * length(families.chroma - tint)).sum().item<double>();
    return usual > 0.0 ? std::clamp(own / usual, 0.5, 1.0) : 1.0;
}

/// RGB of 0…1, with less chroma where it does not fit.
torch::Tensor inGamut(const torch::Tensor &ycc)
{
    const torch::Tensor luma = ycc.narrow(1, 0, 1);
    const torch::Tensor away = planes::rgbOf(ycc) - luma;
    const torch::Tensor room =
        torch::where(away > 0, 1.0 - luma, luma) / away.abs().clamp_min(1e-6);
    return (luma + away * room.amin(1, true).clamp(0.0, 1.0)).clamp(0.0, 1.0);
}

torch::Tensor rampsOf(const Families &families, const Paper &paper)
{
    constexpr double kTint = 0.4; // of the paper's in colours that nothing is known of
    const torch::Tensor usual =
        planes::lumaAndChroma(PaintBox().ramps.permute({2, 0, 1}).unsqueeze(0).contiguous());
    const torch::Tensor lumas = rampLumas(families, usual.select(1, 0).squeeze(0), paper.luma);
    const torch::Tensor usualChroma = plainChroma(usual);
    const torch::Tensor expected =
        saturationOf(families, usualChroma, paper.tint) * usualChroma + kTint * paper.tint;
    torch::Tensor chroma = torch::lerp(expected, families.chroma,
                                       families.confidence.view({1, 1, kPaintFamilyCount, 1}));
    // The lightest neutral is half the bare paper, the dark ones are shadows.
    torch::Tensor lightest = chroma.narrow(2, kNeutralFamily, 1).narrow(3, kRampColours - 1, 1);
    lightest.copy_(0.5 * (lightest + paper.tint));
    torch::Tensor neutral = chroma.select(2, kNeutralFamily);
    neutral.copy_(torch::lerp(neutral, families.shadow.expand_as(neutral),
                              torch::tensor({0.8F, 0.7F, 0.3F, 0.0F}).view({1, 1, -1})));
    return inGamut(torch::cat({lumas, chroma * (0.35 + 0.65 * lumas)}, 1))
        .squeeze(0)
        .permute({1, 2, 0})
        .contiguous();
}

double smoothed(double value, double low, double high)
{
    const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

double median(const std::vector<DrawingSample> &drawings, double DrawingSample::*share)
{
    std::vector<double> values;
    for (const DrawingSample &sample : drawings)
        values.push_back(sample.*share);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The share of a drawing where fine lines hold more of its contrast than coarse ones do.
double strokeShareOf(const torch::Tensor &luma)
{
    using losses::gaussianBlur;
    constexpr double kWindowPx = 5.0;
    const torch::Tensor middle = gaussianBlur(luma, 2.0);
    const auto energy = [&](const torch::Tensor &band) {
        return gaussianBlur(band.square(), kWindowPx).sqrt();
    };
    const torch::Tensor fine = energy(gaussianBlur(luma, 0.8) - middle);
    const torch::Tensor coarse = energy(middle - gaussianBlur(luma, 5.0));
    return ((fine > 0.035) & (fine > 1.2 * coarse)).to(torch::kFloat32).mean().item<double>();
}

} // namespace

DrawingSample sampleDrawing(const torch::Tensor &drawing)
{
    const torch::NoGradGuard noGrad;
    constexpr std::int64_t kEveryPx = 4;
    constexpr double kCalm = 0.03;    // steepness of borders
    constexpr double kCutOut = 0.985; // of all three primaries
    constexpr double kInkShare = 0.01;
    constexpr double kBlack = 0.15;
    constexpr double kPaperFrom = 0.95;
    constexpr std::int64_t kFewest = 50;
    const torch::Tensor ycc = planes::lumaAndChroma(drawing);
    const torch::Tensor areas = flattened(ycc);
    const torch::Tensor steep = planes::steepness(areas).sum(1, true);
    const torch::Tensor printed =
        (torch::avg_pool2d(drawing.amin(1, true), 2) < kCutOut).to(torch::kFloat32);
    const torch::Tensor weights = torch::exp(-(steep / kCalm).square()) * printed;
    const auto sparse = [&](const torch::Tensor &planes) {
        return planes.slice(2, 0, planes.size(2), kEveryPx)
            .slice(3, 0, planes.size(3), kEveryPx)
            .flatten(2);
    };
    DrawingSample sample;
    sample.colours = sparse(areas).unsqueeze(3).contiguous();
    sample.weights = sparse(weights).flatten().contiguous();
    const torch::Tensor calm = (sample.weights > 0.5).nonzero().flatten();
    if (calm.numel() > kFewest) {
        const torch::Tensor colours = sample.colours.view({3, -1}).index_select(1, calm);
        const auto rank =
            static_cast<std::int64_t>(kPaperFrom * static_cast<double>(calm.numel() - 1));
        const torch::Tensor lightest = colours[0].argsort().slice(0, rank, calm.numel());
        sample.paper = std::get<0>(colours.index_select(1, lightest).median(1));
    }
    const torch::Tensor luma = ycc.narrow(1, 0, 1).contiguous();
    const auto inked = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(kInkShare * static_cast<double>(luma.numel())));
    const torch::Tensor darkest = std::get<1>(luma.flatten().topk(inked, 0, false));
    sample.ink = drawing.flatten(2).squeeze(0).index_select(1, darkest).mean(1);
    sample.blackShare = (areas.select(1, 0) < kBlack).to(torch::kFloat32).mean().item<double>();
    sample.strokeShare = strokeShareOf(luma);
    return sample;
}

PaintBox measuredPaintBox(const std::vector<DrawingSample> &drawings)
{
    const torch::NoGradGuard noGrad;
    constexpr double kBlackBelow = 0.16;
    constexpr double kStrokeInk = 0.75;
    PaintBox box;
    if (std::none_of(drawings.begin(), drawings.end(),
                     [](const DrawingSample &sample) { return sample.paper.defined(); }))
        return box;
    std::vector<torch::Tensor> inks;
    for (const DrawingSample &sample : drawings)
        inks.push_back(sample.ink);
    box.ink = std::get<0>(torch::stack(inks).median(0));
    const Areas areas = gathered(drawings);
    const Paper paper = paperOf(drawings);
    const auto [amounts, byDrawing] =
        familyAmounts(areas, paper, box.ink, static_cast<std::int64_t>(drawings.size()));
    box.ramps = rampsOf(familiesOf(areas, amounts, byDrawing, paper.luma), paper);
    const double black = smoothed(median(drawings, &DrawingSample::blackShare), 0.002, 0.03);
    const double strokes = smoothed(median(drawings, &DrawingSample::strokeShare), 0.10, 0.16);
    box.strokeInk = kStrokeInk * strokes;
    // Who hatches closes the deepest dark, too.
    box.blackBelow = kBlackBelow * std::max(black, 0.5 * strokes);
    return box;
}

} // namespace koma
