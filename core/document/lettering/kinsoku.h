// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace koma {

/// Where lines of lettering may break. Latin and other scripts follow Unicode's line breaking (UAX
/// 14, through QTextBoundaryFinder); Chinese and Japanese may break between any two characters but
/// those that the rules forbid (JIS X 4051 and JLREQ; GB/T 15834). Pure functions, any thread.
enum class KinsokuRule {
    None,           ///< between any two characters of CJK
    Chinese,        ///< punctuation as GB/T 15834 has it
    JapaneseLoose,  ///< as comics and newspapers: small kana and the long mark may begin a line
    JapaneseStrict, ///< as books: they may not
};

enum class LineBreak : unsigned char {
    Forbidden,
    Allowed,
    SoftHyphen, ///< after U+00AD: a hyphen is drawn where the line ends here
    Mandatory,  ///< after a line feed
};

/// Han, kana, hangul, their punctuation and full-width forms.
bool isCjk(char32_t character);
bool isIdeograph(char32_t character);
bool isHiragana(char32_t character);
bool isKatakana(char32_t character);

/// May this character be the first of a line?
bool mayBeginLine(char32_t character, KinsokuRule rule);

/// May this character be the last of a line?
bool mayEndLine(char32_t character, KinsokuRule rule);

/// May this character hang outside the line's end (burasagari)? Stops and commas.
bool mayHang(char32_t character, KinsokuRule rule);

/// Full-width marks whose ink fills one half of their cell: between two of them half an em of white
/// goes, as in 」「 and 。」 (JLREQ 3.1.5).
bool closesUp(char32_t first, char32_t second);

/// Small kana and the long mark: part of the letter before.
bool isKanaTail(char32_t character);

/// Two-part marks that stay together: ……, ――, ——.
bool areInseparable(char32_t first, char32_t second);

/// For each UTF-16 position of `text` but the first, whether a line may break before it: element i
/// is the break after character i. The last element is Allowed.
std::vector<LineBreak> lineBreaks(const QString &text, KinsokuRule rule);

} // namespace koma
