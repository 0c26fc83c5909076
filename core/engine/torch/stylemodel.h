// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/device.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"
#include "core/engine/torch/generator.h"

#include <memory>

namespace koma {

/// A style's network with its weights, on a device and ready to run. Used by one thread.
class StyleModel
{
public:
    /// HashMismatch if the weights were changed since the card was written; BadFormat names the
    /// first tensor that is missing, too many, of another shape or not finite.
    static Result<StyleModel> load(const GeneratorRegistry &registry, const StyleCard &card,
                                   Device device, Precision precision);

    /// One pass: float32 [1,3,h,w] on the CPU in, [1,C,h,w] on the device out. Throws what torch
    /// throws, and CancelledException.
    torch::Tensor run(const torch::Tensor &picture, const PassContext &context);

    [[nodiscard]] const Generator &generator() const { return *m_generator; }
    [[nodiscard]] Device device() const { return m_device; }
    /// Peak working memory of a pass in the precision at hand.
    [[nodiscard]] std::int64_t bytesPerInputPixel() const;
    /// Pixels a second of work in recent passes: how large a pass may be to answer a cancel in
    /// time.
    [[nodiscard]] double pixelsPerSecond() const { return m_pixelsPerSecond; }
    void notePass(std::int64_t pixels, double seconds);

private:
    StyleModel(std::shared_ptr<Generator> generator, Device device, torch::ScalarType type);
    void warmUp();

    std::shared_ptr<Generator> m_generator;
    Device m_device;
    torch::ScalarType m_type;
    double m_pixelsPerSecond = 0.0;
};

/// Copies weights into a network by name, float16 and bfloat16 widened. BadFormat as for load().
Result<void> loadWeights(Generator &generator, const std::filesystem::path &weights);

} // namespace koma
