// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/artlayer.h"
#include "core/imaging/image.h"

namespace koma {

/// A picture at one of a few sizes, plain or drawn: what is kept, and what is asked for. A plain
/// one has an empty style; a drawing has style and stroke scale, at full strength without colours;
/// a drawing laid over its picture has all.
struct ArtKey
{
    PictureRef picture;
    ArtStyle style;
    int longSidePx = 0;

    bool operator==(const ArtKey &) const = default;
    [[nodiscard]] bool isPlain() const { return style.styleId.isEmpty(); }
    /// The same at whatever size.
    [[nodiscard]] bool isAlike(const ArtKey &other) const
    {
        return picture == other.picture && style == other.style;
    }
};

/// Whether a style shows at all: at strength 0 the picture stays what it was.
bool isDrawn(const ArtStyle &style);

ArtKey plainKey(const ArtLayer &art, int longSidePx);
/// Of the drawing before strength and colours.
ArtKey drawingKey(const ArtLayer &art, int longSidePx);
ArtKey blendKey(const ArtLayer &art, int longSidePx);

/// The long side of the step that serves `wanted`: powers of the square root of two, so that
/// zooming asks for a new size only now and then, not beyond the picture's own size or `mostPx`.
int stepLongSidePx(ImageSize wanted, ImageSize own, int mostPx);
/// The same for drawings, which below some size are not worth making, or cannot be.
int drawnStepLongSidePx(ImageSize wanted, ImageSize own, int mostPx);

} // namespace koma
