// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/styleinstall.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "tests/unit/package/packagefixture.h"

#include <QCoreApplication>

#include <array>

using namespace koma;
namespace fs = std::filesystem;
using test::soundPackage;
using test::treeOf;

namespace {

StyleCatalog scan(const fs::path &folder)
{
    const std::array<fs::path, 1> folders = {folder};
    return StyleCatalog::scan(folders);
}

/// The same style with other weights.
StylePackage otherPackage(const std::string &id)
{
    StylePackage package = soundPackage(id);
    package.weights = test::tinyWeights(5);
    package.card.weightsSha256 = sha256Hex(test::bytesOf(package.weights));
    package.card.name = "Other";
    return package;
}

} // namespace

class TestStyleInstall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_styles = test::pathOf(*m_folder) / "user" / "styles";
    }

    void theCatalogueFindsIt()
    {
        const StylePackage package = soundPackage();
        const auto card = installStyle(package, m_styles, scan(m_styles), IfTaken::Refuse);
        QVERIFY2(card.has_value(), card ? "" : card.error().message.c_str());
        QCOMPARE(card->folder, m_styles / "tiny-ink");
        const StyleCatalog catalog = scan(m_styles);
        QVERIFY(catalog.issues().empty());
        QCOMPARE(catalog.styles().size(), std::size_t{1});
        const auto packed = packageOfFolder(card->folder);
        QVERIFY(packed && test::equal(*packed, package));
        QCOMPARE(treeOf(m_styles).size(), 5); // the folder and its four files
    }

    void aTakenIdIsRefusedAndSaid()
    {
        QVERIFY(installStyle(soundPackage(), m_styles, {}, IfTaken::Refuse).has_value());
        const QStringList before = treeOf(m_styles);
        for (const StyleCatalog &known : {StyleCatalog(), scan(m_styles)}) {
            const auto again =
                installStyle(otherPackage("tiny-ink"), m_styles, known, IfTaken::Refuse);
            QVERIFY(!again.has_value());
            QCOMPARE(again.error().kind, ErrorKind::InvalidArgument);
            QVERIFY(again.error().message.find("tiny-ink") != std::string::npos);
        }
        QCOMPARE(treeOf(m_styles), before);
        QCOMPARE(scan(m_styles).styles()[0].name, soundPackage().card.name);
    }

    void replacingIsDoneOnRequest()
    {
        QVERIFY(installStyle(soundPackage(), m_styles, {}, IfTaken::Refuse).has_value());
        // It may stand in a folder of another name.
        fs::rename(m_styles / "tiny-ink", m_styles / "renamed by hand");
        test::writeBytes(m_styles / "renamed by hand" / "notes.txt", "old");
        const auto card =
            installStyle(otherPackage("tiny-ink"), m_styles, scan(m_styles), IfTaken::Replace);
        QVERIFY2(card.has_value(), card ? "" : card.error().message.c_str());
        const StyleCatalog catalog = scan(m_styles);
        QVERIFY(catalog.issues().empty());
        QCOMPARE(catalog.styles().size(), std::size_t{1});
        QCOMPARE(catalog.styles()[0].name, std::string("Other"));
        QCOMPARE(treeOf(m_styles).size(), 5);
    }

    void aBuiltInStyleIsHiddenOnRequest()
    {
        const fs::path builtIn = test::pathOf(*m_folder) / "data";
        QVERIFY(installStyle(soundPackage(), builtIn, {}, IfTaken::Refuse).has_value());
        const StyleCatalog known = scan(builtIn);
        const auto refused =
            installStyle(otherPackage("tiny-ink"), m_styles, known, IfTaken::Refuse);
        QVERIFY(refused.error().message.find(builtIn.string()) != std::string::npos);
        QVERIFY(!fs::exists(m_styles));
        QVERIFY(installStyle(otherPackage("tiny-ink"), m_styles, known, IfTaken::Replace));
        QCOMPARE(scan(builtIn).styles()[0].name, soundPackage().card.name);
        QCOMPARE(scan(m_styles).styles()[0].name, std::string("Other"));
    }

    void whatIsNoStyleIsNeverReplaced()
    {
        fs::create_directories(m_styles / "tiny-ink");
        test::writeBytes(m_styles / "tiny-ink" / "diary.txt", "dear");
        const auto card = installStyle(soundPackage(), m_styles, {}, IfTaken::Replace);
        QVERIFY(!card.has_value());
        QVERIFY(card.error().message.find("no style") != std::string::npos);
        QCOMPARE(treeOf(m_styles).size(), 2);
    }

    void aLinkIsReplacedAndNotFollowed()
    {
        const fs::path elsewhere = test::pathOf(*m_folder) / "elsewhere";
        QVERIFY(installStyle(soundPackage(), elsewhere, {}, IfTaken::Refuse).has_value());
        fs::create_directories(m_styles);
        fs::create_symlink(elsewhere / "tiny-ink", m_styles / "tiny-ink");
        QVERIFY(installStyle(otherPackage("tiny-ink"), m_styles, {}, IfTaken::Replace));
        QVERIFY(!fs::is_symlink(m_styles / "tiny-ink"));
        QCOMPARE(scan(elsewhere).styles()[0].name, soundPackage().card.name);
        QCOMPARE(treeOf(elsewhere).size(), 5);
    }

    void aFailureLeavesNothing()
    {
        fs::create_directories(m_styles.parent_path());
        test::writeBytes(m_styles, "a file where the folder should be");
        const auto card = installStyle(soundPackage(), m_styles, {}, IfTaken::Refuse);
        QVERIFY(!card.has_value());
        QCOMPARE(card.error().kind, ErrorKind::Unwritable);
        QCOMPARE(treeOf(m_styles.parent_path()).size(), 1);
    }

    void anUnsoundPackageIsNotWritten()
    {
        StylePackage package = soundPackage();
        package.weights.back() ^= 1;
        const auto card = installStyle(package, m_styles, {}, IfTaken::Refuse);
        QCOMPARE(card.error().kind, ErrorKind::HashMismatch);
        QVERIFY(!fs::exists(m_styles));
    }

    void leftOversOfACrashDoNotStopIt()
    {
        fs::create_directories(m_styles / ".incoming" / "tiny-ink-0" / "new");
        test::writeBytes(m_styles / ".incoming" / "tiny-ink-0" / "new" / "style.json", "{}");
        QVERIFY(scan(m_styles).styles().empty() && scan(m_styles).issues().empty());
        QVERIFY(installStyle(soundPackage(), m_styles, {}, IfTaken::Refuse).has_value());
        QCOMPARE(scan(m_styles).styles().size(), std::size_t{1});
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_styles;
};

KOMA_TEST_MAIN(QCoreApplication, TestStyleInstall)
#include "tst_styleinstall.moc"
