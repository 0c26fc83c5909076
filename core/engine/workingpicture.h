// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// A picture at the size at which the network runs. Where that is the picture's own size nothing is
/// copied, so the picture must outlive this object.
class WorkingPicture
{
public:
    /// Shrinks by exact area averaging, straight from the samples in strips of rows, or enlarges.
    static Result<WorkingPicture> create(const ImageView &picture, ImageSize size,
                                         const CancelToken &cancel, const Progress &progress);

    [[nodiscard]] const ImageView &view() const { return m_view; }

private:
    Image m_resampled;
    ImageView m_view;
};

/// Exact area averaging to a size that is nowhere larger, with `channels` of 1 (grey views only) or
/// 3 (alpha is laid on white paper). F32 becomes U16. Polls `cancel` every few million samples.
Result<Image> areaAveraged(const ImageView &view, ImageSize size, int channels,
                           const CancelToken &cancel, const Progress &progress);

/// `count` pixels of a row as floats in 0…1 with 1 or 3 channels, alpha laid on white paper.
void readPixels(const ImageView &view, int xPx, int yPx, int count, int channels, float *out);

} // namespace koma
