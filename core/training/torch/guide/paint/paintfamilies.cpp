// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/paintfamilies.h"

#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

#include <vector>

namespace koma {
namespace {

struct Anchor
{
    std::int64_t family;
    float cb;
    float cr;
};

/// Where the families lie in photos. Families that span shades have several places.
constexpr std::array kAnchors{
    Anchor{0, 0.0F, 0.0F},     Anchor{0, 0.03F, -0.015F},  Anchor{1, -0.075F, 0.11F},
    Anchor{1, -0.115F, 0.19F}, Anchor{1, -0.09F, 0.05F},   Anchor{1, -0.15F, 0.2F},
    Anchor{1, -0.13F, 0.24F},  Anchor{2, -0.27F, 0.16F},   Anchor{2, -0.23F, 0.25F},
    Anchor{2, -0.22F, 0.09F},  Anchor{3, -0.08F, 0.4F},    Anchor{3, -0.1F, 0.33F},
    Anchor{3, -0.15F, 0.33F},  Anchor{4, -0.3F, 0.03F},    Anchor{4, -0.2F, 0.03F},
    Anchor{4, -0.38F, 0.08F},  Anchor{5, -0.11F, -0.015F}, Anchor{6, -0.09F, -0.12F},
    Anchor{6, -0.04F, -0.07F}, Anchor{7, 0.08F, -0.05F},   Anchor{8, 0.24F, -0.1F},
    Anchor{9, 0.07F, 0.06F},   Anchor{9, 0.1F, 0.13F},     Anchor{10, -0.01F, 0.23F},
    Anchor{10, 0.0F, 0.13F},   Anchor{11, -0.035F, 0.035F}};
constexpr double kMeeting = 0.0015; ///< squared chroma within which families meet
constexpr float kSkinBias = 1.5F;   ///< faces stay one colour
constexpr float kSkinBiasFromCr = 0.1F;

/// −|c − a|² / kMeeting without what all anchors have in common is linear in c.
struct Nearness
{
    Nearness()
    {
        std::vector<float> places;
        std::vector<float> biases;
        members = torch::zeros({kPaintFamilyCount, std::int64_t{kAnchors.size()}});
        for (std::size_t i = 0; i < kAnchors.size(); ++i) {
            const Anchor &anchor = kAnchors.at(i);
            places.insert(places.end(), {anchor.cb, anchor.cr});
            biases.push_back(anchor.family == kSkinFamily && anchor.cr > kSkinBiasFromCr ? kSkinBias
                                                                                         : 0.0F);
            members.index_put_({anchor.family, static_cast<std::int64_t>(i)}, 1.0F);
        }
        anchors = torch::tensor(places).view({-1, 2});
        slope = 2.0 * anchors / kMeeting;
        offset = (torch::tensor(biases) - anchors.square().sum(1) / kMeeting).view({1, -1, 1, 1});
    }

    torch::Tensor anchors; ///< [anchors,2]
    torch::Tensor slope;   ///< [anchors,2]
    torch::Tensor offset;  ///< [1,anchors,1,1]
    torch::Tensor members; ///< [12,anchors]
};

const Nearness &nearness()
{
    static const Nearness constants;
    return constants;
}

} // namespace

torch::Tensor relativeChroma(const torch::Tensor &ycc, const torch::Tensor &boost)
{
    constexpr double kMost = 0.42;
    return (boost * ycc.narrow(1, 1, 2) / (0.35 + 0.65 * ycc.narrow(1, 0, 1))).clamp(-kMost, kMost);
}

torch::Tensor familyWeights(const torch::Tensor &relativeChroma)
{
    const Nearness &near = nearness();
    const torch::Tensor likeness =
        planes::mixed(near.slope, relativeChroma) + near.offset.to(relativeChroma.device());
    return planes::mixed(near.members, torch::softmax(likeness, 1));
}

torch::Tensor familyAreas(const torch::Tensor &relativeChroma)
{
    constexpr double kIslandPx = 2.2;
    const torch::Tensor calm = losses::gaussianBlur(familyWeights(relativeChroma), kIslandPx);
    const torch::Tensor sharp = calm.square().square().square();
    return sharp / sharp.sum(1, true);
}

torch::Tensor familyChroma()
{
    const Nearness &near = nearness();
    return torch::matmul(near.members / near.members.sum(1, true), near.anchors);
}

} // namespace koma
