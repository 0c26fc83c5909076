// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/documentchange.h"

namespace koma {
namespace {

using enum DocumentProperty;

DocumentProperties when(bool isDifferent, DocumentProperty property)
{
    return isDifferent ? DocumentProperties(property) : DocumentProperties();
}

/// Everything that is not placement counts as appearance: `placed` is a copy of `a` that has been
/// given b's placement.
template<class Content>
DocumentProperties placement(const Content &a, const Content &placed, const Content &b)
{
    return when(!(a == placed), Geometry) | when(!(placed == b), Appearance);
}

DocumentProperties difference(const Panel &a, const Panel &b)
{
    Panel placed = a;
    placed.outlinePt = b.outlinePt;
    placed.cornerRadiusPt = b.cornerRadiusPt;
    return placement(a, placed, b);
}

DocumentProperties difference(const ArtLayer &a, const ArtLayer &b)
{
    const bool isMoved = a.centrePt != b.centrePt || a.scalePtPerPx != b.scalePtPerPx ||
                         a.rotationDeg != b.rotationDeg || a.isMirrored != b.isMirrored ||
                         a.crop != b.crop;
    return when(isMoved, Geometry) | when(a.picture != b.picture || a.crop != b.crop, Picture) |
           when(a.style != b.style, Style);
}

DocumentProperties difference(const Balloon &a, const Balloon &b)
{
    Balloon placed = a;
    placed.boundsPt = b.boundsPt;
    placed.tails = b.tails;
    placed.roundness = b.roundness;
    placed.kind = b.kind;
    placed.joinId = b.joinId;
    return placement(a, placed, b);
}

DocumentProperties difference(const TextBlock &a, const TextBlock &b)
{
    TextBlock placed = a;
    placed.framePt = b.framePt;
    placed.curvePt = b.curvePt;
    placed.rotationDeg = b.rotationDeg;
    TextBlock coloured = placed;
    coloured.colour = b.colour;
    coloured.outline = b.outline;
    return placement(a, placed, coloured) | when(!(coloured == b), Text);
}

DocumentProperties difference(const ToneFill &a, const ToneFill &b)
{
    ToneFill placed = a;
    placed.areaPt = b.areaPt;
    placed.gradientFromPt = b.gradientFromPt;
    placed.gradientToPt = b.gradientToPt;
    return placement(a, placed, b);
}

DocumentProperties difference(const SpeedLines &a, const SpeedLines &b)
{
    SpeedLines placed = a;
    placed.areaPt = b.areaPt;
    placed.focusPt = b.focusPt;
    placed.clearRadiusXPt = b.clearRadiusXPt;
    placed.clearRadiusYPt = b.clearRadiusYPt;
    return placement(a, placed, b);
}

template<class Stroke>
DocumentProperties differenceOfStrokes(const Stroke &a, const Stroke &b)
{
    Stroke placed = a;
    placed.points = b.points;
    placed.widthPt = b.widthPt;
    return placement(a, placed, b);
}

DocumentProperties difference(const InkStroke &a, const InkStroke &b)
{
    return differenceOfStrokes(a, b);
}

DocumentProperties difference(const MaskStroke &a, const MaskStroke &b)
{
    return differenceOfStrokes(a, b);
}

DocumentProperties difference(const Group &, const Group &)
{
    return {};
}

} // namespace

DocumentProperties differenceOf(const ObjectContent &a, const ObjectContent &b)
{
    if (a.index() != b.index())
        return Geometry | Appearance | Text | Picture | Style;
    return std::visit(
        [&b](const auto &content) {
            return difference(content, std::get<std::decay_t<decltype(content)>>(b));
        },
        a);
}

} // namespace koma
