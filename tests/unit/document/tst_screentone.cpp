// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/screencoverage.h"
#include "core/document/tones/screentone.h"
#include "core/document/tones/tonepainter.h"

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>

#include <cmath>
#include <complex>
#include <numbers>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

constexpr double kDpi = 600.0;
constexpr std::array kPatterns{ScreenPattern::Dots, ScreenPattern::Lines, ScreenPattern::Crosshatch,
                               ScreenPattern::Noise};

Screentone evenTone(ScreenPattern pattern, double lpi, double angle, double density)
{
    Screentone tone;
    tone.pattern = pattern;
    tone.lpi = lpi;
    tone.angleDegrees = angle;
    tone.density = {DensityCourse::Constant, density, density, {}, {}};
    return tone;
}

QImage square(const Screentone &tone, int sidePx, double dpi = kDpi)
{
    const double sidePt = sidePx * 72.0 / dpi;
    return screenTone(tone, {3.0, 5.0, sidePt, sidePt}, dpi, {}).value();
}

double meanOf(const QImage &image)
{
    double sum = 0.0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            sum += image.constScanLine(y)[x];
    }
    return sum / (255.0 * image.width() * image.height());
}

/// Power at whole frequencies 0…n/2 by -n/2…n/2 of the picture under a Hann window: the transform
/// by its definition, row by row and then column by column.
struct Spectrum
{
    int side;
    std::vector<double> power; ///< [x][y + side / 2]

    explicit Spectrum(const QImage &image) : side(image.width())
    {
        const auto n = static_cast<std::size_t>(side);
        const double turn = 2.0 * std::numbers::pi / side;
        std::vector<std::complex<double>> waves;
        std::vector<double> window;
        for (int i = 0; i < side; ++i) {
            waves.push_back(std::polar(1.0, -turn * i));
            window.push_back(0.5 - 0.5 * std::cos(turn * (i + 0.5)));
        }
        const double mean = meanOf(image);
        std::vector<std::complex<double>> rows(n * (n / 2 + 1));
        for (std::size_t y = 0; y < n; ++y) {
            for (std::size_t f = 0; f <= n / 2; ++f) {
                std::complex<double> sum;
                for (std::size_t x = 0; x < n; ++x)
                    sum += window[x] * (image.constScanLine(int(y))[x] / 255.0 - mean) *
                           waves[x * f % n];
                rows[y * (n / 2 + 1) + f] = window[y] * sum;
            }
        }
        power.resize((n / 2 + 1) * n);
        for (std::size_t f = 0; f <= n / 2; ++f) {
            for (std::size_t g = 0; g < n; ++g) {
                std::complex<double> sum;
                for (std::size_t y = 0; y < n; ++y)
                    sum += rows[y * (n / 2 + 1) + f] * waves[y * g % n];
                power[f * n + (g + n / 2) % n] = std::norm(sum);
            }
        }
    }

    /// The strongest frequency, in cycles per pixel.
    QPointF peak() const
    {
        const auto best = std::max_element(power.begin(), power.end()) - power.begin();
        return {double(best / side) / side, double(best % side - side / 2) / side};
    }

    /// The ring of the strongest mean power.
    double peakRadius() const
    {
        std::vector<double> sums(static_cast<std::size_t>(side), 0.0);
        std::vector<double> counts(static_cast<std::size_t>(side), 0.0);
        for (int x = 0; x <= side / 2; ++x) {
            for (int y = -side / 2; y < side / 2; ++y) {
                const auto ring = static_cast<std::size_t>(std::lround(std::hypot(x, y) / 2.0));
                sums.at(ring) += power[static_cast<std::size_t>(x * side + y + side / 2)];
                counts.at(ring) += 1.0;
            }
        }
        std::size_t best = 1;
        for (std::size_t ring = 1; ring < sums.size() / 4; ++ring) {
            if (sums[ring] / counts[ring] > sums[best] / counts[best])
                best = ring;
        }
        return 2.0 * static_cast<double>(best) / side;
    }
};

/// Angle between two directions without sense, in degrees.
double angleBetween(double a, double b)
{
    return std::abs(std::remainder(a - b, 180.0));
}

} // namespace

class TestScreentone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stripesAreCoveredExactly()
    {
        Random random(test::randomCasesSeed(), 1);
        for (int i = 0; i < 60; ++i) {
            const double angle = i < 4 ? i * 0.5 * std::numbers::pi : random.uniform(0.0, 6.3);
            const QPointF normal(std::cos(angle), std::sin(angle));
            const double pitch = random.uniform(0.6, 12.0);
            const double density = random.uniform(0.02, 0.98);
            const QPointF centre(random.uniform(-50, 50), random.uniform(-50, 50));
            constexpr int kGrid = 160;
            int inside = 0;
            for (int k = 0; k < kGrid * kGrid; ++k) {
                const QPointF point = centre + QPointF((k % kGrid + 0.5) / kGrid - 0.5,
                                                       (k / kGrid + 0.5) / kGrid - 0.5);
                const double u = QPointF::dotProduct(point, normal) / pitch;
                inside += std::abs(u - std::floor(u) - 0.5) < 0.5 * density ? 1 : 0;
            }
            const double expected = double(inside) / (kGrid * kGrid);
            const double found = stripeCoverage(centre, normal, pitch, density);
            QVERIFY2(std::abs(found - expected) < 0.012,
                     qPrintable(u"%1 for %2, case %3"_s.arg(found).arg(expected).arg(i)));
        }
    }

    void discsAreCoveredWithoutCountingTwice()
    {
        Random random(test::randomCasesSeed(), 2);
        for (int i = 0; i < 60; ++i) {
            std::array<Disc, 4> discs;
            for (Disc &disc : discs)
                disc = {{random.uniform(-4, 4), random.uniform(-4, 4)}, random.uniform(0.0, 4.5)};
            constexpr int kGrid = 160;
            int inside = 0;
            for (int k = 0; k < kGrid * kGrid; ++k) {
                const QPointF point((k % kGrid + 0.5) / kGrid - 0.5,
                                    (k / kGrid + 0.5) / kGrid - 0.5);
                inside += std::any_of(discs.begin(), discs.end(), [&](const Disc &disc) {
                    const QPointF gap = point - disc.centre;
                    return std::hypot(gap.x(), gap.y()) < disc.radius;
                });
            }
            QVERIFY(std::abs(discCoverage(discs) - double(inside) / (kGrid * kGrid)) < 0.02);
        }
    }

    void dotsGrowTogetherAtTheirWidest()
    {
        const DotRadius radius;
        QVERIFY(std::abs(radius.of(std::numbers::pi / 4.0) - 0.5) < 1e-4);
        QVERIFY(std::abs(radius.of(std::numbers::pi / 16.0) - 0.25) < 1e-4);
        QVERIFY(std::abs(radius.of(1.0) - std::sqrt(0.5)) < 1e-4);
        QCOMPARE(radius.of(0.0), 0.0);
    }

    void meanDarknessIsWhatWasAsked_data()
    {
        QTest::addColumn<int>("pattern");
        QTest::addColumn<double>("lpi");
        QTest::addColumn<double>("dpi");
        for (int pattern = 0; pattern < 4; ++pattern) {
            for (const double lpi : {20.0, 85.0}) {
                for (const double dpi : {600.0, 233.0, 72.0})
                    QTest::addRow("pattern %d, %g lpi at %g dpi", pattern, lpi, dpi)
                        << pattern << lpi << dpi;
            }
        }
    }
    void meanDarknessIsWhatWasAsked()
    {
        QFETCH(const int, pattern);
        QFETCH(const double, lpi);
        QFETCH(const double, dpi);
        const ScreenPattern kind = kPatterns.at(static_cast<std::size_t>(pattern));
        // Noise is only even over many grains.
        const double pitch = dpi / lpi;
        const int side = static_cast<int>(
            std::clamp((kind == ScreenPattern::Noise ? 90.0 : 20.0) * pitch, 200.0, 900.0));
        for (const double density : {0.05, 0.4, 0.93}) {
            const double found = meanOf(square(evenTone(kind, lpi, 37.0, density), side, dpi));
            QVERIFY2(std::abs(found - density) < 0.01,
                     qPrintable(u"%1 for %2"_s.arg(found).arg(density)));
        }
    }

    void spectrumPeaksAtTheScreen_data()
    {
        QTest::addColumn<int>("pattern");
        QTest::addColumn<double>("angle");
        for (const double angle : {0.0, 15.0, 45.0, 72.0}) {
            QTest::addRow("dots at %g", angle) << int(ScreenPattern::Dots) << angle;
            QTest::addRow("lines at %g", angle) << int(ScreenPattern::Lines) << angle;
            QTest::addRow("crosshatch at %g", angle) << int(ScreenPattern::Crosshatch) << angle;
        }
    }
    void spectrumPeaksAtTheScreen()
    {
        QFETCH(const int, pattern);
        QFETCH(const double, angle);
        constexpr int kSide = 160;
        const auto kind = static_cast<ScreenPattern>(pattern);
        const QPointF peak = Spectrum(square(evenTone(kind, 60.0, angle, 0.3), kSide)).peak();
        const double lpi = kDpi * std::hypot(peak.x(), peak.y());
        QVERIFY2(std::abs(lpi - 60.0) < 0.75 * kDpi / kSide, qPrintable(QString::number(lpi)));
        const double found = std::atan2(peak.y(), peak.x()) * 180.0 / std::numbers::pi;
        // Lines vary across their angle; dots both ways.
        const double across = angleBetween(found, angle + 90.0);
        const double nearest =
            kind == ScreenPattern::Lines ? across : std::min(across, angleBetween(found, angle));
        QVERIFY2(nearest < 3.0, qPrintable(QString::number(found)));
    }

    void noiseHasNoDirectionAndItsGrain()
    {
        const QImage image = square(evenTone(ScreenPattern::Noise, 60.0, 0.0, 0.5), 200);
        const double lpi = kDpi * Spectrum(image).peakRadius();
        QVERIFY2(std::abs(lpi - 60.0) < 15.0, qPrintable(QString::number(lpi)));
        Screentone other = evenTone(ScreenPattern::Noise, 60.0, 0.0, 0.5);
        QCOMPARE(square(other, 60), square(other, 60));
        other.seed = 2;
        QVERIFY(square(other, 200) != image);
    }

    void screensFinerThanPixelsBecomeGrey()
    {
        for (const ScreenPattern pattern : kPatterns) {
            const QImage image = square(evenTone(pattern, 60.0, 45.0, 0.4), 64, 96.0);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    QCOMPARE(int(image.constScanLine(y)[x]), 102);
            }
        }
    }

    void partsContinueEachOther()
    {
        for (const ScreenPattern pattern : kPatterns) {
            Screentone tone = evenTone(pattern, 45.0, 33.0, 0.4);
            tone.density = {DensityCourse::Radial, 0.1, 0.9, {10, 10}, {30, 10}};
            const double px = 72.0 / 300.0;
            const QImage whole = screenTone(tone, {0, 0, 100 * px, 80 * px}, 300.0, {}).value();
            const QImage part =
                screenTone(tone, {37 * px, 21 * px, 40 * px, 30 * px}, 300.0, {}).value();
            QCOMPARE(part.size(), QSize(40, 30));
            for (int y = 0; y < part.height(); ++y) {
                for (int x = 0; x < part.width(); ++x)
                    QVERIFY(std::abs(part.constScanLine(y)[x] -
                                     whole.constScanLine(y + 21)[x + 37]) <= 1);
            }
        }
    }

    void gradientsRunFromPointToPoint()
    {
        const ToneDensity linear{DensityCourse::Linear, 0.2, 0.8, {10, 0}, {30, 0}};
        QCOMPARE(linear.at({0, 7}), 0.2);
        QCOMPARE(linear.at({20, -50}), 0.5);
        QCOMPARE(linear.at({99, 0}), 0.8);
        const ToneDensity radial{DensityCourse::Radial, 1.0, 0.0, {0, 0}, {0, 10}};
        QCOMPARE(radial.at({5, 0}), 0.5);
        QCOMPARE(radial.at({-20, 0}), 0.0);
        Screentone tone;
        tone.lpi = 40.0;
        for (const ScreenPattern pattern : kPatterns) {
            tone.pattern = pattern;
            tone.density = {DensityCourse::Linear, 0.0, 1.0, {0, 0}, {144, 0}};
            const QImage image = screenTone(tone, {0, 0, 144, 72}, 300.0, {}).value();
            QVERIFY(std::abs(meanOf(image) - 0.5) < 0.012);
            const double left = meanOf(image.copy(0, 0, 200, 300));
            QVERIFY2(std::abs(left - 1.0 / 6.0) < 0.015, qPrintable(QString::number(left)));
        }
    }

    void impossibleTonesAreRefused()
    {
        const QRectF area(0, 0, 100, 100);
        const auto kindOf = [&](double lpi, double dpi, const QRectF &rect) {
            Screentone tone;
            tone.lpi = lpi;
            const auto result = screenTone(tone, rect, dpi, {});
            return result ? ErrorKind::Internal : result.error().kind;
        };
        QCOMPARE(kindOf(0.0, 300.0, area), ErrorKind::InvalidArgument);
        QCOMPARE(kindOf(60.0, -1.0, area), ErrorKind::InvalidArgument);
        QCOMPARE(kindOf(60.0, 1e6, area), ErrorKind::TooLarge);
        CancelSource source;
        source.cancel();
        QCOMPARE(screenTone({}, area, 300.0, source.token()).error().kind, ErrorKind::Cancelled);
        QVERIFY(screenTone({}, QRectF(), 300.0, {}).value().isNull());
    }

    void paintersGetTheirOwnPixels()
    {
        const Screentone tone = evenTone(ScreenPattern::Dots, 50.0, 45.0, 0.4);
        QPainterPath area;
        area.addRect(10, 10, 40, 30);
        QImage canvas(300, 250, QImage::Format_RGB32);
        canvas.fill(Qt::white);
        QPainter painter(&canvas);
        painter.translate(-13.0, 4.0);
        painter.scale(5.0, 5.0);
        QVERIFY(paintTone(painter, tone, area, Qt::black, 600.0, {}).has_value());
        painter.end();
        const QImage direct = screenTone(tone, {10, 10, 40, 30}, 360.0, {}).value();
        for (int y = 0; y < 150; ++y) {
            for (int x = 0; x < 200; ++x) {
                const int paper = qGray(canvas.pixel(x + 37, y + 54));
                QVERIFY(std::abs(255 - paper - direct.constScanLine(y)[x]) <= 2);
            }
        }
        QCOMPARE(canvas.pixel(30, 100), qRgb(255, 255, 255));
        QCOMPARE(canvas.pixel(100, 210), qRgb(255, 255, 255));
    }

    void vectorDevicesGetAPicture()
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        const auto bytesAt = [&](double dpi) {
            buffer.seek(0);
            bytes.clear();
            QPdfWriter pdf(&buffer);
            QPainter painter(&pdf);
            QPainterPath area;
            area.addEllipse(QRectF(10, 10, 300, 300));
            const bool painted = paintTone(painter, {}, area, Qt::black, dpi, {}).has_value();
            painter.end();
            return painted ? bytes.size() : -1;
        };
        const qsizetype coarse = bytesAt(150.0);
        QVERIFY(coarse > 1000);
        QVERIFY(bytesAt(600.0) > 2 * coarse);
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestScreentone)
#include "tst_screentone.moc"
