// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/maskbrush.h"

#include "tests/support/testmain.h"

#include <QGuiApplication>

#include <cmath>
#include <numbers>

using namespace koma;

namespace {

const QRectF kArea(0, 0, 100, 60);
constexpr double kDpi = 144.0; // two pixels to the point

double sumOf(const QImage &image)
{
    double sum = 0.0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            sum += image.constScanLine(y)[x] / 255.0;
    }
    return sum;
}

QImage coverageOf(const std::vector<PenSample> &samples, const MaskBrush &brush)
{
    return brushCoverage(samples, brush, kArea, kDpi, {}).value();
}

} // namespace

class TestMaskBrush : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHardStrokeCoversItsStadium()
    {
        const MaskBrush brush{20.0, 1.0, 1.0};
        const QImage image = coverageOf({{{20, 30}, 1.0}, {{80, 30}, 1.0}}, brush);
        QCOMPARE(image.size(), QSize(200, 120));
        const double expected = 4.0 * (60.0 * 20.0 + std::numbers::pi * 100.0); // in pixels
        QVERIFY(std::abs(sumOf(image) - expected) < 0.005 * expected);
        QCOMPARE(int(image.constScanLine(60)[100]), 255);
        QCOMPARE(int(image.constScanLine(30)[100]), 0);
    }

    void aSoftStrokeFadesOutwards()
    {
        const QImage image = coverageOf({{{20, 30}, 1.0}, {{80, 30}, 1.0}}, {40.0, 1.0, 0.25});
        int before = 256;
        for (int y = 60; y < 105; ++y) {
            const int value = image.constScanLine(y)[100];
            QVERIFY(value <= before);
            QVERIFY(before == 256 || before - value < 25);
            before = value;
        }
        QCOMPARE(int(image.constScanLine(64)[100]), 255); // within the hard quarter
        QCOMPARE(before, 0);
    }

    void crossingsDoNotShow()
    {
        const MaskBrush brush{16.0, 1.0, 0.3};
        const QImage once = coverageOf({{{10, 30}, 1.0}, {{90, 30}, 1.0}}, brush);
        const QImage thrice =
            coverageOf({{{10, 30}, 1.0}, {{90, 30}, 1.0}, {{10, 30}, 1.0}, {{90, 30}, 1.0}}, brush);
        for (int x = 60; x < 140; ++x) {
            for (int y = 0; y < once.height(); ++y)
                QVERIFY(std::abs(once.constScanLine(y)[x] - thrice.constScanLine(y)[x]) <= 1);
        }
    }

    void pressureNarrowsTheStroke()
    {
        const std::vector<PenSample> light{{{20, 30}, 0.0}, {{80, 30}, 0.0}};
        const double wide = sumOf(coverageOf(light, {20.0, 1.0, 1.0}));
        const double narrow = sumOf(coverageOf(light, {20.0, 0.5, 1.0}));
        QVERIFY(narrow < 0.55 * wide && narrow > 0.4 * wide);
        QVERIFY(sumOf(coverageOf({{{50, 30}, 1.0}}, {20.0, 1.0, 1.0})) > 1200.0);
        QCOMPARE(sumOf(coverageOf({}, {})), 0.0);
    }

    void strokesHideAndReveal()
    {
        QImage mask(kArea.size().toSize() * 2, QImage::Format_Alpha8);
        mask.fill(255);
        const QImage stroke = coverageOf({{{20, 30}, 1.0}, {{80, 30}, 1.0}}, {20.0, 1.0, 0.6});
        applyCoverage(mask, stroke, MaskChange::Hide, 1.0);
        for (int y = 0; y < mask.height(); ++y)
            QCOMPARE(int(mask.constScanLine(y)[100]), 255 - int(stroke.constScanLine(y)[100]));
        applyCoverage(mask, stroke, MaskChange::Reveal, 0.5);
        QCOMPARE(int(mask.constScanLine(60)[100]), 128);
    }

    void impossibleStrokesAreRefused()
    {
        QCOMPARE(brushCoverage({}, {}, kArea, 0.0, {}).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(brushCoverage({}, {}, kArea, 1e6, {}).error().kind, ErrorKind::TooLarge);
        CancelSource source;
        source.cancel();
        QCOMPARE(brushCoverage({{{5, 5}, 1.0}}, {}, kArea, kDpi, source.token()).error().kind,
                 ErrorKind::Cancelled);
        QVERIFY(brushCoverage({}, {}, QRectF(), kDpi, {}).value().isNull());
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestMaskBrush)
#include "tst_maskbrush.moc"
