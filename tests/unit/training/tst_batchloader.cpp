// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "core/training/torch/data/batchloader.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <atomic>
#include <cstring>
#include <thread>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCacheBytes = 1U << 26U;

TrainingConfig smallConfig()
{
    TrainingConfig config;
    config.seed = 7;
    config.batchSize = 3;
    config.cropPx = 64;
    config.contextPx = 8;
    return config;
}

bool equal(const TrainingBatch &a, const TrainingBatch &b)
{
    return torch::equal(a.photos, b.photos) && torch::equal(a.drawings, b.drawings) &&
           torch::equal(a.tonalRange, b.tonalRange);
}

/// Pictures on disk: five painted photos, four painted drawings.
class Pictures
{
public:
    Pictures()
    {
        for (std::uint64_t i = 0; i < 9; ++i) {
            const bool isPhoto = i < 5;
            const fs::path path = test::pathOf(m_folder) / (std::to_string(i) + ".png");
            const Image image =
                test::paintedImage({120, 100}, isPhoto ? 3 : 1, SampleType::U8, Random(3, 0, i));
            if (writePicture(path, image, {}, {PictureFormat::Png, 100}))
                (isPhoto ? photos : drawings).push_back(path);
        }
    }

    std::vector<fs::path> photos;
    std::vector<fs::path> drawings;

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestBatchLoader : public QObject
{
    Q_OBJECT

    Pictures m_pictures;

private Q_SLOTS:
    void batchesHaveTheirShapesAndMemoryFormat()
    {
        const TrainingConfig config = smallConfig();
        PictureSet photos(m_pictures.photos, 3, kCacheBytes);
        for (const int channels : {1, 3}) {
            PictureSet drawings(m_pictures.drawings, channels, kCacheBytes);
            const TrainingBatch batch = makeBatch(config, photos, drawings, 4).value();
            QVERIFY((batch.photos.sizes() == std::vector<std::int64_t>{3, 3, 80, 80}));
            QVERIFY((batch.drawings.sizes() == std::vector<std::int64_t>{3, channels, 64, 64}));
            QVERIFY((batch.tonalRange.sizes() == std::vector<std::int64_t>{3, kTonalNumbers}));
            QVERIFY(batch.photos.is_contiguous(torch::MemoryFormat::ChannelsLast));
            QVERIFY(batch.drawings.is_contiguous(torch::MemoryFormat::ChannelsLast));
            QVERIFY(batch.photos.scalar_type() == torch::kFloat32);
            QVERIFY(batch.photos.abs().max().item<float>() <= 1.0F);
            QVERIFY(batch.photos.std().item<float>() > 0.1F);
            const auto range = batch.tonalRange;
            QVERIFY((range.select(1, 0) < range.select(1, 1)).all().item<bool>());
            const auto lumas = range.narrow(1, 2, kTonalNumbers - 3);
            QVERIFY((lumas.diff(1, 1) >= 0.0).all().item<bool>());
            QVERIFY((range.select(1, kTonalNumbers - 1) > 0.0).all().item<bool>());
        }
    }

    void everySquareIsOneOfThePicturesInItsColours()
    {
        // Pictures of one colour each: every crop is that colour all over, whatever its place and
        // zoom.
        const QTemporaryDir folder;
        const std::array<std::array<int, 3>, 3> colours{
            {{250, 10, 60}, {0, 128, 255}, {90, 90, 30}}};
        std::vector<fs::path> paths;
        for (const auto &colour : colours) {
            Image image = Image::create({80, 90}, 3, SampleType::U8).value();
            auto *samples = image.mutableRowAs<std::uint8_t>(0);
            for (std::size_t i = 0; i < image.byteCount(); ++i)
                samples[i] = static_cast<std::uint8_t>(colour.at(i % 3));
            paths.push_back(test::pathOf(folder) / (std::to_string(paths.size()) + ".png"));
            QVERIFY(writePicture(paths.back(), image, {}, {PictureFormat::Png, 100}).has_value());
        }
        TrainingConfig config = smallConfig();
        config.batchSize = 12;
        PictureSet photos(paths, 3, kCacheBytes);
        PictureSet drawings(paths, 3, kCacheBytes);
        const TrainingBatch batch = makeBatch(config, photos, drawings, 0).value();
        for (const torch::Tensor &squares : {batch.photos, batch.drawings}) {
            std::array<int, 3> seen{};
            for (std::int64_t i = 0; i < squares.size(0); ++i) {
                int matches = 0;
                for (std::size_t k = 0; k < colours.size(); ++k) {
                    const torch::Tensor wanted =
                        torch::tensor({colours[k][0], colours[k][1], colours[k][2]},
                                      torch::kFloat32)
                                .view({3, 1, 1}) /
                            127.5 -
                        1.0;
                    if (torch::allclose(squares[i], wanted.expand_as(squares[i]), 0.0, 1e-5)) {
                        ++matches;
                        ++seen.at(k);
                    }
                }
                QCOMPARE(matches, 1);
            }
            QVERIFY(seen[0] > 0 && seen[1] > 0 && seen[2] > 0);
        }
    }

    void aBatchIsAFunctionOfConfigSeedAndStep()
    {
        PictureSet photos(m_pictures.photos, 3, kCacheBytes);
        PictureSet drawings(m_pictures.drawings, 1, kCacheBytes);
        PictureSet uncachedPhotos(m_pictures.photos, 3, 0);
        TrainingConfig config = smallConfig();
        const TrainingBatch batch = makeBatch(config, photos, drawings, 11).value();
        QVERIFY(equal(batch, makeBatch(config, uncachedPhotos, drawings, 11).value()));
        const TrainingBatch later = makeBatch(config, photos, drawings, 12).value();
        QVERIFY(!torch::equal(batch.photos, later.photos));
        QVERIFY(!torch::equal(batch.drawings, later.drawings));
        config.seed = 8;
        const TrainingBatch other = makeBatch(config, photos, drawings, 11).value();
        QVERIFY(!torch::equal(batch.photos, other.photos));
        QVERIFY(!torch::equal(batch.drawings, other.drawings));
    }

    void theOrderIsTheSameForAnyNumberOfThreads_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
    }

    void theOrderIsTheSameForAnyNumberOfThreads()
    {
        QFETCH(int, threads);
        TrainingConfig config = smallConfig();
        config.decodeThreads = threads;
        PictureSet photos(m_pictures.photos, 3, 0);
        PictureSet drawings(m_pictures.drawings, 1, kCacheBytes);
        constexpr std::int64_t kFirst = 5;
        BatchLoader loader(config, photos, drawings, kFirst);
        for (std::int64_t step = kFirst; step < kFirst + 20; ++step) {
            const auto batch = loader.next();
            QVERIFY(batch.has_value());
            QVERIFY(equal(*batch, makeBatch(config, photos, drawings, step).value()));
        }
    }

    void eachBatchIsFinishedOnceAndForItsStep()
    {
        const TrainingConfig config = smallConfig();
        PictureSet photos(m_pictures.photos, 3, kCacheBytes);
        PictureSet drawings(m_pictures.drawings, 1, kCacheBytes);
        const auto caller = std::this_thread::get_id();
        std::atomic<bool> onCaller = false;
        BatchLoader loader(config, photos, drawings, 3,
                           [&](TrainingBatch &batch, std::int64_t step) {
                               onCaller = onCaller || std::this_thread::get_id() == caller;
                               QVERIFY(!batch.guide.defined());
                               batch.guide = torch::full({1}, static_cast<double>(step));
                           });
        for (std::int64_t step = 3; step < 12; ++step) {
            const auto batch = loader.next();
            QVERIFY(batch.has_value());
            QCOMPARE(batch->guide.item<double>(), static_cast<double>(step));
        }
        QVERIFY(!onCaller);
    }

    void canBeDestroyedWhileBusy()
    {
        TrainingConfig config = smallConfig();
        config.decodeThreads = 3;
        PictureSet photos(m_pictures.photos, 3, 0);
        PictureSet drawings(m_pictures.drawings, 1, 0);
        for (int taken = 0; taken < 8; ++taken) {
            BatchLoader loader(config, photos, drawings, 0);
            for (int i = 0; i < taken % 4; ++i)
                QVERIFY(loader.next().has_value());
        }
    }

    void aLostPictureIsTheErrorOfItsStep()
    {
        TrainingConfig config = smallConfig();
        config.decodeThreads = 2;
        const QTemporaryDir folder;
        const fs::path lost = test::pathOf(folder) / "lost.png";
        PictureSet photos(m_pictures.photos, 3, kCacheBytes);
        PictureSet drawings({lost}, 1, kCacheBytes);
        BatchLoader loader(config, photos, drawings, 0);
        for (int i = 0; i < 10; ++i) {
            const auto batch = loader.next();
            QVERIFY(!batch.has_value());
            QVERIFY(batch.error().message.find("lost.png") != std::string::npos);
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestBatchLoader)
#include "tst_batchloader.moc"
