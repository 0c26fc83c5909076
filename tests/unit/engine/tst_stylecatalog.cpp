// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stylecatalog.h"

#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace koma;
namespace fs = std::filesystem;

namespace {

fs::path makeStyle(const fs::path &folder, const std::string &id, const std::string &name)
{
    fs::create_directories(folder);
    StyleCard card;
    card.id = id;
    card.name = name;
    card.licence = "CC0-1.0";
    card.architecture = "conv";
    card.weightsFile = "weights.safetensors";
    card.weightsSha256 = std::string(64, '0');
    test::require(writeStyleCard(folder, card));
    test::require(writeFileAtomically(folder / card.weightsFile, std::string_view("weights")));
    return folder;
}

} // namespace

class TestStyleCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsStylesInOrder()
    {
        const QTemporaryDir temporary;
        const fs::path root = test::pathOf(temporary);
        makeStyle(root / "b" / "one", "one", "first");
        makeStyle(root / "b" / "two", "two", "second");
        makeStyle(root / "c" / "two", "two", "hidden");
        fs::create_directories(root / "b" / "not-a-style");
        const std::vector<fs::path> folders{root / "missing", root / "b", root / "c"};
        const StyleCatalog catalog = StyleCatalog::scan(folders);
        QCOMPARE(catalog.styles().size(), std::size_t{2});
        QCOMPARE(catalog.styles()[0].id, std::string("one"));
        QCOMPARE(catalog.styles()[1].name, std::string("second"));
        QVERIFY(catalog.issues().empty());
    }

    void problemsAreToldAndTheRestIsKept()
    {
        const QTemporaryDir temporary;
        const fs::path root = test::pathOf(temporary);
        makeStyle(root / "a", "good", "good");
        makeStyle(root / "b", "good", "twin in the same folder");
        fs::remove(makeStyle(root / "c", "unarmed", "no weights") / "weights.safetensors");
        fs::resize_file(makeStyle(root / "d", "heavy", "too large") / "weights.safetensors",
                        8U << 20U);
        test::require(writeFileAtomically(makeStyle(root / "e", "broken", "x") / "style.json",
                                          std::string_view("{")));
        const std::vector<fs::path> folders{root};
        const StyleCatalog catalog = StyleCatalog::scan(folders);
        QCOMPARE(catalog.styles().size(), std::size_t{1});
        QCOMPARE(catalog.styles()[0].name, std::string("good"));
        std::vector<ErrorKind> kinds;
        for (const CatalogIssue &issue : catalog.issues())
            kinds.push_back(issue.error.kind);
        QCOMPARE(kinds, (std::vector<ErrorKind>{ErrorKind::InvalidArgument, ErrorKind::NotFound,
                                                ErrorKind::TooLarge, ErrorKind::BadFormat}));
    }

    void findsByIdFolderAndRun()
    {
        const QTemporaryDir temporary;
        const fs::path root = test::pathOf(temporary);
        makeStyle(root / "styles" / "one", "one", "installed");
        const fs::path run = makeStyle(root / "run", "trained", "from a run");
        const std::vector<fs::path> folders{root / "styles"};
        const StyleCatalog catalog = StyleCatalog::scan(folders);
        QCOMPARE(catalog.find("one")->name, std::string("installed"));
        QCOMPARE(catalog.find(run.string())->id, std::string("trained"));
        QCOMPARE(catalog.find(run.string() + "/")->weightsPath(), run / "weights.safetensors");
        QCOMPARE(catalog.find((run / "style.json").string())->folder, run);
    }

    void whatIsNotFoundIsExplained()
    {
        const QTemporaryDir temporary;
        const fs::path root = test::pathOf(temporary);
        makeStyle(root / "one", "one", "installed");
        fs::create_directories(root / "unfinished" / "samples");
        const std::vector<fs::path> folders{root};
        const StyleCatalog catalog = StyleCatalog::scan(folders);
        const auto missing = catalog.find("two");
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY(missing.error().message.find("one") != std::string::npos);
        const auto unfinished = catalog.find((root / "unfinished").string());
        QCOMPARE(unfinished.error().kind, ErrorKind::NotFound);
        QVERIFY(unfinished.error().message.find("training") != std::string::npos);
        QCOMPARE(catalog.find("").error().kind, ErrorKind::NotFound);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestStyleCatalog)
#include "tst_stylecatalog.moc"
