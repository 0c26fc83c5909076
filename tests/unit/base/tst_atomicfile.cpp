// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <fstream>
#include <iterator>
#include <thread>

using namespace koma;
namespace fs = std::filesystem;

namespace {

std::ptrdiff_t filesIn(const fs::path &folder)
{
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

std::string contentOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

class TestAtomicFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReplaces()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "card.json";
        const std::string binary("one\0two\n", 8);
        QVERIFY(writeFileAtomically(path, binary).has_value());
        QCOMPARE(contentOf(path), binary);
        QVERIFY(writeFileAtomically(path, std::string_view()).has_value());
        QCOMPARE(contentOf(path), std::string());
        QCOMPARE(filesIn(test::pathOf(folder)), 1);
    }

    void aFailingWriterLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "picture.png";
        QVERIFY(writeFileAtomically(path, "old").has_value());
        const Error full{ErrorKind::Unwritable, "The disk is full.", "ENOSPC"};
        const auto result =
            replaceFileAtomically(path, [&](const fs::path &temporary) -> Result<void> {
                std::ofstream(temporary) << "half of the new";
                return fail(full);
            });
        QVERIFY(result.error() == full);
        QCOMPARE(contentOf(path), std::string("old"));
        QCOMPARE(filesIn(test::pathOf(folder)), 1);
    }

    void aThrowingWriterLeavesNothingBehind()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "picture.png";
        QVERIFY(writeFileAtomically(path, "old").has_value());
        QVERIFY_EXCEPTION_THROWN(
            (void)replaceFileAtomically(path,
                                        [&](const fs::path &temporary) -> Result<void> {
                                            std::ofstream(temporary) << "half of the new";
                                            throw std::bad_alloc();
                                        }),
            std::bad_alloc);
        QCOMPARE(contentOf(path), std::string("old"));
        QCOMPARE(filesIn(test::pathOf(folder)), 1);
    }

    void theTemporaryFileIsBesideAndOfTheSameKind()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "picture.tar.png";
        fs::path used;
        const auto result =
            replaceFileAtomically(path, [&](const fs::path &temporary) -> Result<void> {
                used = temporary;
                std::ofstream(temporary) << "new";
                return {};
            });
        QVERIFY(result.has_value());
        QVERIFY(used != path);
        QVERIFY(used.parent_path() == path.parent_path());
        QVERIFY(used.extension() == path.extension());
        QVERIFY(!fs::exists(used));
        QCOMPARE(contentOf(path), std::string("new"));
    }

    void aWriterThatWritesNothingIsAnError()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "picture.png";
        const auto result =
            replaceFileAtomically(path, [](const fs::path &) -> Result<void> { return {}; });
        QVERIFY(result.error().kind == ErrorKind::Unwritable);
        QVERIFY(!fs::exists(path));
    }

    void unwritableTargetsAreNamed_data()
    {
        QTest::addColumn<std::string>("below");
        QTest::newRow("no such folder") << std::string("missing/card.json");
        QTest::newRow("a file where a folder should be") << std::string("file/card.json");
        QTest::newRow("a folder of that name") << std::string("folder");
    }

    void unwritableTargetsAreNamed()
    {
        QFETCH(std::string, below);
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        std::ofstream(root / "file") << "kept";
        fs::create_directories(root / "folder" / "inner");
        const auto result = writeFileAtomically(root / below, "text");
        QVERIFY(result.error().kind == ErrorKind::Unwritable);
        QVERIFY(result.error().message.find((root / below).string()) != std::string::npos);
        QCOMPARE(filesIn(root), 2);
        QCOMPARE(contentOf(root / "file"), std::string("kept"));
        QVERIFY(fs::exists(root / "folder" / "inner"));
    }

    void aFullDeviceIsAnError()
    {
        const auto result = writeFileAtomically("/dev/koma-cannot-be-here/x", "text");
        QVERIFY(result.error().kind == ErrorKind::Unwritable);
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "text";
        const auto full =
            replaceFileAtomically(path, [](const fs::path &temporary) -> Result<void> {
                fs::create_symlink("/dev/full", temporary);
                std::ofstream file(temporary);
                file << "text";
                file.close();
                if (!file)
                    return fail(ErrorKind::Unwritable, "full");
                return {};
            });
        QVERIFY(full.error().kind == ErrorKind::Unwritable);
        QCOMPARE(filesIn(test::pathOf(folder)), 0);
    }

    void parallelWritersLeaveOneWholeFile()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "shared";
        constexpr std::size_t kBytes = 100000;
        {
            std::vector<std::jthread> writers;
            for (const char letter : {'a', 'b', 'c'}) {
                writers.emplace_back([&path, letter] {
                    for (int i = 0; i < 3; ++i)
                        QVERIFY(writeFileAtomically(path, std::string(kBytes, letter)).has_value());
                });
            }
        }
        const std::string text = contentOf(path);
        QCOMPARE(text.size(), kBytes);
        QCOMPARE(text, std::string(kBytes, text.front()));
        QCOMPARE(filesIn(test::pathOf(folder)), 1);
    }

    void readsUpToTheLimit()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "text";
        const std::string text("line\0\r\nend", 10);
        QVERIFY(writeFileAtomically(path, text).has_value());
        QCOMPARE(readFile(path, 10).value(), text);
        QVERIFY(readFile(path, 9).error().kind == ErrorKind::TooLarge);
        QVERIFY(readFile(test::pathOf(folder) / "missing", 9).error().kind == ErrorKind::NotFound);
        QVERIFY(!readFile(test::pathOf(folder), 1000000).has_value());
        QVERIFY(writeFileAtomically(path, std::string_view()).has_value());
        QCOMPARE(readFile(path, 0).value(), std::string());
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestAtomicFile)
#include "tst_atomicfile.moc"
