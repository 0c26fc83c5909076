// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/paintbox.h"

#include "core/training/torch/guide/paint/paintfamilies.h"
#include "core/training/torch/guide/paint/planeops.h"

#include <array>

namespace koma {
namespace {

using Colour = std::array<int, 3>;
using Ramp = std::array<Colour, kRampColours>;

/// What children's books of about 1880 to 1910 and a web comic have in common, chosen by eye and
/// averaged; in the order of kPaintFamilies.
constexpr std::array<Ramp, kPaintFamilies.size()> kUsualRamps{{
    {{{79, 88, 89}, {137, 150, 144}, {202, 205, 189}, {246, 238, 218}}},
    {{{133, 87, 62}, {202, 146, 106}, {235, 194, 152}, {247, 224, 191}}},
    {{{114, 66, 42}, {184, 109, 62}, {224, 154, 87}, {242, 198, 132}}},
    {{{124, 41, 35}, {189, 62, 47}, {215, 92, 66}, {236, 154, 118}}},
    {{{139, 108, 50}, {205, 167, 75}, {235, 204, 109}, {247, 230, 164}}},
    {{{85, 92, 58}, {130, 138, 84}, {177, 180, 119}, {224, 219, 169}}},
    {{{58, 87, 65}, {91, 128, 91}, {136, 166, 118}, {198, 210, 161}}},
    {{{65, 88, 101}, {106, 136, 146}, {152, 178, 180}, {209, 220, 209}}},
    {{{48, 81, 112}, {79, 126, 155}, {122, 169, 188}, {189, 213, 212}}},
    {{{94, 63, 75}, {146, 104, 112}, {193, 150, 149}, {229, 200, 189}}},
    {{{117, 43, 48}, {186, 80, 77}, {229, 147, 132}, {244, 205, 186}}},
    {{{94, 81, 72}, {160, 144, 123}, {218, 200, 169}, {247, 235, 208}}},
}};

/// Where one colour of a ramp ends and the next begins, in tone.
constexpr std::array<double, kRampColours - 1> kSteps{0.2, 0.46, 0.74};

} // namespace

PaintBox::PaintBox()
    : ramps(torch::empty({kPaintFamilyCount, kRampColours, 3})), ink(torch::zeros({3}))
{
    auto *value = ramps.data_ptr<float>();
    for (const Ramp &ramp : kUsualRamps) {
        for (const Colour &colour : ramp) {
            for (const int sample : colour)
                *value++ = static_cast<float>(sample) / 255.0F;
        }
    }
}

torch::Tensor paletteOf(const PaintBox &box)
{
    return 2.0 * torch::cat({box.ramps.reshape({-1, 3}), box.ink.view({1, 3})}) - 1.0;
}

torch::Tensor paintedAreas(const PaintBox &box, const torch::Tensor &areas,
                           const torch::Tensor &tones, double softness)
{
    const torch::Tensor byFamily =
        box.ramps.permute({1, 2, 0}).reshape({kRampColours * 3, kPaintFamilyCount});
    const auto colours = planes::enlarged(planes::mixed(byFamily, areas), tones).split(3, 1);
    const torch::Tensor width = planes::steepness(tones) + softness;
    torch::Tensor painted = colours.front();
    for (std::size_t step = 0; step < kSteps.size(); ++step)
        painted = torch::lerp(painted, colours[step + 1],
                              planes::softStep(tones - kSteps.at(step), width));
    return painted;
}

} // namespace koma
