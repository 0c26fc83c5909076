// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/stylepackage.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"
#include "tests/unit/package/packagefixture.h"

#include <QCoreApplication>

#include <functional>

using namespace koma;
namespace fs = std::filesystem;
using test::soundPackage;

namespace {

/// What a training run leaves: the style among other files, under other names than a package's.
void writeRun(const fs::path &folder, const StylePackage &package)
{
    fs::create_directories(folder / "samples");
    StyleCard card = package.card;
    card.weightsFile = "ema.safetensors";
    test::require(writeStyleCard(folder, card));
    test::writeBytes(folder / card.weightsFile, package.weights);
    test::writeBytes(folder / card.previewFile, package.preview);
    test::writeBytes(folder / "history.csv", "step,seconds\n1,2\n");
}

using Change = std::function<void(StylePackage &)>;

} // namespace

class TestStylePackage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsExportedIsRead()
    {
        const QTemporaryDir folder;
        const fs::path file = test::pathOf(folder) / "a.komastyle";
        const StylePackage package = soundPackage();
        QVERIFY(writeStylePackage(file, package).has_value());
        const auto read = readStylePackage(file, test::namingRegistry());
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QVERIFY(test::equal(*read, package));
        QVERIFY(read->card.folder.empty());
        QCOMPARE(test::treeOf(test::pathOf(folder)).size(), 1);
    }

    void aRunsFolderBecomesAPackage()
    {
        const QTemporaryDir folder;
        const fs::path run = test::pathOf(folder) / "run";
        StylePackage wanted = soundPackage();
        wanted.card.artist = "A. Painter";
        writeRun(run, wanted);
        const auto package = packageOfFolder(run);
        QVERIFY2(package.has_value(), package ? "" : package.error().message.c_str());
        QCOMPARE(package->card.weightsFile, std::string("weights.safetensors"));
        QCOMPARE(package->weights, wanted.weights);
        QCOMPARE(package->preview, wanted.preview);
        for (const char *part : {"CC0-1.0", "A. Painter"})
            QVERIFY2(package->licence.find(part) != std::string::npos, part);

        test::writeBytes(run / "LICENSE", "Mine.\n");
        QCOMPARE(packageOfFolder(run)->licence, std::string("Mine.\n"));
    }

    void aStyleWithoutPreviewTravels()
    {
        const QTemporaryDir folder;
        const fs::path file = test::pathOf(folder) / "a.komastyle";
        StylePackage package = soundPackage();
        package.preview.clear();
        package.card.previewFile.clear();
        QVERIFY(writeStylePackage(file, package).has_value());
        QVERIFY(readStylePackage(file, test::namingRegistry()).has_value());
    }

    void unsoundPackagesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("what");
        for (const char *what : {"weights", "tensors", "noTensors", "previewText", "previewCut",
                                 "previewPng", "noPreview", "hiddenPreview", "terminal", "C1",
                                 "licence", "blankLicence", "hugeLicence", "hugeWeights"})
            QTest::newRow(what) << QByteArray(what);
    }

    void unsoundPackagesAreRefused()
    {
        QFETCH(QByteArray, what);
        StylePackage package = soundPackage();
        const auto withWeights = [&package](const std::string &weights) {
            package.weights = weights;
            package.card.weightsSha256 = sha256Hex(test::bytesOf(weights));
        };
        const std::map<QByteArray, std::pair<ErrorKind, std::function<void()>>> changes = {
            {"weights", {ErrorKind::HashMismatch, [&] { package.weights.back() ^= 1; }}},
            {"tensors", {ErrorKind::BadFormat, [&] { withWeights(test::tinyWeights() + "x"); }}},
            {"noTensors",
             {ErrorKind::BadFormat, [&] { withWeights(std::string("\2\0\0\0\0\0\0\0{}", 10)); }}},
            {"previewText", {ErrorKind::BadFormat, [&] { package.preview = "no picture"; }}},
            {"previewCut",
             {ErrorKind::BadFormat, [&] { package.preview.resize(package.preview.size() / 2); }}},
            {"previewPng", {ErrorKind::BadFormat, [&] { package.preview = "\x89PNG\r\n\x1a\n"; }}},
            {"noPreview", {ErrorKind::BadFormat, [&] { package.preview.clear(); }}},
            {"hiddenPreview", {ErrorKind::BadFormat, [&] { package.card.previewFile.clear(); }}},
            {"terminal", {ErrorKind::BadFormat, [&] { package.card.name = "\x1b[2J"; }}},
            {"C1",
             {ErrorKind::BadFormat,
              [&] {
                  package.card.artist = "\xc2\x9b"
                                        "2J";
              }}},
            {"licence", {ErrorKind::BadFormat, [&] { package.licence += '\0'; }}},
            {"blankLicence", {ErrorKind::BadFormat, [&] { package.licence = " \n"; }}},
            {"hugeLicence", {ErrorKind::TooLarge, [&] { package.licence.resize(70000, 'x'); }}},
            {"hugeWeights",
             {ErrorKind::TooLarge, [&] { withWeights(test::tinyWeights(2'000'000)); }}}};
        const auto &[kind, change] = changes.at(what);
        QVERIFY(checkStylePackage(package).has_value());
        change();
        const auto checked = checkStylePackage(package);
        QVERIFY(!checked.has_value());
        QCOMPARE(checked.error().kind, kind);
    }

    void aFolderThatCouldNotBeImportedIsNotExported()
    {
        const QTemporaryDir folder;
        const fs::path run = test::pathOf(folder) / "run";
        StylePackage package = soundPackage();
        package.weights.back() ^= 1;
        writeRun(run, package);
        const auto made = packageOfFolder(run);
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().kind, ErrorKind::HashMismatch);
        QVERIFY(made.error().message.find("run") != std::string::npos);
        QCOMPARE(packageOfFolder(test::pathOf(folder)).error().kind, ErrorKind::NotFound);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestStylePackage)
#include "tst_stylepackage.moc"
