// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/unetgenerator.h"

#include "core/imaging/hatchfield.h"

#include <algorithm>

namespace koma {
namespace {

constexpr double kLeakySlope = 0.2;
constexpr std::int64_t kTailChannels = 8;    ///< at full size, before the last convolution
constexpr std::int64_t kHatchChannels = 8;   ///< more in the convolution that meets the carrier
constexpr std::size_t kContrastedBlocks = 2; ///< residual blocks that count as encoder

torch::Tensor activated(const torch::Tensor &input)
{
    return torch::leaky_relu(input, kLeakySlope);
}

/// The hatch field as the decoder meets it at 1/2: [1,4·waves,period/2,period/2].
torch::Tensor hatchCarrier()
{
    const torch::Tensor field = torch::tensor(hatchField());
    return torch::pixel_unshuffle(field.view({1, -1, kHatchPeriodPx, kHatchPeriodPx}), 2);
}

torch::Tensor enlarged(const torch::Tensor &input)
{
    namespace F = torch::nn::functional;
    return F::interpolate(input, F::InterpolateFuncOptions()
                                     .scale_factor(std::vector<double>{2.0, 2.0})
                                     .mode(torch::kBilinear)
                                     .align_corners(false)
                                     .recompute_scale_factor(false));
}

} // namespace

UnetGenerator::UnetGenerator(const Shape &shape) : m_shape(shape)
{
    const std::int64_t fine = shape.width;
    const std::int64_t middle = 2 * shape.width;
    const std::int64_t coarse = 3 * shape.width;
    const bool normalised = shape.normalised;
    m_stem = addCell("stem", {12, fine, 1, normalised});
    m_down1 = addCell("down1", {fine, middle, 2, normalised});
    m_down2 = addCell("down2", {middle, coarse, 2, normalised});
    for (std::int64_t i = 0; i < shape.blocks; ++i) {
        const std::string name = "block" + std::to_string(i);
        Block block{addCell(name + "_first", {coarse, coarse, 1, normalised}),
                    addCell(name + "_second", {coarse, coarse, 1, normalised})};
        block.second->initialise(1.0, 0.5);
        m_blocks.push_back(block);
    }
    m_up1 = addCell("up1", {coarse, middle, 1, normalised});
    m_mix1 = addCell("mix1", {middle, middle, 1, normalised});
    m_up2 = addCell("up2", {middle, fine, 1, normalised});
    if (shape.hatching) {
        m_carrier = hatchCarrier();
        m_mix2 = addCell("mix2", {fine + m_carrier.size(1), fine + kHatchChannels, 1, normalised});
        m_mix3 = addCell("mix3", {fine + kHatchChannels, fine, 1, normalised});
    } else {
        m_mix2 = addCell("mix2", {fine, fine, 1, normalised});
    }
    m_head = addCell("head", {fine, 4 * kTailChannels, 1, false});
    m_last = addCell("last", {kTailChannels, shape.outputChannels, 1, false});
    m_last->initialise(0.5);
}

std::shared_ptr<ConvCell> UnetGenerator::addCell(const std::string &name,
                                                 const ConvCell::Shape &shape)
{
    auto cell = register_module(name, std::make_shared<ConvCell>(shape));
    m_cells[name] = cell;
    return cell;
}

EncoderFeatures UnetGenerator::runEncoder(const torch::Tensor &picture, NormStatistics statistics)
{
    const torch::Tensor half =
        activated(m_stem->forward(torch::pixel_unshuffle(picture, 2), statistics));
    const torch::Tensor quarter = activated(m_down1->forward(half, statistics));
    const torch::Tensor eighth = activated(m_down2->forward(quarter, statistics));
    torch::Tensor deep = eighth;
    for (std::size_t i = 0; i < std::min(kContrastedBlocks, m_blocks.size()); ++i) {
        const Block &block = m_blocks[i];
        deep = deep +
               block.second->forward(activated(block.first->forward(deep, statistics)), statistics);
    }
    return {{half, quarter, eighth, deep}};
}

torch::Tensor UnetGenerator::withCarrier(const torch::Tensor &half) const
{
    if (!m_carrier.defined())
        return half;
    const std::int64_t period = m_carrier.size(2);
    const std::int64_t rows = half.size(2);
    const std::int64_t columns = half.size(3);
    const torch::Tensor tiled =
        m_carrier.to(half.options())
            .repeat({1, 1, (rows + period - 1) / period, (columns + period - 1) / period})
            .narrow(2, 0, rows)
            .narrow(3, 0, columns)
            .expand({half.size(0), -1, -1, -1});
    return torch::cat({half, tiled}, 1).contiguous(torch::MemoryFormat::ChannelsLast);
}

std::pair<torch::Tensor, EncoderFeatures>
UnetGenerator::drawWithFeatures(const torch::Tensor &picture)
{
    EncoderFeatures features = runEncoder(picture, NormStatistics::Remember);
    torch::Tensor h = features.maps[3];
    for (std::size_t i = kContrastedBlocks; i < m_blocks.size(); ++i)
        h = h + m_blocks[i].second->forward(activated(m_blocks[i].first->forward(h)));
    h = activated(m_up1->forward(enlarged(h)));
    h = activated(m_mix1->forward(h + features.maps[1]));
    h = activated(m_up2->forward(enlarged(h)));
    h = activated(m_mix2->forward(withCarrier(h + features.maps[0])));
    if (m_mix3)
        h = activated(m_mix3->forward(h));
    h = activated(torch::pixel_shuffle(m_head->forward(h), 2));
    return {torch::tanh(m_last->forward(h).to(torch::kFloat32)), std::move(features)};
}

torch::Tensor UnetGenerator::forward(const torch::Tensor &picture)
{
    return drawWithFeatures(picture).first;
}

EncoderFeatures UnetGenerator::encode(const torch::Tensor &picture)
{
    return runEncoder(picture, NormStatistics::Ignore);
}

int UnetGenerator::reachPx() const
{
    // Layer by layer, in input pixels: last 1 and its shuffle 1; head, mix3, mix2, up2 2 each;
    // bilinear from 1/4 4; mix1, up1 4 each; bilinear from 1/8 8; two convolutions of 8 a block;
    // down2 4, down1 2, stem 2, unshuffle 1.
    constexpr int kOutsideBlocks = 1 + 1 + 4 * 2 + 4 + 2 * 4 + 8 + 4 + 2 + 2 + 1;
    return kOutsideBlocks + 16 * static_cast<int>(m_shape.blocks);
}

int UnetGenerator::originPx() const
{
    return m_shape.hatching ? kHatchPeriodPx : stridePx();
}

int UnetGenerator::outputChannels() const
{
    return static_cast<int>(m_shape.outputChannels);
}

std::int64_t UnetGenerator::bytesPerInputPixel() const
{
    // Widest moment, in floats a pixel: the head's w and 32 channels at 1/2 with their shuffled
    // copy at full size, the stem kept for the skip, and the input.
    const std::int64_t carrier = m_shape.hatching ? m_carrier.size(1) : 0;
    const std::int64_t floats =
        (3 * m_shape.width + 2 * carrier + 4 * kTailChannels) / 4 + 2 * kTailChannels + 3;
    return 4 * floats * 2;
}

std::vector<std::int64_t> UnetGenerator::featureChannels() const
{
    return {m_shape.width, 2 * m_shape.width, 3 * m_shape.width, 3 * m_shape.width};
}

std::map<std::string, torch::Tensor> UnetGenerator::inferenceWeights() const
{
    std::map<std::string, torch::Tensor> weights;
    for (const auto &[name, cell] : m_cells) {
        for (const auto &[part, tensor] : cell->foldedWeights())
            weights[name + "." + part] = tensor;
    }
    return weights;
}

ArchitectureParams UnetGenerator::inferenceParams() const
{
    return {{"width", m_shape.width},
            {"blocks", m_shape.blocks},
            {"outputChannels", m_shape.outputChannels},
            {"hatching", m_shape.hatching ? 1 : 0},
            {"normalised", 0}};
}

Result<std::shared_ptr<Generator>> UnetGenerator::create(const ArchitectureParams &params)
{
    Shape shape;
    for (const auto &[name, value] : params) {
        const auto within = [&](std::int64_t low, std::int64_t high) {
            return value >= low && value <= high;
        };
        if (name == "width" && within(8, 64))
            shape.width = value;
        else if (name == "blocks" && within(2, 8))
            shape.blocks = value;
        else if (name == "outputChannels" && (value == 1 || value == 3))
            shape.outputChannels = value;
        else if (name == "hatching" && within(0, 1))
            shape.hatching = value == 1;
        else if (name == "normalised" && within(0, 1))
            shape.normalised = value == 1;
        else
            return fail(ErrorKind::InvalidArgument, "koma-unet has no parameter \"" + name +
                                                        "\" = " + std::to_string(value) + ".");
    }
    return std::make_shared<UnetGenerator>(shape);
}

} // namespace koma
