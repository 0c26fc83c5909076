// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/textregion.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kRoundingPt = 1e-9;

/// The span of one axis where the band [low, high] of the other lies inside.
std::optional<TextRegion::Span> spanOf(TextRegion::Span along, TextRegion::Span across, double low,
                                       double high, double exponent, bool isBox)
{
    if (low < across.from - kRoundingPt || high > across.to + kRoundingPt || along.length() <= 0.0)
        return std::nullopt;
    if (isBox)
        return along;
    const double centre = 0.5 * (across.from + across.to);
    const double farthest = std::max(std::abs(low - centre), std::abs(high - centre));
    const double share = std::min(1.0, farthest / (0.5 * across.length()));
    const double half =
        0.5 * along.length() * std::pow(1.0 - std::pow(share, exponent), 1.0 / exponent);
    const double middle = 0.5 * (along.from + along.to);
    return TextRegion::Span{middle - half, middle + half};
}

} // namespace

std::optional<TextRegion::Span> TextRegion::rowSpan(double topPt, double bottomPt) const
{
    return spanOf({bounds.left(), bounds.right()}, {bounds.top(), bounds.bottom()}, topPt, bottomPt,
                  exponent, isBox());
}

std::optional<TextRegion::Span> TextRegion::columnSpan(double leftPt, double rightPt) const
{
    return spanOf({bounds.top(), bounds.bottom()}, {bounds.left(), bounds.right()}, leftPt, rightPt,
                  exponent, isBox());
}

bool TextRegion::contains(QPointF point) const
{
    const auto span = rowSpan(point.y(), point.y());
    return span && point.x() >= span->from - kRoundingPt && point.x() <= span->to + kRoundingPt;
}

} // namespace koma
