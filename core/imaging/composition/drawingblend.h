// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// How a finished drawing is laid over the picture it was made from. Cheap, so sliders can be live.
struct DrawingBlend
{
    double strength = 1.0; ///< 0 the picture, 1 the drawing
    double colourKeep =
        0.0; ///< 0 the style's colours, 1 the picture's chroma under the drawing's luma

    bool operator==(const DrawingBlend &) const = default;
};

/// The blend of `picture` (sRGB, any channels and type) and `drawing` (1 or 3 channels, any type)
/// of the same size. The result has the picture's type and alpha, and is RGB where either side has
/// colour that survives; a grey picture under a grey drawing stays grey. With colourKeep the
/// picture's chroma is kept in Y'CbCr (Rec. 601) while the luma is the drawing's.
Result<Image> blendDrawing(const ImageView &picture, const ImageView &drawing,
                           const DrawingBlend &blend);

} // namespace koma
