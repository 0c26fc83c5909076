// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/panels/panelfinder.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"
#include "core/imaging/panels/lineprofiles.h"
#include "core/imaging/panels/papermask.h"
#include "core/imaging/panels/sidefit.h"
#include "core/imaging/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace koma {
namespace {

using namespace panels;

constexpr double kSearchPixels = 700'000.0; ///< of the picture in which is searched
constexpr double kSteepest = 0.3;           ///< slopes of gutters: 17 degrees
constexpr double kSlopeStep = 0.01;  ///< a long gutter drifts by five pixels between two of them
constexpr float kLeastPaper = 0.78F; ///< of a gutter: the rest are balloons and figures over it
constexpr float kLeastOuter = 0.25F; ///< of that paper: white inside a panel is no gutter
constexpr float kLeastEdge = 0.42F;  ///< of the ink beside a gutter
constexpr int kEdgeReachPx = 4;
constexpr int kLeastGutterPx = 2;
constexpr int kLeastSidePx = 12;
constexpr int kDeepest = 12;

struct Gutter
{
    Line before; ///< its upper or left edge
    Line after;
    float score = 0.0F;
};

/// The most ink on the lines from `from` on, in steps.
float inkBeside(const LineProfile &profile, int from, int step)
{
    float most = 0.0F;
    for (int i = 0; i < kEdgeReachPx; ++i) {
        const int at = from + i * step;
        if (at < 0 || at >= profile.size())
            break;
        const auto index = static_cast<std::size_t>(at);
        if (profile.lengthPx[index] > 0.0F)
            most = std::max(most, 1.0F - profile.paper[index]);
    }
    return most;
}

/// Keeps the better of two gutters.
void keep(std::optional<Gutter> &best, const LineProfile &profile, int first, int end,
          float longest)
{
    if (end - first < kLeastGutterPx)
        return;
    float paper = 0.0F;
    float outer = 0.0F;
    float length = 0.0F;
    for (int i = first; i < end; ++i) {
        const auto index = static_cast<std::size_t>(i);
        paper += profile.paper[index] / static_cast<float>(end - first);
        outer += profile.outer[index] / static_cast<float>(end - first);
        length = std::max(length, profile.lengthPx[index]);
    }
    const float edge = std::min(inkBeside(profile, first - 1, -1), inkBeside(profile, end, 1));
    if (outer < kLeastOuter || edge < kLeastEdge)
        return;
    // Between slopes, the one at which the band is widest is the gutter's own.
    constexpr float kWidthWeight = 0.01F;
    constexpr float kMostWidth = 20.0F;
    const float width = std::min(static_cast<float>(end - first), kMostWidth);
    // White inside panels beside an empty column is only in part the page's own: real gutters
    // first.
    constexpr float kOuterWeight = 0.5F;
    const float score = edge * paper * (1.0F + kWidthWeight * width) *
                        (1.0F - kOuterWeight + kOuterWeight * outer) * std::sqrt(length / longest);
    if (!best || score > best->score)
        best = Gutter{profile.lineAt(first), profile.lineAt(end - 1), score};
}

/// The clearest gutter that goes all through a part.
std::optional<Gutter> clearestGutter(const cv::Mat &paper, const Polygon &part)
{
    std::optional<Gutter> best;
    for (const LineAxis axis : {LineAxis::Level, LineAxis::Upright}) {
        const auto profiles = lineProfiles(paper, part, axis, {-kSteepest, kSteepest}, kSlopeStep);
        for (const LineProfile &profile : profiles) {
            const float longest =
                *std::max_element(profile.lengthPx.begin(), profile.lengthPx.end());
            const auto isGutter = [&](int i) {
                const auto index = static_cast<std::size_t>(i);
                return profile.paper[index] >= kLeastPaper &&
                       profile.lengthPx[index] >= 0.45F * longest; // NOLINT(*-magic-numbers)
            };
            for (int i = 0; i < profile.size(); ++i) {
                if (!isGutter(i))
                    continue;
                const int first = i;
                while (i < profile.size() && isGutter(i))
                    ++i;
                keep(best, profile, first, i, longest);
            }
        }
    }
    return best;
}

bool isLargeEnough(const Polygon &part, double leastAreaPx)
{
    if (part.empty() || areaOf(part) < leastAreaPx)
        return false;
    cv::Point2d least = part.front();
    cv::Point2d most = part.front();
    for (const cv::Point2d &corner : part) {
        least = {std::min(least.x, corner.x), std::min(least.y, corner.y)};
        most = {std::max(most.x, corner.x), std::max(most.y, corner.y)};
    }
    return most.x - least.x >= kLeastSidePx && most.y - least.y >= kLeastSidePx;
}

/// Cuts a page apart at its gutters.
class PageCutter
{
public:
    PageCutter(const Sheet &sheet, const PanelSearch &search)
        : m_sheet(sheet),
          m_cancel(search.cancel),
          m_leastAreaPx(search.leastShare * static_cast<double>(sheet.paper.total()))
    {
    }

    /// False where it was cancelled.
    bool cut(const Polygon &part, int depth)
    {
        if (m_cancel.isCancelled())
            return false;
        const Polygon inked = withoutMargins(m_sheet, part);
        if (!isLargeEnough(inked, m_leastAreaPx))
            return true;
        const std::optional<Gutter> gutter =
            depth < kDeepest ? clearestGutter(m_sheet.paper, inked) : std::nullopt;
        if (!gutter) {
            addLeaf(inked);
            return true;
        }
        const cv::Point2d normal = gutter->before.normal();
        return cut(clipped(inked, -normal, -gutter->before.offset), depth + 1) &&
               cut(clipped(inked, normal, gutter->after.offset), depth + 1);
    }

    std::vector<Polygon> panels;

private:
    void addLeaf(const Polygon &leaf)
    {
        const std::vector<Polygon> pieces = hangingTogether(m_sheet.paper, leaf, m_leastAreaPx);
        for (const Polygon &piece : pieces) {
            Polygon panel = withFittedSides(m_sheet, piece);
            if (isLargeEnough(panel, m_leastAreaPx))
                panels.push_back(std::move(panel));
        }
    }

    const Sheet &m_sheet;
    CancelToken m_cancel;
    double m_leastAreaPx;
};

/// The panels for one colour of gutters; nothing where it was cancelled.
std::optional<std::vector<Polygon>> panelsOn(const Sheet &sheet, const PanelSearch &search)
{
    PageCutter cutter(sheet, search);
    const cv::Mat &paper = sheet.paper;
    const Polygon page{{0.0, 0.0},
                       {paper.cols - 1.0, 0.0},
                       {paper.cols - 1.0, paper.rows - 1.0},
                       {0.0, paper.rows - 1.0}};
    if (!cutter.cut(page, 0))
        return std::nullopt;
    return std::move(cutter.panels);
}

/// To pixels of the picture; whole pixels are areas, so that a corner lies at a pixel's middle.
PanelPolygon atFullSize(const Polygon &panel, cv::Size searched, ImageSize full)
{
    PanelPolygon result;
    for (const cv::Point2d &corner : panel) {
        const bool isLeft = corner.x <= 0.5;
        const bool isTop = corner.y <= 0.5;
        const bool isRight = corner.x >= searched.width - 1.5;
        const bool isBottom = corner.y >= searched.height - 1.5;
        const double x = isLeft ? 0.0 : isRight ? searched.width : corner.x + 0.5;
        const double y = isTop ? 0.0 : isBottom ? searched.height : corner.y + 0.5;
        result.push_back({x * full.widthPx / searched.width, y * full.heightPx / searched.height});
    }
    return result;
}

Result<Image> searchedPicture(const ImageView &picture)
{
    const double scale = std::sqrt(kSearchPixels / static_cast<double>(picture.size.pixelCount()));
    const ImageSize size =
        scale < 1.0 ? sizeWithLongSide(picture.size, cvRound(picture.size.longSidePx() * scale))
                    : picture.size;
    const auto small = resized(picture, size);
    if (!small)
        return fail(small.error());
    return convertSamples(*small, 1, SampleType::U8);
}

} // namespace

Result<std::vector<PanelPolygon>> findPanelOutlines(const ImageView &picture,
                                                    const PanelSearch &search)
{
    if (picture.isEmpty())
        return fail(ErrorKind::InvalidArgument, "There is no picture to find panels in.");
    const Result<Image> searched = searchedPicture(picture);
    if (!searched)
        return fail(searched.error());
    return opencvGuard("Finding panels", [&]() -> Result<std::vector<PanelPolygon>> {
        const cv::Mat grey = matOf(searched->view());
        std::vector<Polygon> best;
        for (const GutterTone tone : tonesToTry(grey, search.gutter)) {
            auto found = panelsOn(sheetOf(grey, tone), search);
            if (!found)
                return failCancelled();
            if (best.empty() || found->size() > best.size())
                best = std::move(*found);
        }
        std::vector<PanelPolygon> result;
        result.reserve(best.size());
        for (const Polygon &panel : best)
            result.push_back(atFullSize(panel, grey.size(), picture.size));
        return result;
    });
}

} // namespace koma
