// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/fielddescription.h"
#include "core/document/model/pageobject.h"

namespace koma::detail {

// Panels, pictures, tones and strokes: see fielddescription.h.

template<class Visit, Like<PanelBorder> T>
void describe(Visit &visit, T &border)
{
    visit("style", border.style);
    visit("widthPt", border.widthPt, kNotNegative);
    visit("colour", border.colour);
}

template<class Visit, Like<Panel> T>
void describe(Visit &visit, T &panel)
{
    visit("outlinePt", panel.outlinePt);
    visit("border", panel.border);
    visit("cornerRadiusPt", panel.cornerRadiusPt, kNotNegative);
    visit("background", panel.background);
}

template<class Visit, Like<PictureRef> T>
void describe(Visit &visit, T &picture)
{
    visit("sha256", picture.sha256);
    visit("extension", picture.extension);
    visit("widthPx", picture.widthPx, Range{0, 1e6});
    visit("heightPx", picture.heightPx, Range{0, 1e6});
}

template<class Visit, Like<ArtStyle> T>
void describe(Visit &visit, T &style)
{
    visit("id", style.styleId);
    visit("strength", style.strength, kFraction);
    visit("strokeScale", style.strokeScale, Range{0.01, 100.0});
    visit("keepsColours", style.keepsColours);
}

template<class Visit, Like<CropFractions> T>
void describe(Visit &visit, T &crop)
{
    visit("left", crop.left, kFraction);
    visit("top", crop.top, kFraction);
    visit("right", crop.right, kFraction);
    visit("bottom", crop.bottom, kFraction);
}

template<class Visit, Like<ArtLayer> T>
void describe(Visit &visit, T &art)
{
    visit("picture", art.picture);
    visit("style", art.style);
    visit("crop", art.crop);
    visit("centrePt", art.centrePt);
    visit("scalePtPerPx", art.scalePtPerPx, kPositive);
    visit("rotationDeg", art.rotationDeg, kAnyLength);
    visit("mirrored", art.isMirrored);
}

template<class Visit, Like<ToneFill> T>
void describe(Visit &visit, T &tone)
{
    visit("areaPt", tone.areaPt);
    visit("pattern", tone.pattern);
    visit("lpi", tone.lpi, Range{0.1, 10000.0});
    visit("angleDeg", tone.angleDeg, kAnyLength);
    visit("density", tone.density, kFraction);
    visit("endDensity", tone.endDensity, kFraction);
    visit("gradientFromPt", tone.gradientFromPt);
    visit("gradientToPt", tone.gradientToPt);
    visit("colour", tone.colour);
    visit("seed", tone.seed);
}

template<class Visit, Like<SpeedLines> T>
void describe(Visit &visit, T &lines)
{
    visit("areaPt", lines.areaPt);
    visit("kind", lines.kind);
    visit("focusPt", lines.focusPt);
    visit("clearRadiusXPt", lines.clearRadiusXPt, kNotNegative);
    visit("clearRadiusYPt", lines.clearRadiusYPt, kNotNegative);
    visit("angleDeg", lines.angleDeg, kAnyLength);
    visit("count", lines.count, Range{0, 100000});
    visit("minWidthPt", lines.minWidthPt, kNotNegative);
    visit("maxWidthPt", lines.maxWidthPt, kNotNegative);
    visit("lengthJitter", lines.lengthJitter, kFraction);
    visit("spacingJitter", lines.spacingJitter, kFraction);
    visit("colour", lines.colour);
    visit("seed", lines.seed);
}

template<class Visit, Like<InkStroke> T>
void describe(Visit &visit, T &ink)
{
    visit("points", ink.points);
    visit("widthPt", ink.widthPt, kNotNegative);
    visit("minWidthFraction", ink.minWidthFraction, kFraction);
    visit("colour", ink.colour);
}

template<class Visit, Like<MaskStroke> T>
void describe(Visit &visit, T &mask)
{
    visit("points", mask.points);
    visit("widthPt", mask.widthPt, kNotNegative);
    visit("hardness", mask.hardness, kFraction);
    visit("effect", mask.effect);
}

} // namespace koma::detail
