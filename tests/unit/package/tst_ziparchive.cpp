// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/ziparchive.h"

#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "tests/unit/package/packagefixture.h"

#include <QCoreApplication>
#include <QProcess>

#include <array>

using namespace koma;
using test::bytesOf;
using test::RawZipFile;

namespace {

constexpr std::array<ZipRule, 2> kRules = {{{"a.txt", 1000}, {"b", 100}}};

Error errorOf(const std::vector<RawZipFile> &files)
{
    const auto read = readZip(bytesOf(test::rawZip(files)), kRules);
    return read ? Error{ErrorKind::Internal, "it was read", {}} : read.error();
}

QByteArray python(const QString &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("python3"), arguments);
    if (!process.waitForFinished(30000) || process.exitCode() != 0)
        return "python3 failed: " + process.readAllStandardError();
    return process.readAllStandardOutput();
}

} // namespace

class TestZipArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        const std::vector<ZipFile> files = {{"a.txt", std::string(900, 'x')}, {"b", ""}};
        const std::string archive = writeZip(files).value();
        QVERIFY(archive.size() < 500);
        const auto read = readZip(bytesOf(archive), kRules);
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->size(), std::size_t{2});
        QCOMPARE(read->at(0).name, std::string("a.txt"));
        QCOMPARE(read->at(0).content, files[0].content);
        QVERIFY(read->at(1).content.empty());
        QCOMPARE(writeZip(files).value(), archive);
    }

    void readsStoredAndDeflatedFiles()
    {
        const auto read =
            readZip(bytesOf(test::rawZip(
                        {{.name = "a.txt", .content = "hello hello hello", .deflated = true},
                         {.name = "b", .content = "plain"}},
                        "a comment")),
                    kRules);
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->at(0).content, std::string("hello hello hello"));
        QCOMPARE(read->at(1).content, std::string("plain"));
    }

    void anotherProgramReadsOurs()
    {
        const QTemporaryDir folder;
        const std::vector<ZipFile> files = {{"a.txt", "first\n"}, {"b", std::string(5000, 'b')}};
        test::writeBytes(test::pathOf(folder) / "own.zip", writeZip(files).value());
        const QByteArray tested =
            python(folder.path(),
                   {QStringLiteral("-c"), QStringLiteral("import zipfile\n"
                                                         "z = zipfile.ZipFile('own.zip')\n"
                                                         "assert z.testzip() is None\n"
                                                         "assert z.namelist() == ['a.txt', 'b']\n"
                                                         "assert z.read('a.txt') == b'first\\n'\n"
                                                         "assert z.read('b') == b'b' * 5000\n"
                                                         "print('sound')\n")});
        QCOMPARE(tested.trimmed(), QByteArray("sound"));
    }

    void readsAnotherProgramsFiles()
    {
        const QTemporaryDir folder;
        const QByteArray made =
            python(folder.path(),
                   {QStringLiteral("-c"),
                    QStringLiteral("import sys, zipfile\n"
                                   "z = zipfile.ZipFile('theirs.zip', 'w', zipfile.ZIP_DEFLATED)\n"
                                   "z.writestr('a.txt', 'first')\n"
                                   "with z.open('b', 'w') as f: f.write(b'streamed')\n"
                                   "z.close()\n"
                                   "class Pipe:\n" // cannot seek: sizes follow the data
                                   "    def __init__(self, f): self.f = f\n"
                                   "    def write(self, d): return self.f.write(d)\n"
                                   "    def flush(self): self.f.flush()\n"
                                   "with open('piped.zip', 'wb') as f:\n"
                                   "    z = zipfile.ZipFile(Pipe(f), 'w', zipfile.ZIP_DEFLATED)\n"
                                   "    z.writestr('a.txt', 'first')\n"
                                   "    z.writestr('b', 'streamed')\n"
                                   "    z.close()\n"
                                   "print('made')\n")});
        QCOMPARE(made.trimmed(), QByteArray("made"));
        for (const char *name : {"theirs.zip", "piped.zip"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto read = readZip(bytesOf(file.readAll().toStdString()), kRules);
            QVERIFY2(read.has_value(), read ? name : read.error().detail.c_str());
            QCOMPARE(read->at(0).content, std::string("first"));
            QCOMPARE(read->at(1).content, std::string("streamed"));
        }
    }

    void whatDoesNotBelongIsNamed_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"c", "A.TXT", "a.txt/", "./a.txt", "../a.txt", "/a.txt", "x/a.txt",
                                 "..\\a.txt", "C:\\a.txt", "a.txt ", "", ".", ".."})
            QTest::addRow("\"%s\"", name) << QByteArray(name);
        QTest::newRow("NUL") << QByteArray("a.txt\0.exe", 10);
        QTest::newRow("escape codes") << QByteArray("\x1b[2J\xff");
        QTest::newRow("long") << QByteArray(60000, 'n');
    }

    void whatDoesNotBelongIsNamed()
    {
        QFETCH(QByteArray, name);
        const Error error = errorOf({{.name = name.toStdString(), .content = "x"}});
        QCOMPARE(error.kind, ErrorKind::BadFormat);
        QVERIFY(error.message.size() < 200);
        QVERIFY(error.message.find('\x1b') == std::string::npos);
    }

    void liesAreFound_data()
    {
        QTest::addColumn<QByteArray>("archive");
        const auto row = [](const char *name, const std::vector<RawZipFile> &files) {
            QTest::newRow(name) << QByteArray::fromStdString(test::rawZip(files));
        };
        const std::string large(101, 'x');
        row("twice", {{.name = "a.txt", .content = "1"}, {.name = "a.txt", .content = "2"}});
        row("too many", {{.name = "a.txt"}, {.name = "b"}, {.name = "c"}});
        row("too large", {{.name = "b", .content = large}});
        row("claims more", {{.name = "b", .content = "1", .claimedBytes = 2}});
        row("claims less", {{.name = "b", .content = "12", .claimedBytes = 1}});
        row("claims 4 GiB", {{.name = "b", .content = "1", .claimedBytes = 0xffffffffU}});
        row("inflates to more", {{.name = "b",
                                  .content = std::string(5 << 20, '0'),
                                  .deflated = true,
                                  .claimedBytes = 100}});
        row("inflates to less",
            {{.name = "b", .content = "12", .deflated = true, .claimedBytes = 100}});
        row("wrong CRC", {{.name = "b", .content = "1", .claimedCrc = 1}});
        row("no DEFLATE stream", {{.name = "b", .content = "1234567", .method = 8}});
        row("unknown method", {{.name = "b", .content = "1", .method = 99}});
        row("bzip2", {{.name = "b", .content = "1", .method = 12}});
        row("encrypted", {{.name = "b", .content = "1", .flags = 1}});
        row("link", {{.name = "b", .content = "/etc/passwd", .attributes = 0120777U << 16U}});
        row("folder", {{.name = "b", .attributes = 0040755U << 16U}});
        row("folder of MS-DOS", {{.name = "b", .attributes = 0x10}});
        row("pipe", {{.name = "b", .attributes = 0010644U << 16U}});
        row("device", {{.name = "b", .attributes = 0060644U << 16U}});
        row("two names", {{.name = "b", .content = "1", .localName = "c"}});
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("This is no archive.");
    }

    void liesAreFound()
    {
        QFETCH(QByteArray, archive);
        const std::string bytes = archive.toStdString();
        const auto read = readZip(bytesOf(bytes), kRules);
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().kind == ErrorKind::BadFormat ||
                     read.error().kind == ErrorKind::TooLarge,
                 read.error().message.c_str());
    }

    void overlappingFilesAreNoBomb()
    {
        // Two entries of the directory that share one file's data.
        std::string archive = test::rawZip({{.name = "a.txt", .content = std::string(90, 'x')},
                                            {.name = "b", .content = std::string(90, 'x')}});
        const std::size_t second = archive.rfind("PK\x01\x02");
        archive.replace(second + 42, 4, std::string(4, '\0')); // its offset: the first file's
        QVERIFY(!readZip(bytesOf(archive), kRules).has_value());
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestZipArchive)
#include "tst_ziparchive.moc"
