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

/// Where rawFilesOf() has which file.
constexpr std::size_t kCard = 0;
constexpr std::size_t kWeights = 1;
constexpr std::size_t kLicence = 2;
constexpr std::size_t kPreview = 3;

/// The files of a sound package with one of them changed.
template<class Change>
std::vector<RawZipFile> with(std::size_t index, const Change &change)
{
    std::vector<RawZipFile> files = test::rawFilesOf(soundPackage());
    change(files[index]);
    return files;
}

void addColumns()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QByteArray>("reason");
}

/// An archive, and a word of the reason for which it is refused.
void add(const char *name, const std::vector<RawZipFile> &files, const char *reason)
{
    QTest::newRow(name) << QByteArray::fromStdString(test::rawZip(files)) << QByteArray(reason);
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

    void archivesWithMoreAreRefused_data()
    {
        addColumns();
        for (const char *name : {"../LICENSE", "/tmp/koma-evil", "..\\LICENSE", "a/../../LICENSE",
                                 "LICENSE/", "licence", "LICENSE\xc2\xa0", "run.sh"})
            add(name, with(kLicence, [name](RawZipFile &file) { file.name = name; }),
                "does not belong");
        std::vector<RawZipFile> files = test::rawFilesOf(soundPackage());
        files.push_back({.name = "../../evil", .content = "evil"});
        add("a fifth file", files, "does not belong");
        files.back() = files[kWeights];
        add("weights twice", files, ""); // libzip or we, whoever sees it first
        files.back() = files[kPreview];
        files.back().name = "preview.webp";
        add("two previews", files, "two previews");
        add("link",
            with(kWeights,
                 [](RawZipFile &file) {
                     file.attributes = 0120777U << 16U;
                     file.content = "/etc/passwd";
                 }),
            "link");
        files = test::rawFilesOf(soundPackage());
        add("no card", {files[kWeights], files[kLicence]}, "style.json");
        add("no weights", {files[kCard], files[kLicence]}, "weights");
        add("no licence", {files[kCard], files[kWeights]}, "LICENSE");
        add("empty archive", {}, "");
        QTest::newRow("empty file") << QByteArray() << QByteArray();
        QTest::newRow("text") << QByteArray("PK is not enough") << QByteArray("sound zip");
    }

    void archivesWithMoreAreRefused() { expectRefusal(); }

    void bombsAreRefused_data()
    {
        addColumns();
        const auto inflatingTo = [](std::size_t bytes) {
            return [bytes](RawZipFile &file) {
                file.content = std::string(bytes, '0');
                file.deflated = true;
                file.claimedCrc = 0; // computing it takes longer than the test
            };
        };
        add("large weights", with(kWeights, inflatingTo(6 << 20)), "at most");
        add("bomb", with(kLicence, inflatingTo(32 << 20)), "at most");
        add("bomb that lies",
            with(kLicence,
                 [&](RawZipFile &file) {
                     inflatingTo(32 << 20)(file);
                     file.claimedBytes = 1000;
                 }),
            "");
        add("claims 4 GiB",
            with(kPreview, [](RawZipFile &file) { file.claimedBytes = 0xfffffffeU; }), "");
        add("huge preview",
            with(kPreview,
                 [](RawZipFile &file) {
                     // Width and height in the frame header of a baseline JPEG: 65280 × 65280.
                     const std::size_t frame = file.content.find("\xff\xc0");
                     file.content.replace(frame + 5, 4, std::string("\xff\x00\xff\x00", 4));
                 }),
            "cannot be shown");
        QTest::newRow("too large") << QByteArray(17 << 20, 'x') << QByteArray("at most");
    }

    void bombsAreRefused() { expectRefusal(); }

    void tamperedFilesAreRefused_data()
    {
        addColumns();
        const auto card = [](const std::string &what, const std::string &by) {
            return with(kCard,
                        [&](RawZipFile &file) { file.content = replaced(file.content, what, by); });
        };
        const auto content = [](std::size_t index, const std::string &bytes) {
            return with(index, [&](RawZipFile &file) { file.content = bytes; });
        };
        add("wrong weights", content(kWeights, test::tinyWeights(5)), "not the ones");
        add("weights of junk", content(kWeights, "junk"), "not the ones");
        add("id of dots", card("\"tiny-ink\"", "\"..\""), "\"id\"");
        add("id with a slash", card("\"tiny-ink\"", "\"a/b\""), "\"id\"");
        add("weights elsewhere", card("\"weights.safetensors\"", "\"../w\""), "weightsFile");
        add("weights renamed", card("\"weights.safetensors\"", "\"w\""), "other weights");
        add("preview renamed", card("\"preview.jpg\"", "\"LICENSE\""), "another preview");
        add("unknown field", card("\"recipe\"", "\"script\""), "script");
        add("newer card", card("\"formatVersion\": 1", "\"formatVersion\": 2"), "version 2");
        add("unknown architecture", card("\"conv\"", "\"vonc\""), "vonc");
        add("network too wide", card("\"width\": 8", "\"width\": 65"), "not that wide");
        add("card of junk", content(kCard, "{"), "JSON");
        add("preview of text", content(kPreview, "text"), "another kind");
        const std::string preview = soundPackage().preview;
        add("preview cut short", content(kPreview, preview.substr(0, preview.size() - 40)),
            "cannot be shown");
    }

    void tamperedFilesAreRefused() { expectRefusal(); }

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
    void expectRefusal()
    {
        QFETCH(const QByteArray, archive);
        QFETCH(const QByteArray, reason);
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

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file;
    fs::path m_styles;
};

KOMA_TEST_MAIN(QCoreApplication, TestHostilePackages)
#include "tst_hostilepackages.moc"
