// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/safetensors.h"

#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <fstream>
#include <string>

using namespace koma;

namespace {

std::string prefixed(const std::string &header, std::uint64_t claimedBytes)
{
    std::string text(8, '\0');
    std::memcpy(text.data(), &claimedBytes, 8);
    return text + header;
}

/// A file with an honest header size.
std::string fileOf(const std::string &header, std::size_t dataBytes)
{
    return prefixed(header, header.size()) + std::string(dataBytes, 'x');
}

std::string entry(const std::string &dtype, const std::string &shape, const std::string &offsets)
{
    return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
           "}";
}

} // namespace

class TestSafeTensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        SafeTensors content;
        content.metadata["step"] = "17";
        content.tensors["weight"] = torch::randn({3, 5, 2});
        content.tensors["half"] = torch::randn({7}).to(torch::kFloat16);
        content.tensors["turned"] = torch::randn({4, 6}).t();
        const auto path = test::pathOf(m_folder) / "round.safetensors";
        QVERIFY(writeSafeTensors(path, content).has_value());
        const auto read = readSafeTensors(path);
        QVERIFY(read.has_value());
        QVERIFY(read->metadata == content.metadata);
        for (const auto &[name, tensor] : content.tensors) {
            QVERIFY(read->tensors.at(name).is_contiguous());
            QVERIFY(torch::equal(read->tensors.at(name), tensor));
        }
    }

    void equalContentGivesEqualBytes()
    {
        const torch::Tensor values = torch::randn({2, 3, 4, 5});
        SafeTensors one{{{"b", values}, {"a", values * 2}}, {{"k", "v"}}};
        SafeTensors two{
            {{"a", values * 2}, {"b", values.contiguous(torch::MemoryFormat::ChannelsLast)}},
            {{"k", "v"}}};
        QVERIFY(writeSafeTensors(test::pathOf(m_folder) / "1", one).has_value());
        QVERIFY(writeSafeTensors(test::pathOf(m_folder) / "2", two).has_value());
        QCOMPARE(readFile(test::pathOf(m_folder) / "1", 1U << 20U).value(),
                 readFile(test::pathOf(m_folder) / "2", 1U << 20U).value());
    }

    void hostileFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const std::string &bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        const auto one = [](const std::string &fields) { return R"({"a":)" + fields + "}"; };
        const std::string good = entry("F32", "[1]", "[0,4]");
        row("empty", "");
        row("seven bytes", "1234567");
        row("no header", prefixed("", 0));
        row("header of one byte", prefixed("{", 1));
        row("header longer than file", prefixed("{}", 3));
        row("header size near 2^64", prefixed("{}", ~0ULL));
        row("header size near 2^63", prefixed("{}", 0x7fffffffffffffffULL));
        row("not JSON", fileOf("{a:1}", 0));
        row("cut JSON", fileOf(R"({"a":)", 0));
        row("array", fileOf("[]", 0));
        row("space first", fileOf(" {}", 0));
        row("text after", fileOf("{} x", 0));
        row("bad UTF-8", fileOf("{\"\xff\":1}", 0));
        row("deep nesting", fileOf("{\"a\":" + std::string(100000, '['), 0));
        row("name twice", fileOf(R"({"a":)" + good + R"(,"a":)" + good + "}", 4));
        row("entry is a number", fileOf(one("5"), 0));
        row("no shape", fileOf(one(R"({"dtype":"F32","data_offsets":[0,4]})"), 4));
        row("extra field",
            fileOf(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1})"), 4));
        row("unknown dtype", fileOf(one(entry("F8_E4M3", "[4]", "[0,4]")), 4));
        row("dtype is a number", fileOf(one(R"({"dtype":1,"shape":[1],"data_offsets":[0,4]})"), 4));
        row("negative side", fileOf(one(entry("F32", "[-1]", "[0,4]")), 4));
        row("fractional side", fileOf(one(entry("F32", "[1.0]", "[0,4]")), 4));
        row("side above int64", fileOf(one(entry("F32", "[18446744073709551615]", "[0,4]")), 4));
        row("product overflows to 4",
            fileOf(one(entry("F32", "[4611686018427387905,1]", "[0,4]")), 4));
        row("product overflows to 0",
            fileOf(one(entry("F32", "[4294967296,4294967296]", "[0,0]")), 0));
        row("nine dimensions", fileOf(one(entry("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]")), 4));
        row("shape too large", fileOf(one(entry("F32", "[2]", "[0,4]")), 4));
        row("dtype too large", fileOf(one(entry("F64", "[1]", "[0,4]")), 4));
        row("three offsets", fileOf(one(entry("F32", "[1]", "[0,4,4]")), 4));
        row("offsets backwards", fileOf(one(entry("F32", "[1]", "[4,0]")), 4));
        row("offset negative", fileOf(one(entry("F32", "[1]", "[-4,0]")), 4));
        row("past the file", fileOf(one(good), 3));
        row("gap at the start", fileOf(one(entry("F32", "[1]", "[4,8]")), 8));
        row("bytes after", fileOf(one(good), 5));
        row("overlap",
            fileOf(R"({"a":)" + good + R"(,"b":)" + entry("F32", "[1]", "[2,6]") + "}", 6));
        row("same bytes twice", fileOf(R"({"a":)" + good + R"(,"b":)" + good + "}", 4));
        row("metadata is a text", fileOf(R"({"__metadata__":"x"})", 0));
        row("metadata holds a number", fileOf(R"({"__metadata__":{"a":1}})", 0));
    }

    void hostileFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto path = test::pathOf(m_folder) / "hostile.safetensors";
        QVERIFY(writeFileAtomically(path, bytes.toStdString()).has_value());
        const auto read = readSafeTensors(path);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadFormat);
        QVERIFY(read.error().message.find("hostile.safetensors") != std::string::npos);
    }

    void damagedBytesNeverCrash()
    {
        SafeTensors content{{{"weight", torch::ones({3, 3})}, {"bias", torch::ones({3})}},
                            {{"a", "b"}}};
        const auto path = test::pathOf(m_folder) / "fuzz.safetensors";
        QVERIFY(writeSafeTensors(path, content).has_value());
        const std::string sound = readFile(path, 1U << 20U).value();
        Random random(test::randomCasesSeed(), 11);
        int refused = 0;
        for (int i = 0; i < 500; ++i) {
            std::string bytes = sound;
            for (int change = 0; change < 3; ++change) {
                const auto place =
                    static_cast<std::size_t>(random.below(static_cast<std::int64_t>(bytes.size())));
                bytes[place] = static_cast<char>(random.below(256));
            }
            if (random.chance(0.3))
                bytes.resize(static_cast<std::size_t>(
                    random.below(static_cast<std::int64_t>(bytes.size()))));
            std::ofstream(path, std::ios::binary) << bytes; // quicker than one flush to disk a case
            refused += readSafeTensors(path) ? 0 : 1;
        }
        QVERIFY(refused > 250);
    }

    void limitsAndMissingFiles()
    {
        const auto path = test::pathOf(m_folder) / "limit.safetensors";
        QVERIFY(writeSafeTensors(path, {{{"a", torch::zeros({1000})}}, {}}).has_value());
        QCOMPARE(readSafeTensors(path, 4000).error().kind, ErrorKind::TooLarge);
        QCOMPARE(readSafeTensors(test::pathOf(m_folder) / "none").error().kind,
                 ErrorKind::NotFound);
    }

    void whatCannotBeWrittenIsRefused()
    {
        const auto path = test::pathOf(m_folder) / "refused.safetensors";
        const torch::Tensor complexNumbers = torch::zeros({2}, torch::kComplexFloat);
        QCOMPARE(writeSafeTensors(path, {{{"a", complexNumbers}}, {}}).error().kind,
                 ErrorKind::Unsupported);
        QCOMPARE(writeSafeTensors(path, {{{"__metadata__", torch::zeros({1})}}, {}}).error().kind,
                 ErrorKind::InvalidArgument);
        QCOMPARE(writeSafeTensors(test::pathOf(m_folder) / "no" / "folder", {}).error().kind,
                 ErrorKind::Unwritable);
        QVERIFY(!std::filesystem::exists(path));
    }

private:
    QTemporaryDir m_folder;
};

KOMA_TEST_MAIN(QCoreApplication, TestSafeTensors)
#include "tst_safetensors.moc"
