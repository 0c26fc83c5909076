// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/imaging/pictureio.h"
#include "core/training/trainingdata.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr int kMinSidePx = 64;

void writePainted(const fs::path &path, ImageSize size, int channels = 3, std::uint64_t item = 0)
{
    const Image image = test::paintedImage(size, channels, SampleType::U8, Random(5, 0, item));
    const auto format = formatFromExtension(path).value();
    QVERIFY(writePicture(path, image, {}, {format, 95}).has_value());
}

void writeBlank(const fs::path &path, ImageSize size)
{
    Image image = Image::create(size, 3, SampleType::U8).value();
    std::memset(image.mutableData(), 250, image.byteCount());
    QVERIFY(writePicture(path, image, {}, {PictureFormat::Png, 95}).has_value());
}

std::string reasonFor(const TrainingFolder &folder, const fs::path &path)
{
    const auto found = std::find_if(folder.rejected.begin(), folder.rejected.end(),
                                    [&](const RejectedPicture &r) { return r.path == path; });
    return found == folder.rejected.end() ? "not rejected" : found->reason;
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestTrainingData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsPicturesBelowTheFolderInOrder()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        fs::create_directories(root / "b" / "deep");
        writePainted(root / "c.png", {80, 64});
        writePainted(root / "b" / "deep" / "z.jpg", {64, 90});
        writePainted(root / "a.jpg", {100, 100});
        QVERIFY(writeFileAtomically(root / "notes.txt", "not a picture").has_value());
        fs::create_symlink(root / "nowhere.jpg", root / "b" / "dangling.jpg");
        const auto found = inspectTrainingFolder(root, kMinSidePx, 3);
        QVERIFY2(found.has_value(), found ? "" : found.error().message.c_str());
        QVERIFY(
            (found->pictures ==
             std::vector<fs::path>{root / "a.jpg", root / "b" / "deep" / "z.jpg", root / "c.png"}));
        QVERIFY(found->rejected.empty());
        QVERIFY(found->folder == root);
    }

    void saysWhyPicturesAreRejected()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        writePainted(root / "good.png", {80, 70});
        writePainted(root / "just.png", {64, 64});
        writePainted(root / "tiny.png", {200, 63});
        writePainted(root / "strip.png", {640, 64});
        writeBlank(root / "blank.png", {80, 80});
        QVERIFY(writeFileAtomically(root / "text.jpg", "this is a text").has_value());
        QVERIFY(writeFileAtomically(root / "empty.jpg", std::string_view()).has_value());
        const auto found = inspectTrainingFolder(root, kMinSidePx, 1);
        QVERIFY(found.has_value());
        QVERIFY((found->pictures == std::vector<fs::path>{root / "good.png", root / "just.png"}));
        QCOMPARE(found->rejected.size(), std::size_t{5});
        QVERIFY(contains(reasonFor(*found, root / "tiny.png"), "200×63"));
        QVERIFY(contains(reasonFor(*found, root / "tiny.png"), "at least 64 pixels"));
        QVERIFY(contains(reasonFor(*found, root / "strip.png"), "too narrow"));
        QVERIFY(contains(reasonFor(*found, root / "blank.png"), "empty"));
        for (const char *name : {"text.jpg", "empty.jpg"}) {
            QVERIFY(!contains(reasonFor(*found, root / name), "not rejected"));
            QVERIFY(!reasonFor(*found, root / name).empty());
        }
    }

    void tooFewAreAnErrorWithTheList()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        writePainted(root / "good.png", {80, 70});
        writePainted(root / "tiny.png", {20, 20});
        const auto found = inspectTrainingFolder(root, kMinSidePx, 2);
        QVERIFY(!found.has_value());
        QVERIFY(found.error().kind == ErrorKind::InvalidArgument);
        QVERIFY(contains(found.error().message, "has 1 usable"));
        QVERIFY(contains(found.error().message, "at least 2"));
        QVERIFY(contains(found.error().detail, "tiny.png"));
        QVERIFY(!contains(found.error().detail, "good.png"));
    }

    void anEmptyOrMissingFolderIsAnError()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        QVERIFY(inspectTrainingFolder(root, kMinSidePx, 1).error().kind ==
                ErrorKind::InvalidArgument);
        QVERIFY(inspectTrainingFolder(root / "missing", kMinSidePx, 1).error().kind ==
                ErrorKind::NotFound);
        writePainted(root / "file.png", {80, 80});
        QVERIFY(inspectTrainingFolder(root / "file.png", kMinSidePx, 1).error().kind ==
                ErrorKind::NotFound);
    }

    void traitsTellWhatSuits()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        for (const auto &[name, channels] : {std::pair{"grey", 1}, std::pair{"colour", 3}}) {
            fs::create_directories(root / name);
            for (std::uint64_t i = 0; i < 3; ++i)
                writePainted(root / name / (std::to_string(i) + ".png"), {80, 80}, channels, i);
        }
        const DrawingTraits grey = inspectTrainingFolder(root / "grey", kMinSidePx, 3)->traits;
        QVERIFY(grey.chroma < 1e-9);
        const DrawingTraits colour = inspectTrainingFolder(root / "colour", kMinSidePx, 3)->traits;
        QVERIFY(colour.chroma > 0.1 && colour.chroma <= 1.0);
        QVERIFY(colour.ink > 0.2 && colour.ink < 0.8);
        QVERIFY(styleKindOf(colour) == StyleKind::Colour);
        QVERIFY(styleKindOf(grey) == StyleKind::Ink);
        QVERIFY(styleKindOf({.chroma = 0.01, .ink = 0.1}) == StyleKind::SparseInk);
        QVERIFY(styleKindOf({.chroma = 0.1, .ink = 0.1}) == StyleKind::Colour);
    }

    void reportsProgressAndAnswersCancel()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        for (std::uint64_t i = 0; i < 4; ++i)
            writePainted(root / (std::to_string(i) + ".png"), {80, 80}, 3, i);
        CancelSource source;
        std::vector<double> fractions;
        const Progress progress(
            [&](double fraction, std::string_view) { fractions.push_back(fraction); });
        QVERIFY(inspectTrainingFolder(root, kMinSidePx, 1, source.token(), progress).has_value());
        QVERIFY((fractions == std::vector<double>{0.25, 0.5, 0.75, 1.0}));
        const Progress again([&](double fraction, std::string_view) {
            fractions.push_back(fraction);
            source.cancel();
        });
        const auto cancelled = inspectTrainingFolder(root, kMinSidePx, 1, source.token(), again);
        QVERIFY(cancelled.error().kind == ErrorKind::Cancelled);
        QCOMPARE(fractions.size(), std::size_t{5});
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestTrainingData)
#include "tst_trainingdata.moc"
