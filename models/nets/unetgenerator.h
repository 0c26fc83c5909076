// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/torch/trainablegenerator.h"
#include "models/nets/convcell.h"
#include "models/nets/strokefield.h"

#include <array>
#include <memory>
#include <optional>

namespace koma {

/// Koma's own generator, "koma-unet": pixels unshuffled by 2, a U-Net (Ronneberger et al. 2015)
/// with w, 2w, 3w channels at 1/2, 1/4 and 1/8, residual blocks at 1/8, bilinear enlargement,
/// additive skips, and a 3×3 convolution at full size after the last shuffle so that no grid
/// remains. With "hatching" the decoder has a pen: at 1/2 it gates two layers of the
/// stroke field, which belongs to the page and not to the picture. With "printedColours" it ends in
/// a printer (printedcolours.h) of so many colours. No normalisation over space: tiles are exact. w
/// = 24 with 5 blocks has 0.6 M parameters.
class UnetGenerator final : public TrainableGenerator
{
public:
    struct Shape
    {
        std::int64_t width = 24;
        std::int64_t blocks = 5;
        std::int64_t outputChannels = 3;
        bool hatching = true; ///< for styles drawn with strokes; flat styles do without the carrier
        bool normalised = true; ///< batch normalisation for training; folded away for inference
        std::int64_t printedColours = 0; ///< of the palette in its weights; 0: any colour
    };

    explicit UnetGenerator(const Shape &shape);

    torch::Tensor draw(const torch::Tensor &picture, const PassContext &context) override;
    std::pair<torch::Tensor, EncoderFeatures> drawWithFeatures(const torch::Tensor &picture,
                                                               const PassContext &context) override;
    EncoderFeatures encode(const torch::Tensor &picture) override;

    [[nodiscard]] int stridePx() const override { return 8; }
    [[nodiscard]] int reachPx() const override;
    [[nodiscard]] int outputChannels() const override;
    [[nodiscard]] std::int64_t bytesPerInputPixel() const override;
    [[nodiscard]] std::vector<std::int64_t> featureChannels() const override;
    [[nodiscard]] std::vector<int> featureStrides() const override { return {2, 4, 8, 8}; }
    [[nodiscard]] std::map<std::string, torch::Tensor> inferenceWeights() const override;
    [[nodiscard]] ArchitectureParams inferenceParams() const override;
    void printIn(const torch::Tensor &palette) override;

    /// "width" 8…64, "blocks" 2…8, "outputChannels" 1 or 3, "printedColours" 0…256 (0 for 1 output
    /// channel), "hatching" and "normalised" 0 or 1.
    static Result<std::shared_ptr<Generator>> create(const ArchitectureParams &params);

private:
    struct Block
    {
        std::shared_ptr<ConvCell> first;
        std::shared_ptr<ConvCell> second;
    };

    std::shared_ptr<ConvCell> addCell(const std::string &name, const ConvCell::Shape &shape);
    EncoderFeatures runEncoder(const torch::Tensor &picture, NormStatistics statistics,
                               const CancelToken &cancel);

    Shape m_shape;
    std::map<std::string, std::shared_ptr<ConvCell>> m_cells; ///< all of them, by name, for folding
    std::shared_ptr<ConvCell> m_stem, m_down1, m_down2, m_up1, m_mix1, m_up2, m_mix2, m_gates,
        m_mix3, m_head, m_last;
    std::vector<Block> m_blocks;
    std::optional<StrokeField> m_strokes; ///< with hatching
    torch::Tensor m_palette;              ///< with printed colours
};

} // namespace koma
