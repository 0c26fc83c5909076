// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "core/training/torch/session/qualitycheck.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCacheBytes = 1U << 26U;
constexpr ImageSize kSize{160, 160};

/// A generator that draws what it is told to.
class Planted : public Generator
{
public:
    using Draw = std::function<torch::Tensor(const torch::Tensor &)>;
    explicit Planted(Draw draw) : m_draw(std::move(draw)) {}

    torch::Tensor draw(const torch::Tensor &picture, const PassContext & /*context*/) override
    {
        return m_draw(picture);
    }
    [[nodiscard]] int stridePx() const override { return 8; }
    [[nodiscard]] int reachPx() const override { return 8; }
    [[nodiscard]] int outputChannels() const override { return 3; }
    [[nodiscard]] std::int64_t bytesPerInputPixel() const override { return 64; }

private:
    Draw m_draw;
};

/// A folder of pictures with a few large rectangles each: what edges tell apart.
std::vector<fs::path> writeScenes(const fs::path &folder, std::uint64_t stream, int count)
{
    fs::create_directory(folder);
    std::vector<fs::path> files;
    for (int i = 0; i < count; ++i) {
        Random random(9, stream, static_cast<std::uint64_t>(i));
        Image image = Image::create(kSize, 3, SampleType::U8).value();
        std::fill_n(image.mutableData(), image.byteCount(), std::byte{240});
        for (int part = 0; part < 5; ++part) {
            const auto left = static_cast<int>(random.below(110));
            const auto top = static_cast<int>(random.below(110));
            const auto tone = static_cast<std::uint8_t>(random.below(160));
            for (int y = top; y < top + 40; ++y) {
                auto *row = image.mutableRowAs<std::uint8_t>(y);
                std::fill(row + 3 * left, row + 3 * (left + 40), tone);
            }
        }
        files.push_back(folder / ("scene" + std::to_string(i) + ".png"));
        const auto written = writePicture(files.back(), image, {}, {.format = PictureFormat::Png});
        Q_ASSERT(written);
    }
    return files;
}

torch::Tensor tensorOf(const fs::path &file)
{
    Image image = readPicture(file).value().image;
    const torch::Tensor whole =
        torch::from_blob(image.mutableData(), {1, kSize.heightPx, kSize.widthPx, 3}, torch::kUInt8);
    return whole.permute({0, 3, 1, 2}).to(torch::kFloat32) / 127.5 - 1.0;
}

} // namespace

class TestQualityCheck : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<fs::path> m_photoFiles = writeScenes(test::pathOf(m_folder) / "photos", 1, 6);
    std::vector<fs::path> m_drawingFiles = writeScenes(test::pathOf(m_folder) / "drawings", 2, 6);
    PictureSet m_photos{m_photoFiles, 3, kCacheBytes};
    PictureSet m_drawings{m_drawingFiles, 3, kCacheBytes};

    QualityReport check(Planted &generator)
    {
        auto made =
            QualityCheck::create({m_photos, m_photoFiles, m_drawings, m_drawingFiles, {}}, {});
        return made->check(generator, torch::kCPU, {}).value();
    }

private Q_SLOTS:
    void whatFollowsItsPhotoIsNoCopy()
    {
        Planted faithful([](const torch::Tensor &photo) { return photo; });
        const QualityReport report = check(faithful);
        QCOMPARE(report.copied, 0.0);
        QCOMPARE(report.retrieval, 1.0);
        QVERIFY(report.copiedDrawing.empty());
        QVERIFY(report.copyingPhoto.empty());
        QVERIFY(report.copyingResult.isEmpty());
    }

    void aRepeatedDrawingIsFoundAndHandedOut()
    {
        const torch::Tensor drawing = tensorOf(m_drawingFiles[4]);
        Planted copying([&](const torch::Tensor &photo) {
            const std::int64_t margin = (photo.size(2) - kSize.heightPx) / 2;
            return torch::reflection_pad2d(drawing, {margin, margin, margin, margin});
        });
        const QualityReport report = check(copying);
        QVERIFY(report.copied > 0.8);
        QCOMPARE(report.copiedDrawing, m_drawingFiles[4]);
        QVERIFY(std::find(m_photoFiles.begin(), m_photoFiles.end(), report.copyingPhoto) !=
                m_photoFiles.end());
        QVERIFY(identicalPixels(report.copyingResult, readPicture(m_drawingFiles[4])->image));
        QVERIFY(report.diversity < 0.05); // and the collapse shows
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestQualityCheck)
#include "tst_qualitycheck.moc"
