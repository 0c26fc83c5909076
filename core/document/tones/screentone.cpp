// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/screentone.h"

#include "core/base/random.h"
#include "core/document/tones/noisefield.h"
#include "core/document/tones/screencoverage.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

constexpr double kPtPerInch = 72.0;

/// Below this pitch a screen begins to give way to grey.
constexpr double kCoarsePitchPx = 3.0;

/// One tone at one resolution; positions in pixels from the page's origin.
class Screening
{
public:
    Screening(const Screentone &tone, double dpi)
        : m_tone(tone), m_ptPerPixel(kPtPerInch / dpi), m_pitch(dpi / tone.lpi)
    {
        const double angle = tone.angleDegrees * std::numbers::pi / 180.0;
        m_along = QPointF(std::cos(angle), std::sin(angle));
        m_across = QPointF(-m_along.y(), m_along.x());
        const double place = (m_pitch - kFinestPitchPx) / (kCoarsePitchPx - kFinestPitchPx);
        const double share = std::clamp(place, 0.0, 1.0);
        m_contrast = share * share * (3.0 - 2.0 * share);
        m_isConstant = tone.density.course == DensityCourse::Constant;
        m_density = std::clamp(tone.density.start, 0.0, 1.0);
        if (tone.pattern == ScreenPattern::Noise)
            m_noise = &NoiseField::shared();
        constexpr double kPartsPerGrain = 16.0;
        m_noiseParts = std::clamp(static_cast<int>(std::ceil(kPartsPerGrain / m_pitch)), 1, 8);
        m_dotRadius = m_dots.of(m_density) * m_pitch;
        Random random(tone.seed);
        m_noiseOffset = QPointF(random.uniform(0.0, 1000.0), random.uniform(0.0, 1000.0));
    }

    double coverage(QPointF pixelCentre) const
    {
        const double density = densityAt(pixelCentre);
        if (m_contrast <= 0.0 || density <= 0.0 || density >= 1.0)
            return density;
        return density + m_contrast * (screened(pixelCentre, density) - density);
    }

private:
    double densityAt(QPointF pixel) const
    {
        return m_isConstant ? m_density : m_tone.density.at(pixel * m_ptPerPixel);
    }

    double screened(QPointF pixel, double density) const
    {
        switch (m_tone.pattern) {
        case ScreenPattern::Dots:
            return dots(pixel);
        case ScreenPattern::Lines:
            return stripeCoverage(pixel, m_across, m_pitch, density);
        case ScreenPattern::Crosshatch: {
            // Two sets of share a cover 1 - (1 - a)^2 together.
            const double each = 1.0 - std::sqrt(1.0 - density);
            return 1.0 - (1.0 - stripeCoverage(pixel, m_across, m_pitch, each)) *
                             (1.0 - stripeCoverage(pixel, m_along, m_pitch, each));
        }
        case ScreenPattern::Noise:
            return noise(pixel, density);
        }
        return density;
    }

    double dots(QPointF pixel) const
    {
        const double along = QPointF::dotProduct(pixel, m_along) / m_pitch;
        const double across = QPointF::dotProduct(pixel, m_across) / m_pitch;
        if (m_isConstant) {
            // Most pixels lie wholly in the nearest dot or wholly out of it.
            constexpr double kHalfDiagonal = 0.70711;
            const double distance = m_pitch * std::hypot(along - std::floor(along) - 0.5,
                                                         across - std::floor(across) - 0.5);
            if (distance <= m_dotRadius - kHalfDiagonal)
                return 1.0;
            if (distance >= m_dotRadius + kHalfDiagonal)
                return 0.0;
        }
        // The four nearest centres of cells: no other dot reaches this pixel.
        const double column = std::floor(along - 0.5) + 0.5;
        const double row = std::floor(across - 0.5) + 0.5;
        std::array<Disc, 4> discs;
        for (std::size_t i = 0; i < 4; ++i) {
            const QPointF centre = m_pitch * ((column + static_cast<double>(i % 2)) * m_along +
                                              (row + (i < 2 ? 0.0 : 1.0)) * m_across);
            const double radius =
                m_isConstant ? m_dotRadius : m_dots.of(densityAt(centre)) * m_pitch;
            discs[i] = {centre - pixel, radius};
        }
        return discCoverage(discs);
    }

    /// The field is taken as a plane over a part of the pixel; parts are small beside a grain, or
    /// slopes of grains that stay below the threshold would count.
    double noise(QPointF pixel, double density) const
    {
        const double threshold = m_noise->threshold(density);
        const double side = 1.0 / m_noiseParts;
        double covered = 0.0;
        for (int part = 0; part < m_noiseParts * m_noiseParts; ++part) {
            const int above = part / m_noiseParts;
            const QPointF offset(part % m_noiseParts + 0.5, above + 0.5);
            const QPointF place = pixel + side * offset - QPointF(0.5, 0.5);
            const NoiseField::Sample sample = m_noise->at(place / m_pitch + m_noiseOffset);
            const double slope =
                side * (std::abs(sample.slope.x()) + std::abs(sample.slope.y())) / m_pitch;
            const double height = sample.value - threshold;
            covered += std::clamp(0.5 + height / std::max(slope, 1e-9), 0.0, 1.0);
        }
        return covered * side * side;
    }

    const Screentone &m_tone;
    double m_ptPerPixel;
    double m_pitch; ///< in pixels
    QPointF m_along;
    QPointF m_across;
    double m_contrast = 1.0;
    bool m_isConstant = true;
    double m_density = 0.0;
    double m_dotRadius = 0.0;
    QPointF m_noiseOffset;
    int m_noiseParts = 1; ///< of a pixel, each way
    const DotRadius &m_dots = DotRadius::shared();
    const NoiseField *m_noise = nullptr; ///< for noise only
};

} // namespace

double ToneDensity::at(QPointF pagePt) const
{
    if (course == DensityCourse::Constant)
        return std::clamp(start, 0.0, 1.0);
    const QPointF way = endPt - startPt;
    const QPointF offset = pagePt - startPt;
    const double square = std::max(QPointF::dotProduct(way, way), 1e-12);
    const double share = course == DensityCourse::Linear
                             ? QPointF::dotProduct(offset, way) / square
                             : std::sqrt(QPointF::dotProduct(offset, offset) / square);
    return std::clamp(start + std::clamp(share, 0.0, 1.0) * (end - start), 0.0, 1.0);
}

Result<QImage> screenTone(const Screentone &tone, const QRectF &areaPt, double dpi,
                          const CancelToken &cancel)
{
    if (!(dpi > 0.0) || !(tone.lpi > 0.0))
        return fail(ErrorKind::InvalidArgument,
                    "The tone cannot be screened: its resolution and its lines per inch must be "
                    "above 0.");
    if (!(areaPt.width() > 0.0) || !(areaPt.height() > 0.0))
        return QImage();
    const double scale = dpi / kPtPerInch;
    const double width = std::ceil(areaPt.width() * scale - 1e-6);
    const double height = std::ceil(areaPt.height() * scale - 1e-6);
    if (width * height > static_cast<double>(kMostTonePixels))
        return fail(ErrorKind::TooLarge,
                    "The tone has too many pixels to be screened at once: choose a lower "
                    "resolution or screen it in parts.");
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_Alpha8);
    if (image.isNull())
        return fail(ErrorKind::OutOfMemory, "There is no memory for the tone: choose a lower "
                                            "resolution or close other documents.");
    const Screening screening(tone, dpi);
    const QPointF origin = areaPt.topLeft() * scale + QPointF(0.5, 0.5);
    for (int y = 0; y < image.height(); ++y) {
        if (cancel.isCancelled())
            return failCancelled();
        uchar *row = image.scanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            const double coverage = screening.coverage(origin + QPointF(x, y));
            row[x] = static_cast<uchar>(std::lround(255.0 * coverage));
        }
    }
    return image;
}

} // namespace koma
