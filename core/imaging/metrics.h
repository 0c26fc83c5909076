// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// Peak signal-to-noise ratio in dB over all samples; infinity for identical pictures. Same size,
/// channels and type, else InvalidArgument.
Result<double> psnr(const ImageView &a, const ImageView &b);

/// Mean structural similarity, Wang, Bovik, Sheikh, Simoncelli 2004: Gaussian window sigma 1.5, K1
/// 0.01, K2 0.03, population covariance; per channel, averaged. Agrees with scikit-image's
/// structural_similarity(gaussian_weights=True, use_sample_covariance=False).
Result<double> ssim(const ImageView &a, const ImageView &b);

} // namespace koma
