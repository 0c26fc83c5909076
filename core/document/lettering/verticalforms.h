// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QTransform>

namespace koma {

/// How a character stands in a vertical line: the Vertical_Orientation of UAX 50, with the marks
/// that both scripts share (… — “ ”) taken as CJK has them. Pure functions, any thread.
enum class VerticalOrientation {
    Upright,
    TransformedUpright, ///< upright in another place or shape: 、。 and small kana
    TransformedRotated, ///< another shape, or rotated where the font has none: brackets, ー
    Rotated,            ///< on its side: Latin
};

VerticalOrientation verticalOrientation(char32_t character);

/// For fonts without a vertical form: what to do to the horizontal form in its em box (origin at
/// the box's top left, sides of 1, y downwards). Stops whose ink is at the lower left go to the
/// upper right, those of Taiwan stay in the middle; small kana go up and to the right; brackets and
/// dashes turn about the centre, ー and 〜 are mirrored too.
QTransform verticalFallback(char32_t character, QPointF inkCentre);

/// What vertical text has in this character's place where the font has no vertical form of it:
/// Japanese sets “ and ” as 〝 and 〟. The character itself where there is nothing better.
char32_t verticalSubstitute(char32_t character);

} // namespace koma
