// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/styleinstall.h"
#include "core/engine/package/stylepackage.h"

#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "tests/unit/package/packagefixture.h"

#include <QCoreApplication>

#include <cstring>

using namespace koma;
namespace fs = std::filesystem;
using test::RawZipFile;
using test::soundPackage;
using test::treeOf;

namespace {

/// The whole way of an import: from a file to a folder of styles.
Result<StyleCard> import(const fs::path &file, const fs::path &styles)
{
    const auto package = readStylePackage(file, test::namingRegistry());
    if (!package)
        return fail(package.error());
    return installStyle(*package, styles, {}, IfTaken::Refuse);
}

std::string replaced(std::string text, const std::string &what, const std::string &by)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? text + what : text.replace(at, what.size(), by);
}

QByteArray caseName(int index)
{
    return "case " + QByteArray::number(index);
}

} // namespace

/// Files that mean harm: each is refused with a reason, and nothing is written anywhere.
class TestHostilePackages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = test::pathOf(*m_folder) / "stranger.komastyle";
        m_styles = test::pathOf(*m_folder) / "user" / "styles";
        fs::create_directories(m_styles);
    }

    void theUntamperedOneIsImported()
    {
        test::writeBytes(m_file, test::rawZip(test::rawFilesOf(soundPackage())));
        const auto card = import(m_file, m_styles);
        QVERIFY2(card.has_value(), card ? "" : card.error().message.c_str());
        QVERIFY(test::equal(packageOfFolder(card->folder).value(), soundPackage()));
    }

    void tamperedOnesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QByteArray>("reason");
        const StylePackage sound = soundPackage();
        const auto add = [](const char *name, const std::vector<RawZipFile> &files,
                            const char *reason) {
            QTest::newRow(name) << QByteArray::fromStdString(test::rawZip(files))
                                << QByteArray(reason);
        };
        /// The sound files with one changed (0 card, 1 weights, 2 licence, 3 preview).
        const auto with = [&sound](std::size_t index, const auto &change) {
            std::vector<RawZipFile> files = test::rawFilesOf(sound);
            change(files[index]);
            return files;
        };
        const auto card = [&](const std::string &what, const std::string &by) {
            return with(0,
                        [&](RawZipFile &file) { file.content = replaced(file.content, what, by); });
        };
        for (const char *name : {"../LICENSE", "/tmp/koma-evil", "..\\LICENSE", "a/../../LICENSE",
                                 "LICENSE/", "licence", "LICENSE\xc2\xa0", "run.sh"})
            add(name, with(2, [name](RawZipFile &file) { file.name = name; }), "does not belong");
        std::vector<RawZipFile> files = test::rawFilesOf(sound);
        files.push_back({.name = "../../evil", .content = "evil"});
        add("a fifth file", files, "does not belong");
        files.back() = files[1];
        add("weights twice", files, ""); // libzip or we, whoever sees it first
        files = test::rawFilesOf(sound);
        files.push_back(files[3]);
        files.back().name = "preview.webp";
        add("two previews", files, "two previews");
        add("link",
            with(1,
                 [](RawZipFile &file) {
                     file.attributes = 0120777U << 16U;
                     file.content = "/etc/passwd";
                 }),
            "link");
        add("wrong weights", with(1, [](RawZipFile &file) { file.content = test::tinyWeights(5); }),
            "not the ones");
        add("weights of junk", with(1, [](RawZipFile &file) { file.content = "junk"; }),
            "not the ones");
        add("large weights",
            with(1,
                 [](RawZipFile &file) {
                     file.content = std::string(6 << 20, '0');
                     file.deflated = true;
                 }),
            "at most");
        add("bomb",
            with(2,
                 [](RawZipFile &file) {
                     file.content = std::string(32 << 20, '0');
                     file.claimedCrc = 0; // computing it takes longer than the test
                     file.deflated = true;
                 }),
            "at most");
        add("bomb that lies",
            with(2,
                 [](RawZipFile &file) {
                     file.content = std::string(32 << 20, '0');
                     file.claimedCrc = 0; // computing it takes longer than the test
                     file.deflated = true;
                     file.claimedBytes = 1000;
                 }),
            "");
        add("claims 4 GiB", with(3, [](RawZipFile &file) { file.claimedBytes = 0xfffffffeU; }), "");
        add("no card", {test::rawFilesOf(sound)[1], test::rawFilesOf(sound)[2]}, "style.json");
        add("no weights", {test::rawFilesOf(sound)[0], test::rawFilesOf(sound)[2]}, "weights");
        add("no licence", {test::rawFilesOf(sound)[0], test::rawFilesOf(sound)[1]}, "LICENSE");
        add("id of dots", card("\"tiny-ink\"", "\"..\""), "\"id\"");
        add("id with a slash", card("\"tiny-ink\"", "\"a/b\""), "\"id\"");
        add("weights elsewhere", card("\"weights.safetensors\"", "\"../w\""), "weightsFile");
        add("weights renamed", card("\"weights.safetensors\"", "\"w\""), "other weights");
        add("preview renamed", card("\"preview.jpg\"", "\"LICENSE\""), "another preview");
        add("unknown field", card("\"recipe\"", "\"script\""), "script");
        add("newer card", card("\"formatVersion\": 1", "\"formatVersion\": 2"), "version 2");
        add("unknown architecture", card("\"conv\"", "\"vonc\""), "vonc");
        add("card of junk", with(0, [](RawZipFile &file) { file.content = "{"; }), "JSON");
        add("preview of text", with(3, [](RawZipFile &file) { file.content = "text"; }),
            "another kind");
        add("preview cut short",
            with(3, [](RawZipFile &file) { file.content.resize(file.content.size() - 40); }),
            "cannot be shown");
        add("huge preview",
            with(3,
                 [](RawZipFile &file) {
                     // Width and height in the frame header of a baseline JPEG: 65280 × 65280.
                     const std::size_t frame = file.content.find("\xff\xc0");
                     file.content.replace(frame + 5, 4, std::string("\xff\x00\xff\x00", 4));
                 }),
            "cannot be shown");
        add("empty archive", {}, "");
        QTest::newRow("empty file") << QByteArray() << QByteArray();
        QTest::newRow("text") << QByteArray("PK is not enough") << QByteArray("sound zip");
        QTest::newRow("too large") << QByteArray(17 << 20, 'x') << QByteArray("at most");
    }

    void tamperedOnesAreRefused()
    {
        QFETCH(QByteArray, archive);
        QFETCH(QByteArray, reason);
        test::writeBytes(m_file, archive.toStdString());
        const QStringList before = treeOf(test::pathOf(*m_folder));
        const auto card = import(m_file, m_styles);
        QVERIFY(!card.has_value());
        QVERIFY2(card.error().message.find(reason.toStdString()) != std::string::npos,
                 card.error().message.c_str());
        QVERIFY2(card.error().message.find("stranger") != std::string::npos,
                 card.error().message.c_str());
        QCOMPARE(treeOf(test::pathOf(*m_folder)), before);
    }

    void cutsAreRefused()
    {
        const std::string whole = test::rawZip(test::rawFilesOf(soundPackage()));
        const QStringList before = treeOf(m_styles);
        for (std::size_t bytes = 0; bytes < whole.size();
             bytes += bytes + 60 < whole.size() ? 13 : 1) {
            test::writeBytes(m_file, whole.substr(0, bytes));
            QVERIFY2(!import(m_file, m_styles).has_value(), QByteArray::number(qint64(bytes)));
        }
        QCOMPARE(treeOf(m_styles), before);
    }

    /// Most flips are refused; those in fields without meaning (times, versions) may not change a
    /// byte of what is imported.
    void flippedBitsChangeNothingUnseen()
    {
        Random random(test::randomCasesSeed(), 1);
        const StylePackage sound = soundPackage();
        const std::string whole = test::rawZip(test::rawFilesOf(sound));
        int refusals = 0;
        constexpr int kCases = 600;
        for (int i = 0; i < kCases; ++i) {
            std::string bytes = whole;
            for (std::int64_t flip = random.below(4); flip >= 0; --flip) {
                const auto at =
                    static_cast<std::size_t>(random.below(static_cast<std::int64_t>(bytes.size())));
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            }
            test::writeBytes(m_file, bytes);
            const auto package = readStylePackage(m_file, test::namingRegistry());
            QVERIFY2(!package || test::equal(*package, sound), caseName(i));
            refusals += package ? 0 : 1;
        }
        QVERIFY2(refusals > kCases * 8 / 10, QByteArray::number(refusals));
    }

    /// The same at the seams of the format, where the fields with power are.
    void randomBytesInHeadersChangeNothingUnseen()
    {
        Random random(test::randomCasesSeed(), 2);
        const StylePackage sound = soundPackage();
        const std::string whole = test::rawZip(test::rawFilesOf(sound));
        std::vector<std::size_t> headers;
        for (std::size_t at = whole.find("PK"); at != std::string::npos;
             at = whole.find("PK", at + 1))
            headers.push_back(at);
        for (int i = 0; i < 600; ++i) {
            std::string bytes = whole;
            const std::size_t header =
                headers[static_cast<std::size_t>(random.below(std::ssize(headers)))];
            for (std::int64_t change = random.below(3); change >= 0; --change) {
                const std::size_t at =
                    std::min(header + static_cast<std::size_t>(random.below(46)), bytes.size() - 1);
                bytes[at] = static_cast<char>(random.below(256));
            }
            test::writeBytes(m_file, bytes);
            const auto package = readStylePackage(m_file, test::namingRegistry());
            QVERIFY2(!package || test::equal(*package, sound), caseName(i));
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file;
    fs::path m_styles;
};

KOMA_TEST_MAIN(QCoreApplication, TestHostilePackages)
#include "tst_hostilepackages.moc"
