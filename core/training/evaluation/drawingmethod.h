// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecard.h"
#include "core/imaging/baselines/colourtransfer.h"
#include "core/imaging/image.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace koma {

/// A way from a photo (sRGB) to a drawing of its size: a style, or something to compare it with.
struct DrawingMethod
{
    struct Outcome
    {
        Image image;
        double seconds = 0.0; ///< without reading and writing
    };

    std::string name;
    std::function<Result<Outcome>(const Image &photo, const CancelToken &cancel)> draw;
};

/// A style's network; the engine must outlive the method.
DrawingMethod styleMethod(InferenceEngine &engine, const StyleCard &style, double strokeScale);

/// What needs no learning: the input itself, a classical ink filter (grey where the drawings are),
/// and the colours of the drawings moved onto the photo, which needs their statistics.
std::vector<DrawingMethod> baselineMethods(const std::optional<ColourStatistics> &drawings);

} // namespace koma
