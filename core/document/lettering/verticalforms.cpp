// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/verticalforms.h"

#include "core/document/lettering/kinsoku.h"

#include <string_view>

namespace koma {
namespace {

constexpr std::u32string_view kStops = U"、。，．﹐﹑﹒";
constexpr std::u32string_view kSmallKana =
    U"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";
constexpr std::u32string_view kTurned = U"「」『』（）｛｝【】〔〕〈〉《》〖〗〘〙〚〛〝〞〟［］｟"
                                        U"｠‘’“”—―–…‥ー〜～〰゠＿￣｜＝－−→←↑↓";
/// Turned where the font turns them, upright where it does not: usage differs by country.
constexpr std::u32string_view kTurnedByFont = U"：；";
constexpr std::u32string_view kMirrored = U"ー〜～〰";

bool isIn(std::u32string_view set, char32_t character)
{
    return set.find(character) != std::u32string_view::npos;
}

bool isBetween(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

/// Symbols that stand upright though they are no CJK: ‼, ①, ★, ♪ and pictures.
bool isUprightSymbol(char32_t character)
{
    return character == 0x203C || isBetween(character, 0x2047, 0x2049) ||
           isBetween(character, 0x2460, 0x24FF) || isBetween(character, 0x25A0, 0x27BF) ||
           isBetween(character, 0x2B00, 0x2BFF) || isBetween(character, 0x1F000, 0x1FAFF) ||
           isBetween(character, 0x2150, 0x218F) || character == 0x2103 || character == 0x2116;
}

} // namespace

VerticalOrientation verticalOrientation(char32_t character)
{
    if (isIn(kStops, character) || isIn(kSmallKana, character))
        return VerticalOrientation::TransformedUpright;
    if (isIn(kTurned, character) || isIn(kTurnedByFont, character))
        return VerticalOrientation::TransformedRotated;
    if (isBetween(character, 0xFF61, 0xFFDC))
        return VerticalOrientation::Rotated; // half-width forms
    return isCjk(character) || isUprightSymbol(character) ? VerticalOrientation::Upright
                                                          : VerticalOrientation::Rotated;
}

QTransform verticalFallback(char32_t character, QPointF inkCentre)
{
    const bool isLowerLeft = inkCentre.x() < 0.45 && inkCentre.y() > 0.55;
    if (isIn(kStops, character) && isLowerLeft)
        return QTransform::fromTranslate(0.6, -0.6);
    if (isIn(kSmallKana, character))
        return QTransform::fromTranslate(0.11, -0.11);
    if (!isIn(kTurned, character))
        return {};
    QTransform turn;
    turn.translate(0.5, 0.5);
    turn.rotate(90.0);
    if (isIn(kMirrored, character))
        turn.scale(1.0, -1.0);
    turn.translate(-0.5, -0.5);
    return turn;
}

char32_t verticalSubstitute(char32_t character)
{
    switch (character) {
    case U'“':
        return U'〝';
    case U'”':
        return U'〟';
    default:
        return character;
    }
}

} // namespace koma
