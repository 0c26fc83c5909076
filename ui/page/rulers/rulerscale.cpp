// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/rulers/rulerscale.h"

#include <cmath>
#include <initializer_list>

namespace koma {
namespace {

constexpr double kLongPx = 56.0;
constexpr double kShortPx = 5.0;

} // namespace

double RulerScale::nearest(double position) const
{
    return std::round(position / shortStep()) * shortStep();
}

RulerScale RulerScale::forScale(double pxPerUnit)
{
    const double least = kLongPx / pxPerUnit;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    RulerScale scale{10.0 * power, 10};
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= least) {
            scale.longStep = digit * power;
            break;
        }
    }
    const double longPx = scale.longStep * pxPerUnit;
    for (const int parts : {10, 5, 2}) {
        scale.shortPerLong = parts;
        if (longPx / parts >= kShortPx)
            break;
    }
    return scale;
}

} // namespace koma
