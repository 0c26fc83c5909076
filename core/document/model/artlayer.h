// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/geometry.h"

#include <QString>

namespace koma {

/// Names a picture by what is in it. The pixels live in a PictureStore and are read when they are
/// looked at; the size is kept here so that layout and checks need no file.
struct PictureRef
{
    QString sha256;    ///< of the file's bytes, 64 lower-case hexadecimal digits; empty: none
    QString extension; ///< of the file, lower case, without the dot
    int widthPx = 0;   ///< upright, EXIF orientation applied
    int heightPx = 0;

    [[nodiscard]] bool isEmpty() const { return sha256.isEmpty(); }
    bool operator==(const PictureRef &) const = default;
};

/// How the picture is drawn. The original stays; the drawing is made again at every size.
struct ArtStyle
{
    QString styleId;          ///< of a StyleCard; empty: the picture as it is
    double strength = 1.0;    ///< 0 the photo … 1 the drawing
    double strokeScale = 1.0; ///< thickness of strokes relative to the page's own
    bool keepsColours = false;

    bool operator==(const ArtStyle &) const = default;
};

/// The part of the picture that is used, in fractions of its width and height.
struct CropFractions
{
    double left = 0.0;
    double top = 0.0;
    double right = 1.0;
    double bottom = 1.0;

    bool operator==(const CropFractions &) const = default;
};

/// A picture on the page. Its cropped middle lies at `centrePt`, one picture pixel measures
/// `scalePtPerPx` (so 72 / scalePtPerPx is its resolution in dpi), turned clockwise about the
/// middle.
struct ArtLayer
{
    PictureRef picture;
    ArtStyle style;
    CropFractions crop;
    PointPt centrePt;
    double scalePtPerPx = 1.0;
    double rotationDeg = 0.0;
    bool isMirrored = false;

    bool operator==(const ArtLayer &) const = default;
};

/// Size of the cropped picture on the page, before rotation.
RectPt unrotatedBoundsPt(const ArtLayer &art);
/// Scale and centre that just cover a box with the cropped picture, as dropping into a panel does.
void coverBox(ArtLayer &art, const RectPt &box);
/// An upright picture leaves nothing of the box empty.
bool covers(const ArtLayer &art, const RectPt &box);
/// Grows and moves an upright picture no more than it takes to cover the box.
void extendOver(ArtLayer &art, const RectPt &box);
/// What the picture offers at its size on the page.
double resolutionDpi(const ArtLayer &art);

} // namespace koma
