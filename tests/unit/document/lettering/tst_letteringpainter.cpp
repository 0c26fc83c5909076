// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/letteringpainter.h"

#include "tests/support/testmain.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

using namespace koma;

namespace {

/// A letter that is a square of 40 pt with its left edge at x = 50.
TextLayoutResult squareLetter()
{
    TextLayoutResult layout;
    PlacedGlyph glyph;
    glyph.path.addRect(50, 30, 40, 40);
    layout.glyphs.push_back(glyph);
    return layout;
}

QImage painted(const LetteringInk &ink, double scale)
{
    QImage image(static_cast<int>(140 * scale), static_cast<int>(100 * scale),
                 QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintLettering(painter, squareLetter(), ink);
    return image;
}

} // namespace

class TestLetteringPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contoursLieUnderTheFillFromInsideOut_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("canvas") << 1.0;
        QTest::newRow("print") << 4.0;
    }
    void contoursLieUnderTheFillFromInsideOut()
    {
        QFETCH(const double, scale);
        const QImage image = painted({Qt::red, {{Qt::white, 6.0}, {Qt::blue, 4.0}}}, scale);
        const auto colourAt = [&](double x) {
            return image.pixelColor(static_cast<int>(x * scale), static_cast<int>(50 * scale));
        };
        QCOMPARE(colourAt(52.0), QColor(Qt::red)); // not thinned by the contour
        QCOMPARE(colourAt(47.0), QColor(Qt::white));
        QCOMPARE(colourAt(42.0), QColor(Qt::blue));
        QCOMPARE(colourAt(38.0), QColor(Qt::gray));
    }

    void withoutContoursOnlyTheFillIsPainted()
    {
        const QImage image = painted({Qt::black, {}}, 1.0);
        QCOMPARE(image.pixelColor(51, 50), QColor(Qt::black));
        QCOMPARE(image.pixelColor(48, 50), QColor(Qt::gray));
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestLetteringPainter)
#include "tst_letteringpainter.moc"
