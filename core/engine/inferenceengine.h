// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/engine/device.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"
#include "core/imaging/composition/drawingblend.h"
#include "core/imaging/image.h"

#include <cstdint>
#include <memory>
#include <string>

namespace koma {

struct EngineSettings
{
    Device device{};
    Precision precision = Precision::Auto;
    std::int64_t memoryBudgetBytes =
        0;             ///< for one pass; 0: a quarter of what is free, at most 512 MiB on a CPU
    int maxTilePx = 0; ///< 0: chosen by the budget; a test or a benchmark sets it
    std::size_t cachedModels = 8;
};

/// What one drawing is made with.
struct DrawRequest
{
    StyleCard style;
    double strokeScale =
        1.0; ///< 0.25…4: stroke thickness relative to the page; 1 is the style's own
    int maxWorkingLongSidePx = 0; ///< 0: no cap; a preview caps the size at which the network runs
};

/// How a drawing came about, for the status line and the tests.
struct DrawReport
{
    ImageSize workingSize;
    std::size_t tiles = 0;
    Device device;      ///< where it ended up
    std::string remark; ///< a fallback and its reason; empty if all went as asked
    double seconds = 0.0;
};

struct Drawing
{
    Image image; ///< the picture's size; 1 or 3 channels, the picture's sample type (U8 or U16), no
                 ///< alpha
    DrawReport report;
};

/// Runs generators over pictures of any size. Whole pictures or tiles are chosen by the memory
/// budget; both give the same pixels to 1/255, because generators have a finite receptive reach.
/// Running out of memory falls back to smaller tiles, then to the CPU. Not thread-safe: all calls
/// from one thread (the engine lane), but for the constructor. Torch stays inside.
class InferenceEngine
{
public:
    InferenceEngine(const GeneratorRegistry &registry, EngineSettings settings);
    ~InferenceEngine();
    InferenceEngine(InferenceEngine &&) noexcept;
    InferenceEngine &operator=(InferenceEngine &&) noexcept;
    InferenceEngine(const InferenceEngine &) = delete;
    InferenceEngine &operator=(const InferenceEngine &) = delete;

    /// The drawing alone, of `picture` in sRGB (any channels and type; alpha is laid on white
    /// paper). Sides 16…16384 px, else TooLarge or InvalidArgument before any work. Cancel is
    /// answered within one layer of one tile (under 300 ms on a CPU).
    Result<Drawing> draw(const ImageView &picture, const DrawRequest &request,
                         const CancelToken &cancel = {}, const Progress &progress = {});

    /// The size at which the network runs for this picture and request.
    static ImageSize workingSize(ImageSize picture, const DrawRequest &request);

    [[nodiscard]] const EngineSettings &settings() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace koma
