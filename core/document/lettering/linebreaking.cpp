// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/linebreaking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace koma {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kRoundingEm = 1e-9;
constexpr double kHyphenPenalty = 0.12;
constexpr double kWordPenalty = 0.15; ///< a break inside a word of Japanese
constexpr double kTailPenalty = 0.4;  ///< before ー or small kana, where the rule allows it
constexpr double kWidowPenalty = 1.0;
constexpr double kWidowShare = 0.4; ///< of the mean length
constexpr double kLensDepth = 0.3;

/// Lengths that lines should have, in the sum those of the text.
std::vector<double> targets(const std::vector<double> &capacities, double total,
                            LineProfile profile)
{
    std::vector<double> wanted = capacities;
    if (profile == LineProfile::Filled)
        return wanted;
    const auto count = static_cast<double>(wanted.size());
    for (std::size_t i = 0; profile == LineProfile::Lens && i < wanted.size(); ++i) {
        const double place = (2.0 * static_cast<double>(i) + 1.0 - count) / count; // -1…1
        wanted.at(i) *= 1.0 - kLensDepth * place * place;
    }
    const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    for (double &length : wanted)
        length *= total / std::max(sum, kRoundingEm);
    return wanted;
}

} // namespace

bool LineBreaking::Measure::fits(double capacityEm) const
{
    return range.lengthEm - hangEm <= capacityEm + kRoundingEm;
}

double LineBreaking::Measure::lengthIn(double capacityEm) const
{
    return range.lengthEm > capacityEm + kRoundingEm ? range.lengthEm - hangEm : range.lengthEm;
}

LineBreaking::LineBreaking(const ShapedText &text) : m_text(text), m_breaks(1, 0), m_lengths(1, 0.0)
{
    for (std::size_t i = 0; i < text.clusters.size(); ++i) {
        m_lengths.push_back(m_lengths.back() + text.clusters.at(i).advance);
        const bool last = i + 1 == text.clusters.size();
        if (last || text.clusters.at(i).breakAfter != LineBreak::Forbidden)
            m_breaks.push_back(i + 1);
    }
}

LineBreaking::Measure LineBreaking::measure(std::size_t from, std::size_t to) const
{
    const auto isSpace = [&](std::size_t i) { return m_text.clusters.at(i).isSpace; };
    Measure result;
    const bool hyphen = to > from && to < m_text.clusters.size() &&
                        m_text.clusters.at(to - 1).breakAfter == LineBreak::SoftHyphen;
    while (to > from && isSpace(to - 1))
        --to;
    while (from < to && isSpace(from))
        ++from;
    result.range = {from, to, m_lengths.at(to) - m_lengths.at(from), hyphen};
    if (hyphen)
        result.range.lengthEm += m_text.hyphen.advance;
    else if (to > from && m_text.clusters.at(to - 1).mayHang)
        result.hangEm = m_text.clusters.at(to - 1).advance;
    return result;
}

/// Japanese has no spaces; a phrase mostly ends with hiragana or a mark and begins with kanji or
/// katakana. Breaks elsewhere split a word or part it from its particle.
double LineBreaking::breakPenalty(std::size_t at) const
{
    if (at == 0 || at >= m_text.clusters.size())
        return 0.0;
    const LetterCluster &before = m_text.clusters.at(at - 1);
    if (before.breakAfter == LineBreak::SoftHyphen)
        return kHyphenPenalty;
    const char32_t first = before.last;
    const char32_t second = m_text.clusters.at(at).first;
    if (!isCjk(first) || !isCjk(second) || before.isSpace)
        return 0.0;
    const bool letters = (isIdeograph(first) || isHiragana(first) || isKatakana(first)) &&
                         (isIdeograph(second) || isHiragana(second) || isKatakana(second));
    if (isKanaTail(second))
        return kTailPenalty;
    const bool phraseEnd = isHiragana(first) && !isHiragana(second);
    return letters && !phraseEnd ? kWordPenalty : 0.0;
}

std::optional<LineBreaking::Choice> LineBreaking::best(const std::vector<double> &capacitiesEm,
                                                       LineProfile profile) const
{
    const std::size_t lineCount = capacitiesEm.size();
    const std::size_t breakCount = m_breaks.size();
    const double total = m_lengths.back();
    const double mean = std::max(total / static_cast<double>(lineCount), kRoundingEm);
    const std::vector<double> wanted = targets(capacitiesEm, total, profile);
    struct State
    {
        double cost = kNever;
        std::size_t from = 0;
    };
    std::vector<std::vector<State>> states(lineCount + 1, std::vector<State>(breakCount));
    states.at(0).at(0).cost = 0.0;
    const auto lineCost = [&](std::size_t line, std::size_t from, std::size_t to) {
        const Measure measured = measure(m_breaks.at(from), m_breaks.at(to));
        if (!measured.fits(capacitiesEm.at(line)))
            return kNever;
        const double length = measured.lengthIn(capacitiesEm.at(line));
        const bool isLast = line + 1 == lineCount;
        const bool counts = profile != LineProfile::Filled || !isLast;
        const double miss = counts ? (length - wanted.at(line)) / mean : 0.0;
        const bool widow = isLast && lineCount > 1 && length < kWidowShare * mean;
        return miss * miss + breakPenalty(m_breaks.at(to)) + (widow ? kWidowPenalty : 0.0);
    };
    const auto isMandatory = [&](std::size_t index) {
        return index > 0 &&
               m_text.clusters.at(m_breaks.at(index) - 1).breakAfter == LineBreak::Mandatory;
    };
    const auto bestState = [&](std::size_t line, std::size_t to) {
        State state;
        for (std::size_t from = to; from-- > 0;) {
            const double cost = lineCost(line, from, to);
            const double sum = states.at(line).at(from).cost + cost;
            if (sum < state.cost)
                state = {sum, from};
            if (cost == kNever || isMandatory(from))
                break;
        }
        return state;
    };
    for (std::size_t line = 0; line < lineCount; ++line) {
        for (std::size_t to = line + 1; to < breakCount; ++to)
            states.at(line + 1).at(to) = bestState(line, to);
    }
    const State &last = states.at(lineCount).at(breakCount - 1);
    if (last.cost == kNever)
        return std::nullopt;
    Choice choice;
    choice.cost = last.cost / static_cast<double>(lineCount);
    std::size_t to = breakCount - 1;
    for (std::size_t line = lineCount; line > 0; --line) {
        const std::size_t from = states.at(line).at(to).from;
        const Measure measured = measure(m_breaks.at(from), m_breaks.at(to));
        choice.lines.push_back(measured.range);
        choice.lines.back().lengthEm = measured.lengthIn(capacitiesEm.at(line - 1));
        to = from;
    }
    std::reverse(choice.lines.begin(), choice.lines.end());
    return choice;
}

std::vector<LineRange> LineBreaking::greedy(double capacityEm) const
{
    std::vector<LineRange> lines;
    for (std::size_t from = 0; from + 1 < m_breaks.size();) {
        std::size_t to = from + 1;
        while (to + 1 < m_breaks.size() &&
               m_text.clusters.at(m_breaks.at(to) - 1).breakAfter != LineBreak::Mandatory &&
               measure(m_breaks.at(from), m_breaks.at(to + 1)).fits(capacityEm))
            ++to;
        const Measure measured = measure(m_breaks.at(from), m_breaks.at(to));
        lines.push_back(measured.range);
        lines.back().lengthEm = measured.lengthIn(capacityEm);
        from = to;
    }
    return lines;
}

bool LineBreaking::fits(const std::vector<double> &capacitiesEm) const
{
    // Filling line after line says quickly what cannot fit; that all lines are used is for best().
    return fitsFilled(capacitiesEm) && best(capacitiesEm, LineProfile::Even).has_value();
}

bool LineBreaking::fitsFilled(const std::vector<double> &capacitiesEm) const
{
    std::size_t from = 0;
    for (const double capacity : capacitiesEm) {
        std::size_t to = from;
        while (to + 1 < m_breaks.size() &&
               measure(m_breaks.at(from), m_breaks.at(to + 1)).fits(capacity)) {
            ++to;
            if (m_text.clusters.at(m_breaks.at(to) - 1).breakAfter == LineBreak::Mandatory)
                break;
        }
        if (to == from)
            break;
        from = to;
    }
    return from + 1 == m_breaks.size();
}

double LineBreaking::longestLineEm() const
{
    double longest = 0.0;
    for (const LineRange &line : greedy(kNever))
        longest = std::max(longest, line.lengthEm);
    return longest;
}

double LineBreaking::longestWordEm() const
{
    double longest = 0.0;
    for (std::size_t i = 1; i < m_breaks.size(); ++i) {
        const Measure word = measure(m_breaks.at(i - 1), m_breaks.at(i));
        longest = std::max(longest, word.range.lengthEm - word.hangEm);
    }
    return longest;
}

} // namespace koma
