// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/safetensors.h"
#include "core/imaging/pictureio.h"
#include "core/training/judging/judge.h"
#include "core/training/judging/judgecheck.h"
#include "core/training/judging/judgetraining.h"
#include "core/training/torch/judge/judgenetwork.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <fstream>
#include <new>

namespace fs = std::filesystem;

namespace {

using koma::ErrorKind;
using koma::Image;
using koma::ImageSize;
using koma::Judge;
using koma::JudgeNetwork;
using koma::JudgeTrainingRun;
using koma::SampleType;
using koma::test::pathOf;
using koma::test::require;

enum class Texture { Upright, Flat, Dots, Smooth };

/// A picture that is full of one texture; what it shows depends on the seed.
Image textured(Texture texture, std::uint64_t seed, ImageSize size = {200, 180})
{
    koma::Random random(seed, static_cast<std::uint64_t>(texture));
    const double period = random.uniform(7.0, 10.0);
    const double phase = random.uniform(0.0, 6.0);
    auto image = Image::create(size, 3, SampleType::U8);
    if (!image)
        throw std::bad_alloc();
    for (int y = 0; y < size.heightPx; ++y) {
        auto *row = image->mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < size.widthPx; ++x) {
            const double across = std::sin(6.283 * (x + phase) / period);
            const double down = std::sin(6.283 * (y + phase) / period);
            double value = across * down > 0.5 ? 0.0 : 1.0;
            if (texture == Texture::Upright)
                value = across > 0.0 ? 1.0 : 0.0;
            else if (texture == Texture::Flat)
                value = down > 0.0 ? 1.0 : 0.0;
            else if (texture == Texture::Smooth)
                value = 0.5 + 0.45 * std::sin((x + 2.0 * y) / 60.0 + phase);
            for (int channel = 0; channel < 3; ++channel)
                row[3 * x + channel] = static_cast<std::uint8_t>(255.0 * value);
        }
    }
    return *image;
}

void writeAll(const fs::path &folder, Texture texture, std::uint64_t firstSeed)
{
    fs::create_directories(folder);
    for (std::uint64_t i = 0; i < 4; ++i)
        require(koma::writePicture(folder / (std::to_string(i) + ".png"),
                                   textured(texture, firstSeed + i), {}, {}));
}

void writeData(const fs::path &root, std::uint64_t firstSeed)
{
    writeAll(root / "styles" / "upright-lines", Texture::Upright, firstSeed);
    writeAll(root / "styles" / "flat-lines", Texture::Flat, firstSeed);
    writeAll(root / "styles" / "dots", Texture::Dots, firstSeed);
    writeAll(root / "photos", Texture::Smooth, firstSeed);
}

torch::Tensor noise(std::int64_t count)
{
    torch::manual_seed(5);
    return torch::rand({count, 3, 64, 64}) * 2.0 - 1.0;
}

} // namespace

class JudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void shapes();
    void foldingChangesNothing();
    void isSmallOnDisk();
    void foreignWeightsAreRefused();
    void learnsTextures();
    void sameSeedSameJudge();
    void emptyPatchesDoNotVote();
    void narrowAndSmallPictures();
    void tooSmallIsRefused();
    void changedWeightsAreRefused();
    void wrongRunsAreRefused_data();
    void wrongRunsAreRefused();
    void cancelLeavesNothing();

private:
    JudgeTrainingRun run(const char *card, std::int64_t steps, std::uint64_t seed = 3) const
    {
        JudgeTrainingRun made;
        made.styles = m_root / "train" / "styles";
        made.photos = m_root / "train" / "photos";
        made.card = m_root / card;
        made.families = {{"lines", {"upright-lines", "flat-lines"}}};
        made.seed = seed;
        made.maxSteps = steps;
        made.width = 8;
        made.batchSize = 10;
        made.bfloat16 = false;
        return made;
    }

    QTemporaryDir m_folder;
    fs::path m_root;
};

void JudgeTest::initTestCase()
{
    m_root = pathOf(m_folder);
    writeData(m_root / "train", 1);
    writeData(m_root / "heldout", 50);
    const auto card = koma::trainJudge(run("trained/judge.json", 150));
    QVERIFY2(card, card ? "" : card.error().message.c_str());
    QCOMPARE(card->classes,
             (std::vector<std::string>{"dots", "flat-lines", "upright-lines", "photo"}));
    QCOMPARE(card->featureSize, JudgeNetwork::featureSize(8));
    QCOMPARE(card->steps, 150);
    QCOMPARE(card->trainingPictures.at("dots"), 4);
}

void JudgeTest::shapes()
{
    JudgeNetwork network({.classes = 5, .width = 6});
    const auto sight = network.forward(noise(3));
    QCOMPARE(sight.features.sizes(), (torch::IntArrayRef{3, 48}));
    QCOMPARE(sight.logits.sizes(), (torch::IntArrayRef{3, 5}));
}

void JudgeTest::foldingChangesNothing()
{
    JudgeNetwork network({.classes = 4, .width = 8});
    for (int i = 0; i < 3; ++i) // so that the statistics are no longer 0 and 1
        network.forward(noise(4) * 0.7);
    network.eval();
    const auto before = network.forward(noise(2));
    const fs::path file = m_root / "folded.safetensors";
    require(koma::writeSafeTensors(file, {network.foldedWeights(), {}}));
    const auto read = koma::readSafeTensors(file);
    QVERIFY(read);
    const auto folded = JudgeNetwork::fromFolded({.classes = 4, .width = 8}, read->tensors);
    QVERIFY(folded);
    const auto after = (*folded)->forward(noise(2));
    QVERIFY(torch::allclose(before.features, after.features, 1e-4, 1e-4));
    QVERIFY(torch::allclose(before.logits, after.logits, 1e-4, 1e-4));
    const auto again = (*folded)->foldedWeights();
    for (const auto &[name, tensor] : read->tensors)
        QVERIFY2(torch::equal(tensor, again.at(name)), name.c_str());
}

void JudgeTest::isSmallOnDisk()
{
    const JudgeNetwork network({.classes = 16});
    std::int64_t bytes = 0;
    for (const auto &[name, tensor] : network.foldedWeights())
        bytes += tensor.numel() * 4;
    QVERIFY2(bytes < 4'000'000, std::to_string(bytes).c_str());
}

void JudgeTest::foreignWeightsAreRefused()
{
    const JudgeNetwork network({.classes = 4, .width = 8});
    const auto refused =
        JudgeNetwork::fromFolded({.classes = 5, .width = 8}, network.foldedWeights());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadFormat);
}

void JudgeTest::learnsTextures()
{
    auto judge = Judge::open(m_root / "trained");
    QVERIFY(judge);
    const auto check =
        koma::checkJudge(*judge, m_root / "heldout" / "styles", m_root / "heldout" / "photos");
    QVERIFY(check);
    QCOMPARE(check->drawings(), std::size_t{12});
    QVERIFY2(check->drawingsRightHand() >= 11, std::to_string(check->drawingsRightHand()).c_str());
    QVERIFY(check->drawingsRightFamily() >= check->drawingsRightHand());
    QVERIFY(check->photos.rightHand >= 3);
    QVERIFY(check->unknown.empty());
    QCOMPARE(judge->card().familyOf("flat-lines"), std::string("lines"));
    QCOMPARE(judge->card().familyOf("dots"), std::string("dots"));
}

void JudgeTest::sameSeedSameJudge()
{
    std::vector<std::string> hashes;
    for (const auto &[name, seed] :
         {std::pair{"a.json", 3}, std::pair{"b.json", 3}, std::pair{"c.json", 4}}) {
        const auto card = koma::trainJudge(run(name, 4, static_cast<std::uint64_t>(seed)));
        QVERIFY(card);
        hashes.push_back(card->weightsSha256);
    }
    QCOMPARE(hashes[0], hashes[1]);
    QVERIFY(hashes[0] != hashes[2]);
}

void JudgeTest::emptyPatchesDoNotVote()
{
    auto judge = Judge::open(m_root / "trained" / "judge.json");
    QVERIFY(judge);
    // Dots in the left 128 of 640 columns, bare paper elsewhere.
    Image page = textured(Texture::Dots, 60, {640, 128});
    for (int y = 0; y < 128; ++y)
        std::fill_n(page.mutableRowAs<std::uint8_t>(y) + 3 * 128, 3 * 512, std::uint8_t{250});
    const auto verdict = judge->look(page);
    QVERIFY(verdict);
    QVERIFY2(verdict->patches <= 2, std::to_string(verdict->patches).c_str());
    const auto full = judge->look(textured(Texture::Dots, 60, {640, 128}));
    QVERIFY(full);
    QCOMPARE(full->patches, std::size_t{7});
    float sum = 0.0F;
    for (const float probability : verdict->probabilities)
        sum += probability;
    QVERIFY(std::abs(sum - 1.0F) < 1e-4F);
    QCOMPARE(verdict->features.size(), static_cast<std::size_t>(judge->card().featureSize));
    // Where nothing is to be seen, one patch still votes.
    auto blank = Image::create({300, 300}, 1, SampleType::U8);
    QVERIFY(blank);
    std::fill_n(blank->mutableRowAs<std::uint8_t>(0), 300 * 300, std::uint8_t{255});
    const auto ofBlank = judge->look(*blank);
    QVERIFY(ofBlank);
    QCOMPARE(ofBlank->patches, std::size_t{1});
}

void JudgeTest::narrowAndSmallPictures()
{
    auto judge = Judge::open(m_root / "trained");
    QVERIFY(judge);
    for (const ImageSize size : {ImageSize{16, 16}, {16, 500}, {2400, 40}, {1600, 1200}}) {
        const auto verdict = judge->look(textured(Texture::Flat, 70, size));
        QVERIFY(verdict);
        QVERIFY(verdict->patches >= 1);
    }
}

void JudgeTest::tooSmallIsRefused()
{
    auto judge = Judge::open(m_root / "trained");
    QVERIFY(judge);
    const auto refused = judge->look(textured(Texture::Flat, 70, {100, 15}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidArgument);
}

void JudgeTest::changedWeightsAreRefused()
{
    const fs::path folder = m_root / "changed";
    fs::copy(m_root / "trained", folder);
    {
        std::fstream weights(folder / "judge.safetensors",
                             std::ios::in | std::ios::out | std::ios::binary);
        weights.seekp(-1, std::ios::end);
        weights.put('x');
    }
    const auto refused = Judge::open(folder);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::HashMismatch);
}

void JudgeTest::wrongRunsAreRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("kind");
    QTest::newRow("no end") << "end" << static_cast<int>(ErrorKind::InvalidArgument);
    QTest::newRow("width") << "width" << static_cast<int>(ErrorKind::InvalidArgument);
    QTest::newRow("no styles") << "styles" << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("no photos") << "photos" << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("a style called photo")
        << "photo" << static_cast<int>(ErrorKind::InvalidArgument);
    QTest::newRow("too few drawings") << "few" << static_cast<int>(ErrorKind::InvalidArgument);
}

void JudgeTest::wrongRunsAreRefused()
{
    QFETCH(const QString, what);
    QFETCH(const int, kind);
    JudgeTrainingRun wrong = run("wrong.json", what == QLatin1String("end") ? 0 : 1);
    if (what == QLatin1String("width"))
        wrong.width = 1000;
    if (what == QLatin1String("styles"))
        wrong.styles = m_root / "nowhere";
    if (what == QLatin1String("photos"))
        wrong.photos = m_root / "nowhere";
    if (what == QLatin1String("photo") || what == QLatin1String("few")) {
        wrong.styles = m_root / what.toStdString();
        fs::create_directories(wrong.styles / (what == QLatin1String("photo") ? "photo" : "ink"));
    }
    const auto refused = koma::trainJudge(wrong);
    QVERIFY(!refused);
    QCOMPARE(static_cast<int>(refused.error().kind), kind);
    QVERIFY(!refused.error().message.empty());
    QVERIFY(!fs::exists(m_root / "wrong.json"));
}

void JudgeTest::cancelLeavesNothing()
{
    koma::CancelSource source;
    JudgeTrainingRun longRun = run("cancelled.json", 100'000);
    longRun.reportSeconds = 0.0;
    const auto stopped = koma::trainJudge(
        longRun, [&source](const koma::JudgeTrainingReport &) { source.cancel(); }, source.token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(!fs::exists(m_root / "cancelled.json"));
    QVERIFY(!fs::exists(m_root / "cancelled.safetensors"));
}

KOMA_TEST_MAIN(QCoreApplication, JudgeTest)
#include "tst_judge.moc"
