// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/fielddescription.h"
#include "core/document/model/pageobject.h"

namespace koma::detail {

// Balloons and text: see fielddescription.h.

template<class Visit, Like<BalloonTail> T>
void describe(Visit &visit, T &tail)
{
    visit("tipPt", tail.tipPt);
    visit("target", tail.target);
    visit("targetAnchor", tail.targetAnchor);
    visit("baseWidthPt", tail.baseWidthPt, kNotNegative);
    visit("bend", tail.bend, Range{-1.0, 1.0});
}

template<class Visit, Like<Balloon> T>
void describe(Visit &visit, T &balloon)
{
    visit("kind", balloon.kind);
    visit("boundsPt", balloon.boundsPt);
    visit("roundness", balloon.roundness, kFraction);
    visit("tails", balloon.tails);
    visit("joinId", balloon.joinId);
    visit("lineWidthPt", balloon.lineWidthPt, kNotNegative);
    visit("lineColour", balloon.lineColour);
    visit("fillColour", balloon.fillColour);
}

template<class Visit, Like<TextRun> T>
void describe(Visit &visit, T &run)
{
    visit("text", run.text);
    visit("ruby", run.ruby);
    visit("bold", run.isBold);
    visit("italic", run.isItalic);
    visit("underlined", run.isUnderlined);
    visit("tateChuYoko", run.isTateChuYoko);
    visit("sizeFactor", run.sizeFactor, Range{0.01, 100.0});
}

template<class Visit, Like<TextOutline> T>
void describe(Visit &visit, T &outline)
{
    visit("widthPt", outline.widthPt, kNotNegative);
    visit("colour", outline.colour);
}

template<class Visit, Like<TextBlock> T>
void describe(Visit &visit, T &text)
{
    visit("framePt", text.framePt);
    visit("runs", text.runs);
    visit("fontFamily", text.fontFamily);
    visit("sizePt", text.sizePt, kPositive);
    visit("lineSpacing", text.lineSpacing, Range{0.01, 100.0});
    visit("trackingEm", text.trackingEm, Range{-10.0, 10.0});
    visit("writingMode", text.writingMode);
    visit("alignment", text.alignment);
    visit("autoFitted", text.isAutoFitted);
    visit("rotationDeg", text.rotationDeg, kAnyLength);
    visit("colour", text.colour);
    visit("outline", text.outline);
    visit("curvePt", text.curvePt);
    visit("language", text.language);
}

} // namespace koma::detail
