// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/layercheck.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QTemporaryDir>

namespace {

using namespace Qt::StringLiterals;

const QString kRules = QStringLiteral(KOMA_SOURCE_DIR "/tests/layers/layers.json");
const QString kHead = QStringLiteral("// SPDX-FileCopyrightText: The Koma authors\n"
                                     "// SPDX-License-Identifier: GPL-3.0-or-later\n");

QString qtHeaders()
{
    return QLibraryInfo::path(QLibraryInfo::HeadersPath);
}

/// A small source tree that keeps all rules until a test plants something.
class PlantedTree
{
public:
    PlantedTree()
    {
        plant(u"core/base/error.h"_s, kHead + "#include <string>\n"_L1);
        plant(u"core/imaging/image.cpp"_s,
              kHead + "#include \"core/base/error.h\"\n#include <opencv2/core.hpp>\n"_L1);
        plant(u"ui/mainwindow.cpp"_s, kHead + "#include <QMainWindow>\n#include <vector>\n"_L1);
    }

    void plant(const QString &path, const QString &text)
    {
        const QString file = m_folder.filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(text.toUtf8());
    }

    [[nodiscard]] QStringList violations() const
    {
        return koma::test::layerViolations(m_folder.path(), kRules, qtHeaders());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

/// The layer table of the architecture, over the real tree; and that the check itself catches what
/// it must.
class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProjectKeepsItsLayers();
    void aCleanTreePasses();
    void aPlantedViolationIsCaught_data();
    void aPlantedViolationIsCaught();
    void aFullFolderIsCaught();
    void aMissingTableIsCaught();
};

void LayersTest::theProjectKeepsItsLayers()
{
    const QStringList violations =
        koma::test::layerViolations(QStringLiteral(KOMA_SOURCE_DIR), kRules, qtHeaders());
    QVERIFY2(violations.isEmpty(), qPrintable('\n'_L1 + violations.join('\n'_L1)));
}

void LayersTest::aCleanTreePasses()
{
    const PlantedTree tree;
    QCOMPARE(tree.violations(), QStringList());
}

void LayersTest::aPlantedViolationIsCaught_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("complaint");
    const QString longText = u"int value;\n"_s;
    QTest::newRow("torch in the window")
        << u"ui/panel.cpp"_s << kHead + "#include <torch/torch.h>\n"_L1
        << u"ui may not use torch"_s;
    QTest::newRow("spaced include") << u"ui/panel.cpp"_s << kHead + " #  include <ATen/ATen.h>\n"_L1
                                    << u"ui may not use torch"_s;
    QTest::newRow("Qt in imaging")
        << u"core/imaging/color.cpp"_s << kHead + "#include <QString>\n"_L1
        << u"core/imaging may not use QtCore"_s;
    QTest::newRow("Qt with its module")
        << u"core/imaging/color.cpp"_s << kHead + "#include <QtCore/qstring.h>\n"_L1
        << u"core/imaging may not use QtCore"_s;
    QTest::newRow("widgets in jobs") << u"core/jobs/job.cpp"_s << kHead + "#include <QWidget>\n"_L1
                                     << u"core/jobs may not use QtWidgets"_s;
    QTest::newRow("upwards") << u"core/base/hash.cpp"_s
                             << kHead + "#include \"ui/mainwindow.cpp\"\n"_L1
                             << u"core/base may not use ui"_s;
    QTest::newRow("not from the root")
        << u"core/base/hash.cpp"_s << kHead + "#include \"error.h\"\n"_L1
        << u"which is no path from the root"_s;
    QTest::newRow("unknown library")
        << u"core/base/hash.cpp"_s << kHead + "#include <boost/any.hpp>\n"_L1
        << u"which layers.json does not know"_s;
    QTest::newRow("unknown folder")
        << u"core/sound/beep.cpp"_s << kHead << u"a folder that layers.json does not know"_s;
    QTest::newRow("unknown top folder")
        << u"utils/beep.cpp"_s << kHead << u"a folder that layers.json does not know"_s;
    QTest::newRow("no head") << u"core/base/hash.cpp"_s << u"int value;\n"_s << u"SPDX"_s;
    QTest::newRow("no head in Python") << u"tests/golden/make.py"_s << u"x = 1\n"_s << u"SPDX"_s;
    QTest::newRow("no head in CMake") << u"core/CMakeLists.txt"_s << u"project(x)\n"_s << u"SPDX"_s;
    QTest::newRow("long header") << u"core/base/hash.h"_s << kHead + longText.repeated(199)
                                 << u"has 201 lines; the limit is 200"_s;
    QTest::newRow("long source") << u"core/base/hash.cpp"_s << kHead + longText.repeated(599)
                                 << u"has 601 lines; the limit is 600"_s;
}

void LayersTest::aPlantedViolationIsCaught()
{
    QFETCH(const QString, path);
    QFETCH(const QString, text);
    QFETCH(const QString, complaint);
    PlantedTree tree;
    tree.plant(path, text);
    const QStringList violations = tree.violations();
    QCOMPARE(violations.size(), 1);
    QVERIFY2(violations.first().startsWith(path), qPrintable(violations.first()));
    QVERIFY2(violations.first().contains(complaint), qPrintable(violations.first()));
}

void LayersTest::aFullFolderIsCaught()
{
    PlantedTree tree;
    for (int i = 0; i < 24; ++i)
        tree.plant(u"core/base/file%1.h"_s.arg(i), kHead);
    QCOMPARE(tree.violations(), QStringList());
    tree.plant(u"core/base/onemore.h"_s, kHead);
    QCOMPARE(tree.violations(), QStringList(u"core/base: has 26 source files; the limit is 25"_s));
}

void LayersTest::aMissingTableIsCaught()
{
    QCOMPARE(
        koma::test::layerViolations(QStringLiteral(KOMA_SOURCE_DIR), u"none.json"_s, qtHeaders())
            .size(),
        1);
}

KOMA_TEST_MAIN(QCoreApplication, LayersTest)
#include "tst_layers.moc"
