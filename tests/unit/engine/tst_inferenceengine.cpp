// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inferenceengine.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/engine/torch/safetensors.h"
#include "tests/support/convgenerator.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace koma;

Q_DECLARE_METATYPE(koma::ImageSize)
Q_DECLARE_METATYPE(koma::ErrorKind)
Q_DECLARE_METATYPE(koma::SampleType)

class TestInferenceEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        configureRuntime();
        test::addConvGenerators(m_registry);
        m_colour = makeStyle("colour", {{"channels", 3}});
        m_grey = makeStyle("grey", {{"channels", 1}});
    }

    void init() { (void)test::takePasses(); }

    void sizesAreExact_data()
    {
        QTest::addColumn<ImageSize>("size");
        QTest::addColumn<int>("pageLongSidePx");
        const auto row = [](int width, int height, int page) {
            QTest::addRow("%dx%d at %d", width, height, page) << ImageSize{width, height} << page;
        };
        row(16, 16, 1024);
        row(16, 16, 16);
        row(17, 31, 20);
        row(101, 67, 1024);
        row(101, 67, 64);
        row(509, 503, 300);
        row(16384, 16, 1024);
        row(17, 16384, 1024);
        row(16, 16384, 16384);
        row(1024, 16, 1500);
    }

    void sizesAreExact()
    {
        QFETCH(ImageSize, size);
        QFETCH(int, pageLongSidePx);
        StyleCard style = m_colour;
        style.pageLongSidePx = pageLongSidePx;
        const Image picture = test::paintedImage(size, 3, SampleType::U8, Random(1));
        InferenceEngine engine(m_registry, {});
        const auto drawing = engine.draw(picture, {.style = style});
        QVERIFY2(drawing.has_value(), drawing ? "" : drawing.error().message.c_str());
        QCOMPARE(drawing->image.size(), size);
        QCOMPARE(drawing->report.workingSize, InferenceEngine::workingSize(size, {.style = style}));
    }

    void workingSizeFollowsPageAndScale()
    {
        StyleCard style = m_colour;
        style.pageLongSidePx = 1000;
        const auto working = [&](ImageSize size, double scale, int cap) {
            return InferenceEngine::workingSize(
                size, {.style = style, .strokeScale = scale, .maxWorkingLongSidePx = cap});
        };
        QCOMPARE(working({4000, 2000}, 1.0, 0), (ImageSize{1000, 500}));
        QCOMPARE(working({4000, 2000}, 0.5, 0), (ImageSize{2000, 1000}));
        QCOMPARE(working({4000, 2000}, 0.5, 768), (ImageSize{768, 384}));
        QCOMPARE(working({100, 50}, 1.0, 0), (ImageSize{200, 100}));
        QCOMPARE(working({1001, 301}, 1.0, 0), (ImageSize{1001, 301}));
        QCOMPARE(working({999, 301}, 1.0, 0), (ImageSize{999, 301}));
        QCOMPARE(working({1001, 1001}, 1.0, 1000), (ImageSize{1000, 1000}));
        style.pageLongSidePx = 16384;
        QCOMPARE(working({16384, 16}, 0.25, 0), (ImageSize{16384, 16}));
    }

    void refusalsComeBeforeAnyWork_data()
    {
        QTest::addColumn<ImageSize>("size");
        QTest::addColumn<double>("strokeScale");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *name, ImageSize size, double scale, ErrorKind kind) {
            QTest::newRow(name) << size << scale << kind;
        };
        row("too narrow", {15, 100}, 1.0, ErrorKind::InvalidArgument);
        row("too long", {16385, 16}, 1.0, ErrorKind::TooLarge);
        row("strokes too fine", {20, 20}, 0.2, ErrorKind::InvalidArgument);
        row("strokes too thick", {20, 20}, 4.1, ErrorKind::InvalidArgument);
        row("no number", {20, 20}, std::nan(""), ErrorKind::InvalidArgument);
    }

    void refusalsComeBeforeAnyWork()
    {
        QFETCH(ImageSize, size);
        QFETCH(double, strokeScale);
        QFETCH(ErrorKind, kind);
        const Image picture = Image::create(size, 1, SampleType::U8).value();
        InferenceEngine engine(m_registry, {});
        const auto drawing = engine.draw(picture, {.style = m_colour, .strokeScale = strokeScale});
        QCOMPARE(drawing.error().kind, kind);
        QVERIFY(test::takePasses().empty());
        QCOMPARE(engine.draw(ImageView{}, {.style = m_colour}).error().kind,
                 ErrorKind::InvalidArgument);
    }

    void typesAndAlphaAreKept_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<SampleType>("type");
        for (const int channels : {1, 2, 3, 4}) {
            QTest::addRow("%d channels, 8 bit", channels) << channels << SampleType::U8;
            QTest::addRow("%d channels, 16 bit", channels) << channels << SampleType::U16;
            QTest::addRow("%d channels, float", channels) << channels << SampleType::F32;
        }
    }

    void typesAndAlphaAreKept()
    {
        QFETCH(int, channels);
        QFETCH(SampleType, type);
        const Image picture = test::paintedImage({90, 70}, channels, type, Random(7));
        InferenceEngine engine(m_registry, {});
        const auto drawing = engine.draw(picture, {.style = m_grey});
        QCOMPARE(drawing->image.channels(), 1);
        QCOMPARE(drawing->image.type(), type == SampleType::U8 ? SampleType::U8 : SampleType::U16);
    }

    void thePictureIsSeenByTheNetwork()
    {
        InferenceEngine engine(m_registry, {});
        const Image one = test::paintedImage({64, 64}, 3, SampleType::U8, Random(1));
        const Image two = test::paintedImage({64, 64}, 3, SampleType::U8, Random(2));
        const DrawRequest request{.style = m_colour};
        QVERIFY(
            !identicalPixels(engine.draw(one, request)->image, engine.draw(two, request)->image));
        QVERIFY(
            identicalPixels(engine.draw(one, request)->image, engine.draw(one, request)->image));
    }

    void memoryErrorsGiveSmallerTiles()
    {
        const StyleCard hungry = makeStyle("hungry", {{"limit", 70000}});
        const Image picture = test::paintedImage({900, 700}, 3, SampleType::U8, Random(3));
        StyleCard style = hungry;
        style.pageLongSidePx = 900;
        InferenceEngine engine(m_registry, {.precision = Precision::Float32, .maxTilePx = 2000});
        const auto drawing = engine.draw(picture, {.style = style});
        QVERIFY2(drawing.has_value(), drawing ? "" : drawing.error().message.c_str());
        QVERIFY(drawing->report.tiles > 1);
        QVERIFY(!drawing->report.remark.empty());
        StyleCard easy = makeStyle("easy", {});
        easy.pageLongSidePx = 900;
        const auto whole = engine.draw(picture, {.style = easy});
        QVERIFY(largestDifference(whole->image, drawing->image) <= 1);
    }

    void hopelessMemoryErrorsAreTold()
    {
        StyleCard hungry = makeStyle("hopeless", {{"limit", 256 * 256}});
        hungry.pageLongSidePx = 600;
        const StyleCard starving = makeStyle("starving", {{"limit", 100}});
        InferenceEngine engine(m_registry, {});
        const Image picture = test::paintedImage({600, 600}, 3, SampleType::U8, Random(3));
        QVERIFY(engine.draw(picture, {.style = hungry}).has_value());
        QCOMPARE(engine.draw(picture, {.style = starving}).error().kind, ErrorKind::OutOfMemory);
        QVERIFY(engine.draw(picture, {.style = m_colour}).has_value());
    }

    void theBudgetDecidesTheTiles()
    {
        StyleCard style = m_colour;
        style.pageLongSidePx = 800;
        const Image picture = test::paintedImage({800, 800}, 3, SampleType::U8, Random(3));
        InferenceEngine roomy(m_registry, {.memoryBudgetBytes = 1LL << 30, .maxTilePx = 4096});
        InferenceEngine tight(
            m_registry, {.precision = Precision::Float32, .memoryBudgetBytes = 64LL * 200 * 200});
        QCOMPARE(roomy.draw(picture, {.style = style})->report.tiles, std::size_t{1});
        (void)test::takePasses();
        QVERIFY(tight.draw(picture, {.style = style})->report.tiles > 9);
        auto passes = test::takePasses();
        passes.erase(passes.begin(), passes.begin() + 2); // the warm-up
        QVERIFY(*std::max_element(passes.begin(), passes.end()) <= 200 * 200);
    }

    void cancelStopsBetweenTiles()
    {
        StyleCard style = m_colour;
        style.pageLongSidePx = 600;
        const Image picture = test::paintedImage({600, 600}, 3, SampleType::U8, Random(3));
        InferenceEngine engine(m_registry, {.maxTilePx = 64});
        CancelSource source;
        int tilesSeen = 0;
        const Progress progress([&](double, std::string_view stage) {
            if (stage == "tiles" && ++tilesSeen == 3)
                source.cancel();
        });
        const auto drawing = engine.draw(picture, {.style = style}, source.token(), progress);
        QCOMPARE(drawing.error().kind, ErrorKind::Cancelled);
        QCOMPARE(tilesSeen, 3);
        (void)test::takePasses();
        QCOMPARE(engine.draw(picture, {.style = style}, source.token()).error().kind,
                 ErrorKind::Cancelled);
        QVERIFY(test::takePasses().empty());
    }

    void progressNeverGoesBack()
    {
        StyleCard style = m_colour;
        style.pageLongSidePx = 300;
        const Image picture = test::paintedImage({700, 600}, 4, SampleType::U8, Random(3));
        InferenceEngine engine(m_registry, {.maxTilePx = 64});
        std::vector<double> reports;
        const Progress progress(
            [&](double fraction, std::string_view) { reports.push_back(fraction); });
        QVERIFY(engine.draw(picture, {.style = style}, {}, progress).has_value());
        QVERIFY(reports.size() > 10);
        QVERIFY(std::is_sorted(reports.begin(), reports.end()));
        QCOMPARE(reports.back(), 1.0);
    }

    void damagedWeightsAreRefused()
    {
        StyleCard style = makeStyle("damaged", {});
        auto weights = readSafeTensors(style.weightsPath()).value();
        const auto kindAfter = [&](const auto &change) {
            SafeTensors changed{weights.tensors, {}};
            change(changed.tensors);
            test::require(writeSafeTensors(style.weightsPath(), changed));
            style.weightsSha256 = sha256HexOfFile(style.weightsPath()).value();
            InferenceEngine engine(m_registry, {});
            const Image picture = test::paintedImage({20, 20}, 3, SampleType::U8, Random(3));
            const auto drawing = engine.draw(picture, {.style = style});
            m_message = drawing ? "" : drawing.error().message;
            return drawing ? ErrorKind::Internal : drawing.error().kind;
        };
        using Tensors = std::map<std::string, torch::Tensor>;
        QCOMPARE(kindAfter([](Tensors &t) { t.erase("first.bias"); }), ErrorKind::BadFormat);
        QVERIFY(m_message.find("first.bias") != std::string::npos);
        QCOMPARE(kindAfter([](Tensors &t) { t["alien"] = torch::zeros({1}); }),
                 ErrorKind::BadFormat);
        QVERIFY(m_message.find("alien") != std::string::npos);
        QCOMPARE(kindAfter([](Tensors &t) { t["first.bias"] = torch::zeros({3}); }),
                 ErrorKind::BadFormat);
        QCOMPARE(kindAfter([](Tensors &t) {
                     t["first.bias"] = torch::full_like(t["first.bias"], std::nan(""));
                 }),
                 ErrorKind::BadFormat);
        QCOMPARE(kindAfter([](Tensors &t) {
                     for (auto &[name, tensor] : t)
                         tensor = tensor.to(torch::kFloat16);
                 }),
                 ErrorKind::Internal); // that is: it worked
        QVERIFY(m_message.empty());
    }

    void changedWeightsAreTold()
    {
        const StyleCard style = makeStyle("changed", {});
        std::string bytes = readFile(style.weightsPath(), 1U << 20U).value();
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        QVERIFY(writeFileAtomically(style.weightsPath(), bytes).has_value());
        InferenceEngine engine(m_registry, {});
        const Image picture = test::paintedImage({20, 20}, 3, SampleType::U8, Random(3));
        QCOMPARE(engine.draw(picture, {.style = style}).error().kind, ErrorKind::HashMismatch);
    }

    void modelsAreCached()
    {
        const Image picture = test::paintedImage({20, 20}, 3, SampleType::U8, Random(3));
        InferenceEngine engine(m_registry, {.cachedModels = 1});
        const auto passesFor = [&](const StyleCard &style) {
            (void)test::takePasses();
            (void)engine.draw(picture, {.style = style});
            return test::takePasses().size();
        };
        const std::size_t loading = passesFor(m_colour);
        QCOMPARE(passesFor(m_colour), std::size_t{1});
        QVERIFY(loading > 1);
        QCOMPARE(passesFor(m_grey), loading);
        QCOMPARE(passesFor(m_colour), loading);
    }

    void reducedPrecisionStaysNear()
    {
        const Image picture = test::paintedImage({120, 100}, 3, SampleType::U8, Random(3));
        InferenceEngine exact(m_registry, {.precision = Precision::Float32});
        InferenceEngine reduced(m_registry, {.precision = Precision::BFloat16});
        const DrawRequest request{.style = m_colour};
        const int difference = largestDifference(exact.draw(picture, request)->image,
                                                 reduced.draw(picture, request)->image);
        QVERIFY2(difference <= 4, qPrintable(QString::number(difference)));
    }

private:
    StyleCard makeStyle(const std::string &name, const ArchitectureParams &params)
    {
        return test::writeStyle(m_registry, test::pathOf(m_folder) / name, "conv", params, 3);
    }

    static int largestDifference(const Image &a, const Image &b)
    {
        int largest = 0;
        for (int y = 0; y < a.size().heightPx; ++y) {
            const auto *rowA = a.view().rowAs<std::uint8_t>(y);
            const auto *rowB = b.view().rowAs<std::uint8_t>(y);
            for (int i = 0; i < a.size().widthPx * a.channels(); ++i)
                largest = std::max(largest, std::abs(rowA[i] - rowB[i]));
        }
        return largest;
    }

    static void compareAlpha(const Image &before, const Image &after)
    {
        const std::size_t bytes = sampleBytes(before.type());
        const auto alphaAt = [&](const Image &image, int x, int y) {
            const auto pixel = static_cast<std::size_t>((x + 1) * image.channels() - 1);
            return std::vector<std::byte>(image.view().row(y) + pixel * bytes,
                                          image.view().row(y) + (pixel + 1) * bytes);
        };
        for (int y = 0; y < before.size().heightPx; ++y) {
            for (int x = 0; x < before.size().widthPx; ++x)
                QCOMPARE(alphaAt(after, x, y), alphaAt(before, x, y));
        }
    }

    QTemporaryDir m_folder;
    GeneratorRegistry m_registry;
    StyleCard m_colour;
    StyleCard m_grey;
    std::string m_message;
};

KOMA_TEST_MAIN(QCoreApplication, TestInferenceEngine)
#include "tst_inferenceengine.moc"
