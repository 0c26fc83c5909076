// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/engine/package/stylepackage.h"
#include "core/imaging/pictureio.h"
#include "core/training/rundescription.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "ui/gallery/stylegallery.h"
#include "ui/runs/runcomparison.h"
#include "ui/runs/rundetails.h"
#include "ui/runs/runspage.h"
#include "ui/training/losschart.h"
#include "ui/training/newstylepage.h"
#include "ui/training/samplestrip.h"
#include "ui/training/trainingdashboard.h"
#include "ui/training/trainworkspace.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QUrl>
#include <QtCharts/QChart>

#include <fstream>
#include <stdexcept>

#include "tests/support/testmain.h"

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr int kTrainingMs = 120000;
constexpr std::int64_t kSteps = 12;

std::vector<fs::path> paintedFiles(const fs::path &folder, int channels, std::uint64_t item)
{
    fs::create_directories(folder);
    std::vector<fs::path> files;
    for (std::uint64_t i = 0; i < 6; ++i) {
        const Image image =
            test::paintedImage({160, 128}, channels, SampleType::U8, Random(5, 0, item + i));
        files.push_back(folder / (std::to_string(i) + ".png"));
        test::require(writePicture(files.back(), image, {}, {.format = PictureFormat::Png}));
    }
    return files;
}

/// So small that a step takes milliseconds; every step is reported and kept to branch from.
TrainingRun smallRun(const fs::path &root, const std::string &name)
{
    TrainingRun run;
    run.config = recipeFor(StyleKind::Ink);
    run.config.architectureParams = {{"width", 8}, {"blocks", 2}};
    run.config.discriminatorWidth = 8;
    run.config.batchSize = 2;
    run.config.cropPx = 64;
    run.config.contextPx = 8;
    run.config.warmupSteps = 2;
    run.config.bfloat16 = false;
    run.photos = paintedFiles(root / "photos", 3, 0);
    run.drawings = paintedFiles(root / "drawings", 1, 20);
    run.card.id = name;
    run.card.name = name;
    run.card.artist = "A. Tester";
    run.card.licence = "Public domain";
    run.maxSteps = kSteps;
    run.reportSeconds = 0.0;
    run.branchSeconds = 0.0;
    run.runFolder = root / "runs" / name;
    return run;
}

RunArchive::Entry entryOf(const std::string &name, RunPresence presence)
{
    RunArchive::Entry entry;
    entry.record.folder = fs::path("/runs") / name;
    entry.record.styleName = name;
    entry.record.startedAt = 1000;
    entry.record.steps = 1200;
    entry.record.seconds = 630.0;
    entry.presence = presence;
    return entry;
}

} // namespace

class TestRunsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_fixture.reset(); }

    void modelKeepsItsPromises();
    void runsAreListedAndCompared();
    void notesSurviveAReopenedWindow();
    void aRunGoesOn();
    void aBranchIsARunOfItsOwn();
    void aVanishedFolderIsGreyAndSaysWhy();
    void aDamagedDatabaseIsSetAside();
    void aForgottenRunStaysForgotten();
    void curvesAreExported();
    void aSharedStyleIsTakenInByDrop();
    void aWrongPackageIsRefusedWithTheReason();

private:
    RunsPage &page() { return m_fixture->window().training().runs(); }
    fs::path folderOf(const char *name) { return m_runs / name; }
    /// Goes the way that the artist goes, and waits for the list.
    RunsPage &shown(int rows = 2);
    void choose(const char *name);
    void drop(const QString &file);

    std::unique_ptr<QTemporaryDir> m_made; ///< two runs, of which each test gets copies
    std::unique_ptr<test::WindowFixture> m_fixture;
    fs::path m_runs;
};

void TestRunsPage::initTestCase()
{
    m_made = std::make_unique<QTemporaryDir>();
    test::RealTrainingService service(test::pathOf(*m_made));
    std::uint64_t seed = 0;
    for (const char *name : {"first", "second"}) {
        TrainingControl control;
        TrainingRun run = smallRun(test::pathOf(*m_made), name);
        run.config.seed = ++seed;
        const auto outcome = service.train(run, {}, control, {});
        QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().message.c_str());
        QTest::qWait(1100); // the history tells them apart by seconds
    }
}

void TestRunsPage::init()
{
    m_fixture = std::make_unique<test::WindowFixture>();
    const fs::path root = fs::canonical(m_fixture->folder().toStdString());
    m_runs = root / "runs";
    fs::create_directories(m_runs);
    for (const char *name : {"first", "second"}) {
        const fs::path made = test::pathOf(*m_made) / "runs" / name;
        fs::copy(made, m_runs / name, fs::copy_options::recursive);
        fs::last_write_time(m_runs / name / "history.csv",
                            fs::last_write_time(made / "history.csv"));
    }
}

RunsPage &TestRunsPage::shown(int rows)
{
    TrainWorkspace &train = m_fixture->window().training();
    m_fixture->window().showWorkspace(Workspace::Train);
    QSignalSpy listed(&page(), &RunsPage::listed);
    train.newStyle().runsButton()->click();
    if (!page().isVisible() || (listed.isEmpty() && !listed.wait(10000)))
        throw std::runtime_error("The runs are not listed.");
    if (page().model().rowCount() != rows)
        throw std::runtime_error("There are other runs than expected.");
    return page();
}

void TestRunsPage::choose(const char *name)
{
    QTableView *table = page().table();
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString() == QLatin1String(name))
            table->selectRow(row);
    }
    QVERIFY(page().details().entry().has_value());
    QCOMPARE(page().details().entry()->record.styleName, std::string(name));
}

void TestRunsPage::drop(const QString &file)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({40, 40}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(40, 40), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture->window(), &event);
}

void TestRunsPage::modelKeepsItsPromises()
{
    RunListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({entryOf("a", RunPresence::Present), entryOf("b", RunPresence::Gone)});
    QCOMPARE(model.rowCount(), 2);
    QSignalSpy changed(&model, &RunListModel::dataChanged);
    model.setNotes("/runs/b", QStringLiteral("strong blacks\nsecond line"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(1, RunListModel::Notes).data().toString(),
             QStringLiteral("strong blacks"));
    model.setNotes("/runs/none", QStringLiteral("x"));
    QCOMPARE(changed.count(), 1);
    QVERIFY(!model.index(0, 0).data(Qt::ForegroundRole).isValid());
    QVERIFY(model.index(1, 0).data(Qt::ForegroundRole).isValid());
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QLatin1String("/runs/b")));
    QVERIFY(model.index(0, RunListModel::BestScore).data(RunListModel::kSortRole).toDouble() > 1e9);
    model.setEntries({entryOf("c", RunPresence::Playing)});
    QCOMPARE(model.index(0, RunListModel::State).data().toString(), QStringLiteral("Training"));
    model.setEntries({});
    QCOMPARE(model.rowOf("/runs/c"), -1);
}

void TestRunsPage::runsAreListedAndCompared()
{
    shown();
    QTableView *table = page().table();
    // The latest is first, and chosen.
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("second"));
    QCOMPARE(page().details().entry()->record.styleName, std::string("second"));
    QCOMPARE(table->model()->index(0, RunListModel::Steps).data().toString(),
             QString::number(kSteps));
    QCOMPARE(table->model()->index(0, RunListModel::State).data().toString(),
             QStringLiteral("Finished"));
    QTRY_VERIFY(page().details().samples().sampleCount() > 0);

    table->selectAll();
    RunComparison &comparison = page().comparison();
    const auto points = [&](const char *name) {
        return comparison.curves().curve(folderOf(name).string()).size();
    };
    QTRY_VERIFY(points("first") > 0 && points("second") > 0);
    QSet<QString> labels;
    for (const QAbstractSeries *series : comparison.chart().chart()->series())
        labels.insert(series->name());
    QVERIFY(labels.contains(QStringLiteral("first")) && labels.contains(QStringLiteral("second")));
    const CurveSeries first = comparison.curves().curve(folderOf("first").string());
    const CurveSeries second = comparison.curves().curve(folderOf("second").string());
    QCOMPARE(first.at(first.size() - 1).step, kSteps);
    // What the chart has is what the run wrote.
    const auto history = readRunHistory(folderOf("second")).value();
    const auto &written = history.column("generator")->points;
    QCOMPARE(second.size(), written.size());
    for (std::size_t i = 0; i < written.size(); ++i)
        QCOMPARE(second.at(i), written[i]);

    comparison.curveChoice()->setCurrentText(QStringLiteral("KID"));
    QTRY_VERIFY(points("first") == 0 && comparison.remark().startsWith(QLatin1Char('2')));
    comparison.curveChoice()->setCurrentText(QStringLiteral("Learning rate"));
    QTRY_VERIFY(points("first") > 0 && points("second") > 0);
    QVERIFY(comparison.remark().isEmpty());
    page().backButton()->click();
    QVERIFY(m_fixture->window().training().newStyle().isVisible());
}

void TestRunsPage::notesSurviveAReopenedWindow()
{
    shown();
    choose("first");
    page().details().notesField()->setPlainText(QStringLiteral("strong blacks"));
    choose("second"); // which leaves the notes
    QCOMPARE(page()
                 .model()
                 .index(page().model().rowOf(folderOf("first")), RunListModel::Notes)
                 .data()
                 .toString(),
             QStringLiteral("strong blacks"));
    page().details().notesField()->setPlainText(QStringLiteral("too grey"));
    m_fixture->reopenWindow(); // which leaves them, too
    shown();
    choose("first");
    QCOMPARE(page().details().notesField()->toPlainText(), QStringLiteral("strong blacks"));
    choose("second");
    QCOMPARE(page().details().notesField()->toPlainText(), QStringLiteral("too grey"));
}

void TestRunsPage::aRunGoesOn()
{
    shown();
    choose("first");
    RunDetails &details = page().details();
    QTRY_VERIFY(details.goOnButton()->isEnabled());
    TrainWorkspace &train = m_fixture->window().training();
    QSignalSpy reports(&train.controller(), &TrainingController::reported);
    QSignalSpy finished(&train.controller(), &TrainingController::finished);
    details.minutesField()->setValue(60.0);
    details.goOnButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(reports.count() > 0, kTrainingMs);
    QVERIFY(train.dashboard().isVisible());
    QVERIFY(train.controller().run().runFolder == folderOf("first"));
    QVERIFY(reports.front().front().value<TrainingReport>().step > kSteps);
    QVERIFY(train.dashboard().samples().sampleCount() > 0); // of its first stretch
    QVERIFY(!train.dashboard().runsButton()->isVisible());
    train.dashboard().stopButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kTrainingMs);
    QSignalSpy listed(&page(), &RunsPage::listed);
    train.dashboard().runsButton()->click();
    QTRY_VERIFY(!listed.isEmpty() && page().isVisible());
    QTRY_COMPARE(page().model().entryAt(page().model().rowOf(folderOf("first"))).record.state,
                 RunState::Stopped);
    QVERIFY(page().model().entryAt(page().model().rowOf(folderOf("first"))).record.steps > kSteps);
    // It stays so when the folders are read anew.
    m_fixture->reopenWindow();
    shown();
    QCOMPARE(page().model().entryAt(page().model().rowOf(folderOf("first"))).record.state,
             RunState::Stopped);
}

void TestRunsPage::aBranchIsARunOfItsOwn()
{
    shown();
    choose("second");
    RunDetails &details = page().details();
    QTRY_VERIFY(details.branchButton()->isEnabled());
    QVERIFY(!details.branchMenu()->actions().isEmpty());
    const std::int64_t step = runBranches(folderOf("second")).front().step;
    details.branchMenu()->actions().front()->trigger();
    const std::string name = "second-branch-" + std::to_string(step);
    QTRY_COMPARE(page().model().rowCount(), 3);
    const fs::path branch = m_runs / name;
    QVERIFY(page().model().rowOf(branch) >= 0);
    QVERIFY(details.entry()->record.folder == branch);
    QCOMPARE(details.entry()->record.steps, step);
    const auto run = readRunDescription(branch);
    QVERIFY(run.has_value());
    QCOMPARE(run->card.id, name);
    QTRY_VERIFY(details.goOnButton()->isEnabled());
    // Another one from there does not take its folder.
    choose("second");
    QTRY_VERIFY(details.branchButton()->isEnabled());
    details.branchMenu()->actions().front()->trigger();
    QTRY_COMPARE(page().model().rowCount(), 4);
    QVERIFY(page().model().rowOf(m_runs / (name + "-2")) >= 0);
}

void TestRunsPage::aVanishedFolderIsGreyAndSaysWhy()
{
    shown();
    choose("first");
    fs::remove_all(folderOf("first"));
    page().refresh();
    RunDetails &details = page().details();
    QTRY_VERIFY(!details.reason().isEmpty());
    QVERIFY(details.reason().contains(QString::fromStdString(folderOf("first").string())));
    QCOMPARE(details.entry()->presence, RunPresence::Gone);
    QVERIFY(!details.goOnButton()->isEnabled() && !details.branchButton()->isEnabled());
    QVERIFY(!details.shareButton()->isEnabled() && !details.exportButton()->isEnabled());
    QVERIFY(details.forgetButton()->isEnabled());
    // Its curves are still there.
    QTRY_VERIFY(!page().comparison().curves().curve(folderOf("first").string()).empty());
}

void TestRunsPage::aDamagedDatabaseIsSetAside()
{
    const fs::path database = m_runs.parent_path() / "runs.sqlite";
    test::require(writeFileAtomically(database, std::string(5000, 'x')));
    shown();
    QVERIFY(fs::exists(m_runs.parent_path() / "runs.sqlite.damaged-1"));
    QVERIFY(page().messages().isVisible());
    QVERIFY(page().messages().explanation().contains(QStringLiteral("damaged-1")));
    QTRY_VERIFY(!page().comparison().curves().curve(folderOf("second").string()).empty());
}

void TestRunsPage::aForgottenRunStaysForgotten()
{
    shown();
    choose("first");
    page().forgetChosen();
    QTRY_COMPARE(page().model().rowCount(), 1);
    QVERIFY(fs::exists(folderOf("first") / "config.json"));
    m_fixture->reopenWindow();
    shown(1);
    QCOMPARE(page().model().rowOf(folderOf("first")), -1);
}

void TestRunsPage::curvesAreExported()
{
    shown();
    choose("second");
    const fs::path csv = m_runs.parent_path() / "curves.csv";
    page().exportCsv(QString::fromStdString(csv.string()));
    QTRY_VERIFY(page().messages().isVisible());
    QVERIFY(page().messages().tone() == MessageBar::Tone::Information);
    const auto exported = parseRunHistory(readFile(csv, 1U << 20U).value()).value();
    QCOMPARE(exported.steps, readRunHistory(folderOf("second"))->steps);
    const fs::path board = m_runs.parent_path() / "board";
    page().exportTensorBoard(QString::fromStdString(board.string()));
    QTRY_VERIFY(fs::exists(board / "second") && !fs::is_empty(board / "second"));
    QTRY_VERIFY(page().messages().explanation().contains(QStringLiteral("tensorboard")));
    // A place that cannot be written is said.
    page().exportCsv(QStringLiteral("/proc/none/curves.csv"));
    QTRY_VERIFY(page().messages().tone() == MessageBar::Tone::Problem);
}

void TestRunsPage::aSharedStyleIsTakenInByDrop()
{
    shown();
    choose("second");
    QTRY_VERIFY(page().details().shareButton()->isEnabled());
    const QString file = QString::fromStdString((m_runs.parent_path() / "mine.komastyle").string());
    page().share(file);
    QTRY_VERIFY(page().messages().isVisible());
    QVERIFY2(page().messages().tone() == MessageBar::Tone::Information,
             qPrintable(page().messages().explanation()));
    drop(file);
    MessageBar &messages = m_fixture->window().messageBar();
    QTRY_VERIFY(messages.isVisible());
    QVERIFY2(messages.tone() == MessageBar::Tone::Information, qPrintable(messages.explanation()));
    QVERIFY(fs::exists(m_runs.parent_path() / "styles" / "second" / "style.json"));
    QCOMPARE(m_fixture->service().styles().back().id, std::string("second"));
    // The second time its name is taken; nothing happens to the first unless that is wanted.
    const fs::path mark = m_runs.parent_path() / "styles" / "second" / "mark";
    test::require(writeFileAtomically(mark, "of the first"));
    drop(file);
    QTRY_VERIFY(messages.title().contains(QStringLiteral("already")));
    QVERIFY(messages.title().contains(QStringLiteral("second")));
    QVERIFY(fs::exists(mark));
    QTest::mouseClick(messages.findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_VERIFY(messages.title().contains(QStringLiteral("in the gallery")));
    QVERIFY(!fs::exists(mark));
    QVERIFY(fs::exists(mark.parent_path() / "style.json"));
}

void TestRunsPage::aWrongPackageIsRefusedWithTheReason()
{
    const fs::path file = m_runs.parent_path() / "wrong.komastyle";
    test::require(writeFileAtomically(file, "no archive"));
    test::LogGuard::expect(QStringLiteral("wrong.komastyle"));
    drop(QString::fromStdString(file.string()));
    MessageBar &messages = m_fixture->window().messageBar();
    QTRY_VERIFY(messages.isVisible());
    QVERIFY(messages.tone() == MessageBar::Tone::Problem);
    QVERIFY(!messages.explanation().isEmpty());
    QVERIFY(!fs::exists(m_runs.parent_path() / "styles" / "wrong"));
}

KOMA_TEST_MAIN(QApplication, TestRunsPage)
#include "tst_runspage.moc"
