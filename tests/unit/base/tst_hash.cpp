// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;

namespace {

std::string hashOf(const std::string &text)
{
    return sha256Hex(std::as_bytes(std::span(text.data(), text.size())));
}

} // namespace

/// The vectors are those of NIST's examples for FIPS 180-4.
class TestHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nistVectors_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("digest");
        QTest::newRow("empty")
            << std::string()
            << std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc")
            << std::string("abc")
            << std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks")
            << std::string("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            << std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million a")
            << std::string(1000000, 'a')
            << std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    void nistVectors()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, digest);
        QCOMPARE(hashOf(text), digest);
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder) / "text";
        QVERIFY(writeFileAtomically(path, text).has_value());
        QCOMPARE(sha256HexOfFile(path).value(), digest);
    }

    void oneBitChangesTheDigest()
    {
        QVERIFY(hashOf("koma") != hashOf("komb"));
        QVERIFY(hashOf(std::string("a\0b", 3)) != hashOf("a"));
    }

    void unreadableFilesAreErrors()
    {
        const QTemporaryDir folder;
        const auto missing = sha256HexOfFile(test::pathOf(folder) / "missing");
        QVERIFY(missing.error().kind == ErrorKind::Unreadable);
        QVERIFY(missing.error().message.find("missing") != std::string::npos);
        QVERIFY(sha256HexOfFile(test::pathOf(folder)).error().kind == ErrorKind::Unreadable);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestHash)
#include "tst_hash.moc"
