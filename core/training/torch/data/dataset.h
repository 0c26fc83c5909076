// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <span>
#include <vector>

namespace koma {

/// Darkest and lightest luma of a picture (1st and 99th percentile), 0…1: what auto-levels would
/// map to black and white.
struct TonalRange
{
    float darkest = 0.0F;
    float lightest = 1.0F;
};

/// Where the luma and the chroma of a whole picture lie, from a small copy without grain: what one
/// crop cannot tell.
struct TonalSpread
{
    static constexpr std::array kPercents{2, 10, 25, 50, 75, 90, 98};
    std::array<float, kPercents.size()> lumas{0.02F, 0.1F, 0.25F, 0.5F, 0.75F, 0.9F, 0.98F};
    float chroma = 0.0F; ///< 95th percentile of |Cb, Cr| / (0.35 + 0.65 luma); 0 in grey pictures
};

/// A picture ready for cropping: sRGB U8 with 1 or 3 channels.
struct TrainingPicture
{
    Image image;
    TonalRange tones;
    TonalSpread spread;
};

/// The pictures of one side of the training, decoded on first use and kept as long as `cacheBytes`
/// allow. Large pictures are kept at a long side of 1536 px. Thread-safe.
class PictureSet
{
public:
    /// Each picture is descreened() with this range.
    PictureSet(std::vector<std::filesystem::path> paths, int channels, std::size_t cacheBytes,
               double descreenRange = 0.0);

    [[nodiscard]] std::size_t count() const { return m_paths.size(); }
    [[nodiscard]] int channels() const { return m_channels; }
    Result<TrainingPicture> picture(std::size_t index);

private:
    std::vector<std::filesystem::path> m_paths;
    int m_channels;
    std::size_t m_cacheBytes;
    double m_descreenRange;
    std::mutex m_mutex;
    std::vector<TrainingPicture> m_cache;
    std::size_t m_cachedBytes = 0;
};

/// How a crop that is smaller than its target is enlarged: photos smoothly, drawings with crisp
/// lines, since soft edges in the examples would teach soft edges.
enum class CropEnlargement { Smooth, Crisp };

/// A square crop at a random place, mirrored half of the time, at a random zoom (log-uniform).
struct CropRule
{
    int sidePx = 176;
    double zoomMin = 1.0;
    double zoomMax = 1.0;
    CropEnlargement enlargement = CropEnlargement::Smooth;
    double minInk =
        0.0; ///< share of dark pixels (luma below 110) that a drawing's crop should have
};

/// InvalidArgument for pictures under 16 px. A picture smaller than the crop at this zoom is zoomed
/// further.
Result<Image> randomCrop(const Image &picture, const CropRule &rule, Random &random);

/// U8 samples as −1…1 floats, interleaved as they are.
void writeSamples(const Image &image, std::span<float> target);

} // namespace koma
