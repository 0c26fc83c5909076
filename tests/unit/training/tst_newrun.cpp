// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/newrun.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

using namespace koma;

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files(int count)
{
    std::vector<fs::path> all;
    for (int i = 0; i < count; ++i)
        all.emplace_back(std::to_string(i) + ".png");
    return all;
}

} // namespace

class TestNewRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreMadeOfNames_data();
    void idsAreMadeOfNames();
    void everyDrawingIsUsedOnce();
    void theBaseSuitsTheDrawings();
    void theShippedBasesAreThere();
};

void TestNewRun::idsAreMadeOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("id");
    QTest::newRow("words") << QStringLiteral("My Ink 2/") << QStringLiteral("my-ink-2");
    QTest::newRow("edges") << QStringLiteral("  --A--  ") << QStringLiteral("a");
    QTest::newRow("no letter left") << QStringLiteral("漫画") << QStringLiteral("style");
    QTest::newRow("a way out") << QStringLiteral("../../etc") << QStringLiteral("etc");
}

void TestNewRun::idsAreMadeOfNames()
{
    QFETCH(QString, name);
    QFETCH(QString, id);
    QCOMPARE(QString::fromStdString(styleIdFromName(name.toStdString())), id);
}

void TestNewRun::everyDrawingIsUsedOnce()
{
    for (const int count : {0, 1, 23, 24, 30, 200}) {
        const std::vector<fs::path> drawings = files(count);
        const DrawingSplit split = splitDrawings(drawings);
        std::vector<fs::path> all = split.trained;
        all.insert(all.end(), split.heldOut.begin(), split.heldOut.end());
        QCOMPARE(all.size(), drawings.size());
        QVERIFY(std::is_permutation(all.begin(), all.end(), drawings.begin()));
        QCOMPARE(split.heldOut.empty(), count < 24);
    }
}

void TestNewRun::theBaseSuitsTheDrawings()
{
    const QTemporaryDir data;
    const fs::path folder = data.path().toStdString();
    TrainingConfig ink;
    ink.greyStyle = true;
    TrainingConfig colour;
    colour.greyStyle = false;
    QVERIFY(shippedBase(folder, ink).empty());
    fs::create_directories(folder / "models" / "base");
    std::ofstream(folder / "models" / "base" / "ink.safetensors") << "ink";
    QCOMPARE(shippedBase(folder, ink).filename(), fs::path("ink.safetensors"));
    // Better from nothing than from the wrong one without a word.
    QVERIFY(shippedBase(folder, colour).empty());
    std::ofstream(folder / "models" / "base" / "colour.safetensors") << "colour";
    QCOMPARE(shippedBase(folder, colour).filename(), fs::path("colour.safetensors"));
    colour.architecture = "another";
    QVERIFY(shippedBase(folder, colour).empty());
}

void TestNewRun::theShippedBasesAreThere()
{
    TrainingConfig config;
    for (const bool isGrey : {true, false}) {
        config.greyStyle = isGrey;
        const fs::path base = shippedBase(KOMA_SOURCE_DIR, config);
        QVERIFY(!base.empty());
        QVERIFY2(fs::file_size(base) <= 4'000'000, "a base is at most 4 MB");
    }
}

KOMA_TEST_MAIN(QCoreApplication, TestNewRun)
#include "tst_newrun.moc"
