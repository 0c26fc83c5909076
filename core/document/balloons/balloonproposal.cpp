// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/balloonproposal.h"

#include <array>

namespace koma {
namespace {

/// Width by height of the text region of rows; columns have the inverse.
constexpr std::array kAspects{1.25, 1.5, 1.8};
constexpr std::array kCaptionAspects{1.8, 2.5, 3.5};

} // namespace

QRectF balloonBodyForLettering(const BalloonShape &shape, const std::vector<LetteringSpan> &spans,
                               const LetteringStyle &style, double paddingPt, QPointF centre)
{
    const bool caption = shape.form == BalloonForm::Caption;
    const bool columns = style.direction == LetteringDirection::VerticalRightToLeft;
    QSizeF least;
    for (const double aspect : caption ? kCaptionAspects : kAspects) {
        const TextRegion region =
            regionForLettering(spans, style, columns ? 1.0 / aspect : aspect,
                               caption ? TextRegion::kBoxExponent : shape.exponent);
        const QSizeF size = region.bounds.size();
        if (least.isEmpty() || size.width() * size.height() < least.width() * least.height())
            least = size;
    }
    return balloonBodyForRegion(shape, least, paddingPt, centre);
}

} // namespace koma
