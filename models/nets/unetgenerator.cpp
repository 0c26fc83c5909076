// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/unetgenerator.h"

#include "core/imaging/hatchfield.h"
#include "models/nets/printedcolours.h"

#include <algorithm>

namespace koma {
namespace {

constexpr double kLeakySlope = 0.2;
constexpr std::int64_t kTailChannels = 8;    ///< at full size, before the last convolution
constexpr std::int64_t kStrokeLayers = 2;    ///< a main one and one across it, say
constexpr std::size_t kContrastedBlocks = 2; ///< residual blocks that count as encoder

/// In place: `input` is the fresh result of a convolution, which no gradient needs as it was.
torch::Tensor activated(torch::Tensor input)
{
    return torch::leaky_relu_(input, kLeakySlope);
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
    m_mix2 = addCell("mix2", {fine, fine, 1, normalised});
    if (shape.hatching) {
        m_strokes.emplace();
        m_gates = addCell("gates", {fine, kStrokeLayers * m_strokes->directions(), 1, false});
        m_mix3 = addCell("mix3", {fine + 4 * kStrokeLayers, fine, 1, normalised});
    }
    m_head = addCell("head", {fine, 4 * kTailChannels, 1, false});
    m_last = addCell("last", {kTailChannels, shape.outputChannels, 1, false});
    m_last->initialise(0.5);
    if (shape.printedColours > 0)
        m_palette = register_buffer("palette", torch::zeros({shape.printedColours, 3}));
}

std::shared_ptr<ConvCell> UnetGenerator::addCell(const std::string &name,
                                                 const ConvCell::Shape &shape)
{
    auto cell = register_module(name, std::make_shared<ConvCell>(shape));
    m_cells[name] = cell;
    return cell;
}

EncoderFeatures UnetGenerator::runEncoder(const torch::Tensor &picture, NormStatistics statistics,
                                          const CancelToken &cancel)
{
    const auto next = [&](ConvCell &cell, const torch::Tensor &input) {
        cancel.throwIfCancelled();
        return cell.forward(input, statistics);
    };
    const torch::Tensor half = activated(next(*m_stem, torch::pixel_unshuffle(picture, 2)));
    const torch::Tensor quarter = activated(next(*m_down1, half));
    const torch::Tensor eighth = activated(next(*m_down2, quarter));
    torch::Tensor deep = eighth;
    for (std::size_t i = 0; i < std::min(kContrastedBlocks, m_blocks.size()); ++i) {
        const Block &block = m_blocks[i];
        deep = next(*block.second, activated(next(*block.first, deep))).add_(deep);
    }
    return {{half, quarter, eighth, deep}};
}

std::pair<torch::Tensor, EncoderFeatures>
UnetGenerator::drawWithFeatures(const torch::Tensor &picture, const PassContext &context)
{
    const auto next = [&](ConvCell &cell, const torch::Tensor &input) {
        context.cancel.throwIfCancelled();
        return cell.forward(input);
    };
    EncoderFeatures features = runEncoder(picture, NormStatistics::Remember, context.cancel);
    torch::Tensor h = features.maps[3];
    for (std::size_t i = kContrastedBlocks; i < m_blocks.size(); ++i)
        h = next(*m_blocks[i].second, activated(next(*m_blocks[i].first, h))).add_(h);
    h = activated(next(*m_up1, enlarged(h)));
    h = activated(next(*m_mix1, h + features.maps[1]));
    h = activated(next(*m_up2, enlarged(h)));
    h = activated(next(*m_mix2, h + features.maps[0]));
    if (m_strokes) {
        const torch::Tensor strokes =
            m_strokes->draw(next(*m_gates, h), context.originXPx, context.originYPx);
        h = activated(next(*m_mix3, torch::cat({h, strokes.to(h.scalar_type())}, 1)));
    }
    h = torch::pixel_shuffle(activated(next(*m_head, h)), 2);
    h = torch::tanh(next(*m_last, h).to(torch::kFloat32));
    if (m_palette.defined())
        h = inPrintedColours(h, m_palette);
    return {h, std::move(features)};
}

torch::Tensor UnetGenerator::draw(const torch::Tensor &picture, const PassContext &context)
{
    return drawWithFeatures(picture, context).first;
}

EncoderFeatures UnetGenerator::encode(const torch::Tensor &picture)
{
    return runEncoder(picture, NormStatistics::Ignore, {});
}

int UnetGenerator::reachPx() const
{
    // Layer by layer, in input pixels: last 1 and its shuffle 1; head, mix3, gates, mix2, up2 2
    // each; bilinear from 1/4 4; mix1, up1 4 each; bilinear from 1/8 8; two convolutions of 8 a
    // block; down2 4, down1 2, stem 2, unshuffle 1.
    constexpr int kOutsideBlocks = 1 + 1 + 5 * 2 + 4 + 2 * 4 + 8 + 4 + 2 + 2 + 1;
    return kOutsideBlocks + 16 * static_cast<int>(m_shape.blocks);
}

int UnetGenerator::outputChannels() const
{
    return static_cast<int>(m_shape.outputChannels);
}

std::int64_t UnetGenerator::bytesPerInputPixel() const
{
    // Widest moment, in floats a pixel: the head's w and 32 channels at 1/2 with their shuffled
    // copy at full size, the stem kept for the skip, the strokes with their gates, and the input.
    const std::int64_t strokes = m_strokes ? (4 + 2 * m_strokes->directions()) * kStrokeLayers : 0;
    const std::int64_t floats =
        (3 * m_shape.width + strokes + 4 * kTailChannels) / 4 + 2 * kTailChannels + 3;
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
    if (m_palette.defined())
        weights["palette"] = m_palette.cpu().to(torch::kFloat32);
    return weights;
}

ArchitectureParams UnetGenerator::inferenceParams() const
{
    ArchitectureParams params{{"width", m_shape.width},
                              {"blocks", m_shape.blocks},
                              {"outputChannels", m_shape.outputChannels},
                              {"hatching", m_shape.hatching ? 1 : 0},
                              {"normalised", 0}};
    if (m_palette.defined())
        params["printedColours"] = m_palette.size(0);
    return params;
}

void UnetGenerator::printIn(const torch::Tensor &palette)
{
    m_palette = palette.clone();
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
        else if (name == "printedColours" && within(0, 256))
            shape.printedColours = value;
        else if (name == "normalised" && within(0, 1))
            shape.normalised = value == 1;
        else
            return fail(ErrorKind::InvalidArgument, "koma-unet has no parameter \"" + name +
                                                        "\" = " + std::to_string(value) + ".");
    }
    if (shape.printedColours > 0 && shape.outputChannels != 3)
        return fail(ErrorKind::InvalidArgument, "koma-unet prints colours in three channels only.");
    return std::make_shared<UnetGenerator>(shape);
}

} // namespace koma
