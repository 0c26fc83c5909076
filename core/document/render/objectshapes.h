// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/balloons/balloonpainter.h"
#include "core/document/lettering/lettering.h"
#include "core/document/lettering/letteringpainter.h"
#include "core/document/model/comic.h"
#include "core/document/tones/screentone.h"

#include <QColor>
#include <QHash>
#include <QPainterPath>

namespace koma {

/// What the model says in the terms of those who paint it: the one place where objects become
/// outlines, letters and screens, for the renderer, for tools that ask what is under the pointer,
/// and for checks. Lengths in points of the page; pure functions for any thread (those of text: any
/// that has a QGuiApplication).

QColor colourOf(Colour colour);
QRectF rectOf(const RectPt &rect);
QPainterPath pathOf(const OutlinePt &outline);

/// The panel's outline with its rounded corners.
QPainterPath pathOf(const Panel &panel);

/// The balloon with tails to where their targets are now.
BalloonShape shapeOf(const PageObject &balloon, const Page &page);
BalloonInk inkOf(const Balloon &balloon);
/// The box of the text that fills a balloon: what a new one gets for its frame.
RectPt textFrameOf(const PageObject &balloon, const Page &page);
/// The box, round the balloon's middle, in which its first text just fits at its own size; the
/// balloon's own box where it holds no words.
RectPt boundsForWords(const PageObject &balloon, const Page &page, const QString &language);

/// What a text needs to know of where it stands.
struct TextSurroundings
{
    /// The balloon that holds it: its frame is then the box of an area with the balloon's curve,
    /// less what lies outside the balloon. Without one, and in captions, it is a plain box.
    const BalloonShape *balloon = nullptr;
    QString language; ///< of the document
};

/// Letters where they are painted, rotation aside, which is about the frame's middle.
TextLayoutResult layoutOf(const TextBlock &text, const TextSurroundings &surroundings);
LetteringInk inkOf(const TextBlock &text);

/// The size of every auto-fitted text of the comic, for the reading check.
QHash<ObjectId, double> fittedSizesPt(const Comic &comic);

Screentone screentoneOf(const ToneFill &tone);
/// Filled outlines; `area` is where the lines are when they have no area of their own.
QPainterPath pathOf(const SpeedLines &lines, const QPainterPath &area);
QPainterPath pathOf(const InkStroke &ink);

} // namespace koma
