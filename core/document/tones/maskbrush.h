// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/document/tones/penstroke.h"

#include <QImage>
#include <QRectF>

namespace koma {

/// A round brush for masks; lengths in points.
struct MaskBrush
{
    double widthPt = 24.0;         ///< at full pressure
    double minWidthFraction = 1.0; ///< of the width, at none
    double hardness = 0.8;         ///< share of the radius that is fully covered; 1: a sharp edge
};

/// How much of each pixel of an area a stroke covers, as QImage::Format_Alpha8: by the distance
/// from the curve, so that neither dabs nor crossings show. Fails with InvalidArgument for a
/// resolution that is not positive, TooLarge beyond kMostTonePixels of tones, and Cancelled.
Result<QImage> brushCoverage(const std::vector<PenSample> &samples, const MaskBrush &brush,
                             const QRectF &areaPt, double dpi, const CancelToken &cancel);

enum class MaskChange {
    Hide,   ///< covered parts of the mask go to 0
    Reveal, ///< to 255
};

/// Applies coverage of the same size to a mask in Format_Alpha8.
void applyCoverage(QImage &mask, const QImage &coverage, MaskChange change, double opacity);

} // namespace koma
