// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/text/curvepresets.h"

#include <cmath>

namespace koma {
namespace {

bool isClose(const OutlinePt &a, const OutlinePt &b)
{
    constexpr double kTolerancePt = 0.01;
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (lengthPt(a[i] - b[i]) > kTolerancePt)
            return false;
    }
    return true;
}

} // namespace

OutlinePt curveOf(CurvePreset preset, const RectPt &frame)
{
    const auto at = [&](double x, double y) {
        return PointPt{frame.xPt + x * frame.widthPt, frame.yPt + y * frame.heightPt};
    };
    switch (preset) {
    case CurvePreset::ArchUp:
        return {at(0.0, 0.95), at(0.3, 0.45), at(0.7, 0.45), at(1.0, 0.95)};
    case CurvePreset::ArchDown:
        return {at(0.0, 0.5), at(0.3, 1.05), at(0.7, 1.05), at(1.0, 0.5)};
    case CurvePreset::Wave:
        // Two arcs that meet level with each other and in one direction.
        return {at(0.0, 0.75), at(0.15, 0.4), at(0.35, 0.4), at(0.5, 0.75),
                at(0.65, 1.1), at(0.85, 1.1), at(1.0, 0.75)};
    case CurvePreset::None:
    case CurvePreset::Other:
        break;
    }
    return {};
}

CurvePreset presetOf(const TextBlock &text)
{
    for (const CurvePreset preset :
         {CurvePreset::None, CurvePreset::ArchUp, CurvePreset::ArchDown, CurvePreset::Wave}) {
        if (isClose(text.curvePt, curveOf(preset, text.framePt)))
            return preset;
    }
    return CurvePreset::Other;
}

} // namespace koma
