// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inferenceengine.h"
#include "models/builtinmodels.h"

#include "tests/support/convgenerator.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace koma;

Q_DECLARE_METATYPE(koma::Precision)

namespace {

constexpr int kOneLevel = 257; ///< 1/255 in 16-bit samples

int largestDifference(const Image &a, const Image &b)
{
    int largest = 0;
    for (int y = 0; y < a.size().heightPx; ++y) {
        const auto *rowA = a.view().rowAs<std::uint16_t>(y);
        const auto *rowB = b.view().rowAs<std::uint16_t>(y);
        for (int i = 0; i < a.size().widthPx * a.channels(); ++i)
            largest = std::max(largest, std::abs(rowA[i] - rowB[i]));
    }
    return largest;
}

/// A network that draws nothing would be equal to anything.
bool isBlank(const Image &drawing)
{
    const auto *row = drawing.view().rowAs<std::uint16_t>(drawing.size().heightPx / 2);
    const auto [least, most] = std::minmax_element(row, row + drawing.size().widthPx);
    return *most - *least < 10 * kOneLevel;
}

} // namespace

/// Tiled equals whole, in every pixel, whatever the sizes: the promise that large pictures rest on.
class TestTilingEquality : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        configureRuntime();
        test::addConvGenerators(m_registry);
        registerBuiltinModels(m_registry);
    }

    void tiledEqualsWhole_data()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<Precision>("precision");
        QTest::addColumn<int>("allowed");
        QTest::addColumn<int>("cases");
        const int almostExact = 4;
        QTest::newRow("conv, float32") << "conv" << Precision::Float32 << almostExact << 8;
        QTest::newRow("conv, bfloat16") << "conv" << Precision::BFloat16 << kOneLevel << 8;
        QTest::newRow("koma-unet, float32")
            << "koma-unet" << Precision::Float32 << almostExact << 4;
        QTest::newRow("koma-unet, as the engine chooses")
            << "koma-unet" << Precision::Auto << kOneLevel << 4;
    }

    void tiledEqualsWhole()
    {
        QFETCH(QString, architecture);
        QFETCH(Precision, precision);
        QFETCH(int, allowed);
        QFETCH(int, cases);
        const StyleCard style = makeStyle(architecture.toStdString(), {});
        Random random(test::randomCasesSeed(), 21);
        int worst = 0;
        for (int i = 0; i < cases; ++i) {
            const ImageSize size{16 + static_cast<int>(random.below(400)),
                                 16 + static_cast<int>(random.below(500))};
            const int tilePx = 16 + static_cast<int>(random.below(300));
            const int difference = tiledAgainstWhole(style, size, precision, tilePx, random);
            QVERIFY2(difference <= allowed,
                     qPrintable(QStringLiteral("%1x%2, tiles of %3: %4/65535")
                                    .arg(size.widthPx)
                                    .arg(size.heightPx)
                                    .arg(tilePx)
                                    .arg(difference)));
            QVERIFY(!m_blank);
            worst = std::max(worst, difference);
        }
        qInfo("largest difference: %d/65535", worst);
    }

    void aTooSmallHaloWouldBeSeen()
    {
        const StyleCard style = makeStyle("conv", {{"reach", 0}});
        Random random(test::randomCasesSeed(), 22);
        QVERIFY(tiledAgainstWhole(style, {300, 200}, Precision::Float32, 64, random) > kOneLevel);
    }

private:
    StyleCard makeStyle(const std::string &architecture, const ArchitectureParams &params)
    {
        ArchitectureParams all = params;
        if (architecture == "koma-unet")
            all["normalised"] = 0;
        const std::string name = "style" + std::to_string(m_styles++);
        return test::writeStyle(m_registry, test::pathOf(m_folder) / name, architecture, all, 5);
    }

    int tiledAgainstWhole(StyleCard style, ImageSize size, Precision precision, int tilePx,
                          Random &random)
    {
        const Image picture = test::paintedImage(size, 3, SampleType::U16, Random(random.next()));
        style.pageLongSidePx = size.longSidePx();
        Image drawings[2];
        std::size_t tiles[2] = {};
        for (int i = 0; i < 2; ++i) {
            InferenceEngine engine(m_registry,
                                   {.precision = precision, .maxTilePx = i == 0 ? 65536 : tilePx});
            Drawing drawing = engine.draw(picture, {.style = style}).value();
            drawings[i] = drawing.image;
            tiles[i] = drawing.report.tiles;
        }
        m_blank = isBlank(drawings[0]) || tiles[0] != 1;
        return largestDifference(drawings[0], drawings[1]);
    }

    QTemporaryDir m_folder;
    GeneratorRegistry m_registry;
    int m_styles = 0;
    bool m_blank = false; ///< of the last comparison
};

KOMA_TEST_MAIN(QCoreApplication, TestTilingEquality)
#include "tst_tiling_equality.moc"
