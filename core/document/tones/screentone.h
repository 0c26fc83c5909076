// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QImage>
#include <QPointF>
#include <QRectF>

#include <cstdint>

namespace koma {

/// Screentone as print has it: a screen of so many lines per inch at an angle, as dark as asked. It
/// is computed for the resolution where it is needed, each pixel by the share of it that ink
/// covers, and never resampled: so it does not moiré. Positions count from the origin of the page,
/// so tones of neighbouring areas continue each other. Pure functions, any thread.
enum class ScreenPattern {
    Dots,       ///< round, growing together above 78.5 %
    Lines,      ///< along the angle
    Crosshatch, ///< two sets of lines, along and across
    Noise,      ///< sand: irregular grains, as many to an inch as the screen has lines
};

enum class DensityCourse { Constant, Linear, Radial };

/// The share of ink, 0…1: one for the whole tone, or changing evenly from a point to another or
/// from a point outwards in circles through another.
struct ToneDensity
{
    DensityCourse course = DensityCourse::Constant;
    double start = 0.3;
    double end = 0.3; ///< at and beyond endPt
    QPointF startPt;
    QPointF endPt;

    double at(QPointF pagePt) const;
    bool operator==(const ToneDensity &) const = default;
};

struct Screentone
{
    ScreenPattern pattern = ScreenPattern::Dots;
    double lpi = 60.0;
    double angleDegrees = 45.0; ///< of lines and of rows of dots, clockwise from the right
    ToneDensity density;
    std::uint64_t seed = 1; ///< of noise

    bool operator==(const Screentone &) const = default;
};

/// The coverage of each pixel of an area, as QImage::Format_Alpha8: pixel (0, 0) begins at the
/// area's top left, and the last ones may reach beyond it. Screens of less than kFinestPitchPx
/// become an even grey, as no grid of pixels can carry them. Fails with InvalidArgument for a
/// resolution or a screen that is not positive, TooLarge above kMostTonePixels, and Cancelled.
Result<QImage> screenTone(const Screentone &tone, const QRectF &areaPt, double dpi,
                          const CancelToken &cancel);

inline constexpr double kFinestPitchPx = 2.0;
inline constexpr std::int64_t kMostTonePixels = std::int64_t{1} << 28;

} // namespace koma
