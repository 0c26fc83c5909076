// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainingconfig.h"

#include <torch/torch.h>

namespace koma::losses {

/// The parts of the loss as pure functions of tensors, each with a numeric-gradient test in double.
/// Pictures are [N,C,H,W] in −1…1; every loss is a scalar of the mean over its elements.

/// What the discriminator pays for its scores of drawings and of fakes, and the generator for the
/// scores of its fakes: binary cross-entropy on logits (non-saturating for the generator), least
/// squares towards 1 and 0 (halved for the discriminator), or hinge.
torch::Tensor discriminatorOnReal(GanObjective objective, const torch::Tensor &scores);
torch::Tensor discriminatorOnFake(GanObjective objective, const torch::Tensor &scores);
torch::Tensor generatorOnFake(GanObjective objective, const torch::Tensor &scores);

/// PatchNCE (Park, Efros, Zhang, Zhu 2020): each of P patch features must find its own among the P
/// of the same picture. `queries`, `keys` are [N,P,C]; rows are normalised here and keys take no
/// gradient.
torch::Tensor patchNce(const torch::Tensor &queries, const torch::Tensor &keys, double temperature);

/// Rec. 601 luma, [N,3,H,W] or [N,1,H,W] to [N,1,H,W].
torch::Tensor luma(const torch::Tensor &picture);

/// Separable Gaussian with reflected borders, cut at 2.5 sigma and normalised; any channel count.
torch::Tensor gaussianBlur(const torch::Tensor &picture, double sigmaPx);

/// Mean |low-pass luma of the drawing − target|. `lowPassTarget` is [N,1,H/2,W/2], already blurred.
torch::Tensor tone(const torch::Tensor &drawing, const torch::Tensor &lowPassTarget,
                   double sigmaPx);

/// How unlike the local layout of light and dark is: one minus the local correlation of lightly
/// blurred lumas (window sigma `windowPx`), weighted by the detail that the photo has there.
struct StructureScales
{
    double detailPx = 3.0;
    double windowPx = 12.0;
};
torch::Tensor structure(const torch::Tensor &drawing, const torch::Tensor &photo,
                        const StructureScales &scales);

/// 1 where every pixel is middle grey, 0 where each is pure ink or paper: 1 − mean y², y in −1…1.
torch::Tensor undecided(const torch::Tensor &drawing);

/// Mean |difference| of the Cb and Cr planes (Rec. 601); both [N,3,H,W].
torch::Tensor chroma(const torch::Tensor &drawing, const torch::Tensor &photo);

/// What stirs where nothing should: the mean |slope| of the drawing in x and in y, counted where
/// the target's is below 0.02 in every channel. Both [N,C,H,W]; no gradient to the target.
torch::Tensor unevenness(const torch::Tensor &drawing, const torch::Tensor &target);

/// R1 (Mescheder, Geiger, Nowozin 2018): half the mean squared gradient norm of the scores on real
/// pictures. `real` must require grad and `scores` depend on it.
torch::Tensor r1Penalty(const torch::Tensor &scores, const torch::Tensor &real);

} // namespace koma::losses
