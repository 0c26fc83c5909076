// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/strokefield.h"

#include "core/imaging/hatchfield.h"

#include <ATen/Parallel.h>

#include <array>

namespace koma {
namespace {

constexpr std::int64_t kPixels = 4; ///< of full size in one of half size
constexpr std::int64_t kPeriod = kHatchPeriodPx / 2;

torch::Tensor wrapped(std::int64_t originPx, std::int64_t count, torch::Device device)
{
    const std::int64_t first = originPx / 2;
    return torch::remainder(torch::arange(first, first + count, torch::kInt64), kPeriod).to(device);
}

/// Gates and strokes with channels last, four pixels of the field at a time. Sums in float32.
template<class Sample>
void drawRows(const Sample *gates, const float *field, Sample *strokes, std::int64_t count,
              std::int64_t column, std::int64_t layers, std::int64_t directions)
{
    for (std::int64_t x = 0; x < count; ++x, column = (column + 1) % kPeriod) {
        const float *place = field + column * directions * kPixels;
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            std::array<float, kPixels> sums{};
            for (std::int64_t i = 0; i < directions; ++i) {
                const auto gate = static_cast<float>(*gates++);
                for (std::size_t pixel = 0; pixel < kPixels; ++pixel)
                    sums[pixel] += gate * place[i * kPixels + static_cast<std::int64_t>(pixel)];
            }
            for (const float sum : sums)
                *strokes++ = static_cast<Sample>(sum);
        }
    }
}

} // namespace

StrokeField::StrokeField()
{
    const torch::Tensor field = torch::tensor(hatchField());
    m_field = torch::pixel_unshuffle(field.view({-1, 1, kHatchPeriodPx, kHatchPeriodPx}), 2)
                  .transpose(0, 1)
                  .contiguous();
    m_fieldByPlace = m_field.permute({2, 3, 1, 0}).contiguous();
}

torch::Tensor StrokeField::draw(const torch::Tensor &gates, std::int64_t originXPx,
                                std::int64_t originYPx) const
{
    const bool onlyDrawn = !(torch::GradMode::is_enabled() && gates.requires_grad());
    if (onlyDrawn && gates.device().is_cpu() && gates.scalar_type() == torch::kBFloat16)
        return drawnInOnePass<c10::BFloat16>(gates, originXPx, originYPx);
    if (onlyDrawn && gates.device().is_cpu() && gates.scalar_type() == torch::kFloat32)
        return drawnInOnePass<float>(gates, originXPx, originYPx);
    const torch::Tensor field =
        m_field.to(gates.options())
            .index_select(2, wrapped(originYPx, gates.size(2), gates.device()))
            .index_select(3, wrapped(originXPx, gates.size(3), gates.device()));
    std::vector<torch::Tensor> strokes;
    for (const torch::Tensor &layer : gates.split(directions(), 1)) {
        for (std::int64_t pixel = 0; pixel < kPixels; ++pixel)
            strokes.push_back((layer * field[pixel]).sum(1, true));
    }
    return torch::cat(strokes, 1).contiguous(torch::MemoryFormat::ChannelsLast);
}

template<class Sample>
torch::Tensor StrokeField::drawnInOnePass(const torch::Tensor &gates, std::int64_t originXPx,
                                          std::int64_t originYPx) const
{
    const torch::Tensor source = gates.contiguous(torch::MemoryFormat::ChannelsLast);
    const std::int64_t rows = gates.size(2);
    const std::int64_t columns = gates.size(3);
    const std::int64_t layers = gates.size(1) / directions();
    torch::Tensor strokes =
        torch::empty({gates.size(0), kPixels * layers, rows, columns},
                     gates.options().memory_format(torch::MemoryFormat::ChannelsLast));
    const auto *from = source.data_ptr<Sample>();
    auto *to = strokes.data_ptr<Sample>();
    const auto *field = m_fieldByPlace.data_ptr<float>();
    constexpr std::int64_t kRowsAtOnce = 16;
    at::parallel_for(0, gates.size(0) * rows, kRowsAtOnce,
                     [&](std::int64_t begin, std::int64_t end) {
                         for (std::int64_t row = begin; row < end; ++row) {
                             const std::int64_t y = (originYPx / 2 + row % rows) % kPeriod;
                             drawRows(from + row * columns * gates.size(1),
                                      field + y * kPeriod * directions() * kPixels,
                                      to + row * columns * strokes.size(1), columns,
                                      originXPx / 2 % kPeriod, layers, directions());
                         }
                     });
    return strokes;
}

} // namespace koma
