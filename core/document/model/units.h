// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace koma {

/// Lengths in a document are points, 1/72 inch, as in PDF; people think in millimetres and pixels.
constexpr double kPtPerInch = 72.0;
constexpr double kMmPerInch = 25.4;

constexpr double ptFromMm(double lengthMm)
{
    return lengthMm * kPtPerInch / kMmPerInch;
}
constexpr double mmFromPt(double lengthPt)
{
    return lengthPt * kMmPerInch / kPtPerInch;
}
constexpr double ptFromPx(double lengthPx, double dpi)
{
    return lengthPx * kPtPerInch / dpi;
}
constexpr double pxFromPt(double lengthPt, double dpi)
{
    return lengthPt * dpi / kPtPerInch;
}

} // namespace koma
