// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/maskbrush.h"

#include "core/document/tones/screentone.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kPtPerInch = 72.0;

/// A piece of the curve in pixels of the picture.
struct Piece
{
    QPointF from;
    QPointF to;
    double fromRadius;
    double toRadius;
};

/// Full up to the hard share of the radius, then a slope softened at both ends; the edge of a hard
/// brush is one pixel wide.
double falloff(double distance, double radius, double hardness)
{
    const double soft = radius * (1.0 - std::clamp(hardness, 0.0, 1.0));
    if (soft < 1.0)
        return std::clamp(radius + 0.5 - distance, 0.0, 1.0);
    const double share = std::clamp((radius - distance) / soft, 0.0, 1.0);
    return share * share * (3.0 - 2.0 * share);
}

void cover(QImage &image, const Piece &piece, double hardness)
{
    const double reach = std::max(piece.fromRadius, piece.toRadius) + 1.5;
    const QRectF box =
        QRectF(piece.from, piece.to).normalized().adjusted(-reach, -reach, reach, reach);
    const QRect pixels = box.toAlignedRect() & image.rect();
    const QPointF way = piece.to - piece.from;
    const double square = std::max(QPointF::dotProduct(way, way), 1e-12);
    for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
        uchar *row = image.scanLine(y);
        for (int x = pixels.left(); x <= pixels.right(); ++x) {
            const QPointF offset = QPointF(x + 0.5, y + 0.5) - piece.from;
            const double share = std::clamp(QPointF::dotProduct(offset, way) / square, 0.0, 1.0);
            const QPointF gap = offset - share * way;
            const double radius = piece.fromRadius + share * (piece.toRadius - piece.fromRadius);
            const double coverage = falloff(std::hypot(gap.x(), gap.y()), radius, hardness);
            row[x] = std::max(row[x], static_cast<uchar>(std::lround(255.0 * coverage)));
        }
    }
}

} // namespace

Result<QImage> brushCoverage(const std::vector<PenSample> &samples, const MaskBrush &brush,
                             const QRectF &areaPt, double dpi, const CancelToken &cancel)
{
    if (!(dpi > 0.0))
        return fail(ErrorKind::InvalidArgument,
                    "The mask cannot be painted: its resolution must be above 0.");
    const double scale = dpi / kPtPerInch;
    const double width = std::ceil(areaPt.width() * scale - 1e-6);
    const double height = std::ceil(areaPt.height() * scale - 1e-6);
    if (width * height > static_cast<double>(kMostTonePixels))
        return fail(ErrorKind::TooLarge, "The mask has too many pixels to be painted at once: "
                                         "choose a lower resolution.");
    if (!(width > 0.0) || !(height > 0.0))
        return QImage();
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_Alpha8);
    if (image.isNull())
        return fail(ErrorKind::OutOfMemory, "There is no memory for the mask: choose a lower "
                                            "resolution or close other documents.");
    image.fill(0);
    const double stepPt = std::clamp(0.1 * brush.widthPt, 0.5, 4.0);
    const std::vector<PenSample> curve = smoothedSamples(samples, stepPt);
    const double least = std::clamp(brush.minWidthFraction, 0.0, 1.0);
    const auto radiusPx = [&](const PenSample &sample) {
        const double share = least + (1.0 - least) * std::clamp(sample.pressure, 0.0, 1.0);
        return 0.5 * brush.widthPt * share * scale;
    };
    for (std::size_t i = 0; i < curve.size(); ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        const PenSample &from = curve.at(i > 0 ? i - 1 : 0);
        const PenSample &to = curve.at(i);
        if (i == 0 && curve.size() > 1)
            continue;
        cover(image,
              {(from.positionPt - areaPt.topLeft()) * scale,
               (to.positionPt - areaPt.topLeft()) * scale, radiusPx(from), radiusPx(to)},
              brush.hardness);
    }
    return image;
}

void applyCoverage(QImage &mask, const QImage &coverage, MaskChange change, double opacity)
{
    const int width = std::min(mask.width(), coverage.width());
    const int height = std::min(mask.height(), coverage.height());
    const double target = change == MaskChange::Reveal ? 255.0 : 0.0;
    for (int y = 0; y < height; ++y) {
        uchar *row = mask.scanLine(y);
        const uchar *cover = coverage.constScanLine(y);
        for (int x = 0; x < width; ++x) {
            const double share = std::clamp(opacity, 0.0, 1.0) * cover[x] / 255.0;
            row[x] = static_cast<uchar>(std::lround(row[x] + share * (target - row[x])));
        }
    }
}

} // namespace koma
