// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/shapedtext.h"

#include <optional>
#include <vector>

namespace koma {

/// A line as clusters [first, end) without the spaces around it. Lengths in em.
struct LineRange
{
    std::size_t first = 0;
    std::size_t end = 0;
    double lengthEm = 0.0; ///< with the hyphen, without what hangs
    bool hyphenated = false;
};

/// How long the lines should be beside fitting in.
enum class LineProfile {
    Even,   ///< each as full as the others, by its capacity
    Lens,   ///< the same, and longest in the middle where all capacities are equal
    Filled, ///< each as full as can be, but the last
};

/// Breaks shaped text into a given number of lines of given capacities: of all ways the one of
/// least squared distance from the profile (Knuth and Plass's optimum fit, for ragged lines), with
/// penalties for hyphens, for short last lines and for breaks inside words of Chinese and Japanese.
/// The inside of lettering.
class LineBreaking
{
public:
    explicit LineBreaking(const ShapedText &text);

    struct Choice
    {
        std::vector<LineRange> lines;
        double cost = 0.0; ///< per line; comparable between numbers of lines
    };

    /// Nothing where the text does not fit so many lines of these capacities.
    std::optional<Choice> best(const std::vector<double> &capacitiesEm, LineProfile profile) const;

    /// Fills line after line; as few as fit, whatever their number. Words longer than a line stand
    /// alone on theirs.
    std::vector<LineRange> greedy(double capacityEm) const;

    /// Does the text fit exactly so many lines of these capacities?
    bool fits(const std::vector<double> &capacitiesEm) const;

    /// Without breaks other than the mandatory ones.
    double longestLineEm() const;

    /// No line can be shorter than the longest word.
    double longestWordEm() const;

private:
    struct Measure
    {
        LineRange range;
        double hangEm = 0.0;
        bool fits(double capacityEm) const;
        double lengthIn(double capacityEm) const;
    };

    bool fitsFilled(const std::vector<double> &capacitiesEm) const;
    Measure measure(std::size_t from, std::size_t to) const;
    double breakPenalty(std::size_t at) const;

    const ShapedText &m_text;
    std::vector<std::size_t> m_breaks; ///< cluster indices, with 0 and the end
    std::vector<double> m_lengths;     ///< sums of advances before each cluster
};

} // namespace koma
