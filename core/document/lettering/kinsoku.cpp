// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/kinsoku.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <string_view>

namespace koma {
namespace {

// JIS X 4051 classes, as characters that may not begin a line.
constexpr std::u32string_view kClosing = U"」』）｝】〕〉》〗〙〟’”)]}»｠］";
constexpr std::u32string_view kStops = U"。、．，.,";
constexpr std::u32string_view kMiddle = U"・：；:;";
constexpr std::u32string_view kDividing = U"？！?!‼⁇⁈⁉";
constexpr std::u32string_view kIteration = U"ヽヾゝゞ々〻";
constexpr std::u32string_view kHyphens = U"‐゠–〜～";
constexpr std::u32string_view kSmallKana =
    U"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿー";
constexpr std::u32string_view kOpening = U"「『（｛【〔〈《〖〘〝‘“([{«｟［";
constexpr std::u32string_view kEllipses = U"…‥";
constexpr std::u32string_view kDashes = U"—―";
constexpr std::u32string_view kUnitsBefore = U"￥＄￡#№＃";
constexpr std::u32string_view kUnitsAfter = U"°′″℃％‰%";

bool isIn(std::u32string_view set, char32_t character)
{
    return set.find(character) != std::u32string_view::npos;
}

bool isBetween(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

char32_t characterBefore(const QString &text, qsizetype position)
{
    const QChar unit = text.at(position - 1);
    if (unit.isLowSurrogate() && position > 1 && text.at(position - 2).isHighSurrogate())
        return QChar::surrogateToUcs4(text.at(position - 2), unit);
    return unit.unicode();
}

char32_t characterAt(const QString &text, qsizetype position)
{
    const QChar unit = text.at(position);
    if (unit.isHighSurrogate() && position + 1 < text.size())
        return QChar::surrogateToUcs4(unit, text.at(position + 1));
    return unit.unicode();
}

bool isCombining(char32_t character)
{
    return QChar::isMark(character) || isBetween(character, 0xFE00, 0xFE0F) ||
           isBetween(character, 0xE0100, 0xE01EF) || character == 0x200D;
}

/// The rules between two characters of which at least one is CJK.
LineBreak cjkBreak(char32_t before, char32_t after, KinsokuRule rule)
{
    if (isCombining(after) || before == 0x200D)
        return LineBreak::Forbidden;
    if (rule == KinsokuRule::None)
        return LineBreak::Allowed;
    const bool allowed =
        mayEndLine(before, rule) && mayBeginLine(after, rule) && !areInseparable(before, after);
    return allowed ? LineBreak::Allowed : LineBreak::Forbidden;
}

/// Marks such as … stand in both scripts; beside CJK they follow its rules.
bool followsCjkRules(char32_t before, char32_t after)
{
    const auto isShared = [](char32_t c) { return isIn(kEllipses, c) || isIn(kDashes, c); };
    return isCjk(before) || isCjk(after) || (isShared(before) && isShared(after));
}

} // namespace

bool isIdeograph(char32_t character)
{
    return isBetween(character, 0x4E00, 0x9FFF) || isBetween(character, 0x3400, 0x4DBF) ||
           isBetween(character, 0xF900, 0xFAFF) || isBetween(character, 0x20000, 0x3FFFF) ||
           character == U'々' || character == U'〇';
}

bool isHiragana(char32_t character)
{
    return isBetween(character, 0x3041, 0x309F);
}

bool isKatakana(char32_t character)
{
    return isBetween(character, 0x30A0, 0x30FF) || isBetween(character, 0x31F0, 0x31FF);
}

bool isCjk(char32_t character)
{
    return isBetween(character, 0x2E80, 0xA4CF) || isBetween(character, 0xAC00, 0xD7FF) ||
           isBetween(character, 0xF900, 0xFAFF) || isBetween(character, 0xFE10, 0xFE1F) ||
           isBetween(character, 0xFE30, 0xFE6F) || isBetween(character, 0xFF00, 0xFFEF) ||
           isBetween(character, 0x20000, 0x3FFFF);
}

bool mayBeginLine(char32_t character, KinsokuRule rule)
{
    if (rule == KinsokuRule::None)
        return true;
    if (isIn(kClosing, character) || isIn(kStops, character) || isIn(kMiddle, character) ||
        isIn(kDividing, character) || isIn(kUnitsAfter, character))
        return false;
    if (rule == KinsokuRule::Chinese)
        return !isIn(kEllipses, character) && !isIn(kDashes, character) && character != U'～';
    if (isIn(kIteration, character) || isIn(kHyphens, character))
        return false;
    return rule == KinsokuRule::JapaneseLoose || !isIn(kSmallKana, character);
}

bool mayEndLine(char32_t character, KinsokuRule rule)
{
    return rule == KinsokuRule::None ||
           (!isIn(kOpening, character) && !isIn(kUnitsBefore, character));
}

bool mayHang(char32_t character, KinsokuRule rule)
{
    return rule != KinsokuRule::None && isIn(U"。、．，", character);
}

bool closesUp(char32_t first, char32_t second)
{
    const auto isClosing = [](char32_t c) {
        return (isIn(kClosing, c) || isIn(kStops, c)) && c > 0x7F;
    };
    const auto isOpening = [](char32_t c) { return isIn(kOpening, c) && c > 0x7F; };
    return isOpening(second) ? isClosing(first) || isOpening(first)
                             : isClosing(second) && isClosing(first);
}

bool isKanaTail(char32_t character)
{
    return isIn(kSmallKana, character);
}

bool areInseparable(char32_t first, char32_t second)
{
    return first == second && (isIn(kEllipses, first) || isIn(kDashes, first));
}

std::vector<LineBreak> lineBreaks(const QString &text, KinsokuRule rule)
{
    std::vector<LineBreak> breaks(static_cast<std::size_t>(text.size()), LineBreak::Forbidden);
    if (text.isEmpty())
        return breaks;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
    const auto breakAfter = [&](qsizetype position) {
        if (text.at(position - 1) == u'\n')
            return LineBreak::Mandatory;
        if (text.at(position).isLowSurrogate() || text.at(position) == u'\n')
            return LineBreak::Forbidden;
        const char32_t before = characterBefore(text, position);
        const char32_t after = characterAt(text, position);
        if (followsCjkRules(before, after) && before != U' ' && after != U' ')
            return cjkBreak(before, after, rule);
        finder.setPosition(position);
        if (!finder.isAtBoundary())
            return LineBreak::Forbidden;
        return before == 0x00AD ? LineBreak::SoftHyphen : LineBreak::Allowed;
    };
    for (qsizetype position = 1; position < text.size(); ++position)
        breaks.at(static_cast<std::size_t>(position - 1)) = breakAfter(position);
    breaks.back() = text.back() == u'\n' ? LineBreak::Mandatory : LineBreak::Allowed;
    return breaks;
}

} // namespace koma
