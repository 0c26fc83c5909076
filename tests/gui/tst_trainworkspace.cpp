// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stylecard.h"
#include "core/imaging/pictureio.h"
#include "core/training/runfolder.h"
#include "tests/gui/realtrainingservice.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/fixtures.h"
#include "ui/training/copypair.h"
#include "ui/training/expertpanel.h"
#include "ui/training/losschart.h"
#include "ui/training/newstylepage.h"
#include "ui/training/samplestrip.h"
#include "ui/training/trainingcontroller.h"
#include "ui/training/trainingdashboard.h"
#include "ui/training/trainworkspace.h"
#include "ui/widgets/messagebar.h"

#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QUrl>

#include "tests/support/testmain.h"

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr int kTrainingMs = 120000;

void paint(const fs::path &file, ImageSize size, int channels, std::uint64_t item)
{
    const Image image = test::paintedImage(size, channels, SampleType::U8, Random(5, 0, item));
    const auto written = writePicture(file, image, {}, {.format = PictureFormat::Png});
    Q_ASSERT(written);
}

/// So small that a step takes milliseconds.
TrainingConfig smallConfig()
{
    TrainingConfig config = recipeFor(StyleKind::Ink);
    config.architectureParams = {{"width", 8}, {"blocks", 2}};
    config.discriminatorWidth = 8;
    config.batchSize = 2;
    config.cropPx = 64;
    config.contextPx = 8;
    config.warmupSteps = 4;
    config.bfloat16 = false;
    return config;
}

} // namespace

class TestTrainWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::WindowFixture>();
        const fs::path root = m_fixture->folder().toStdString();
        fs::create_directories(root / "resources" / "samples");
        fs::create_directories(root / "drawings");
        for (std::uint64_t i = 0; i < 6; ++i) {
            paint(root / "resources" / "samples" / (std::to_string(i) + ".png"), {160, 128}, 3, i);
            paint(root / "drawings" / (std::to_string(i) + ".png"),
                  {130 + 10 * static_cast<int>(i), 170}, 1, 20 + i);
        }
        m_drawings = QString::fromStdString((root / "drawings").string());
        m_fixture->reopenWindow(); // which looks for photos when it is made
    }
    void cleanup() { m_fixture.reset(); }

    void theTabShowsTheWorkspaceWithoutTheStyliseDocks()
    {
        MainWindow &window = m_fixture->window();
        const auto docks =
            window.findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(docks.front()->isVisible());
        auto *tabs = window.findChild<QTabBar *>(QStringLiteral("workspaceTabs"));
        tabs->setCurrentIndex(static_cast<int>(Workspace::Train));
        QCOMPARE(window.workspace(), Workspace::Train);
        QVERIFY(window.training().isVisible());
        QVERIFY(!docks.front()->isVisible() && !docks.back()->isVisible());
        tabs->setCurrentIndex(0);
        QVERIFY(docks.front()->isVisible() && docks.back()->isVisible());
    }

    void findingsComeFirstAndAreNotTicked()
    {
        const fs::path root = m_drawings.toStdString();
        paint(root / "7-small.png", {40, 40}, 1, 40);
        fs::copy_file(root / "1.png", root / "8-copy.png");
        NewStylePage &page = shown();
        page.addDrawings({m_drawings});
        QTRY_COMPARE(page.drawings().rowCount(), 8);
        QCOMPARE(page.drawings().problemCount(), 2);
        QCOMPARE(page.drawings().tickedFiles().size(), std::size_t{6});
        const QModelIndex copy = page.drawings().index(1);
        QVERIFY(copy.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Copy of 1.png")));
        QVERIFY(!page.drawings().index(0).data(Qt::CheckStateRole).isValid());
        QVERIFY(page.drawings().setData(copy, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(page.drawings().tickedFiles().size(), std::size_t{7});
    }

    void aStyleIsTaughtFromDropToGallery()
    {
        NewStylePage &page = shown();
        QVERIFY(!page.startButton()->isEnabled());
        drop(page, m_drawings);
        QTRY_VERIFY(page.startButton()->isEnabled());
        page.nameField()->setText(QStringLiteral("My Pen"));
        page.expert().showConfig(smallConfig());
        startFor(page, 60.0);
        TrainingDashboard &dashboard = m_fixture->window().training().dashboard();
        QTRY_VERIFY(dashboard.isVisible());
        TrainingController &controller = m_fixture->window().training().controller();
        QSignalSpy reports(&controller, &TrainingController::reported);
        QTRY_VERIFY_WITH_TIMEOUT(reports.count() >= 2, kTrainingMs);
        dashboard.pauseButton()->click();
        QSignalSpy phases(&controller, &TrainingController::phaseChanged);
        QTRY_VERIFY_WITH_TIMEOUT(phases.count() >= 1, 2000);
        const auto paused = reports.count();
        QTest::qWait(700);
        QVERIFY(reports.count() <= paused + 1);
        dashboard.pauseButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(reports.count() > paused + 1, kTrainingMs);

        QSignalSpy made(&m_fixture->window().training(), &TrainWorkspace::styleMade);
        dashboard.stopButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, kTrainingMs);
        QCOMPARE(m_fixture->service().rescanCount(), 1);
        const fs::path run = made.front().front().toString().toStdString();
        const auto card = readStyleCard(run);
        QVERIFY(card.has_value());
        QCOMPARE(card->id, std::string("my-pen"));
        QCOMPARE(card->name, std::string("My Pen"));
        QVERIFY(dashboard.tryButton()->isVisible() && dashboard.tryButton()->isEnabled());
        QVERIFY(!dashboard.verdict().isEmpty());
        QVERIFY(dashboard.continueButton()->isVisible());
    }

    void expertsChooseTheDevice()
    {
        NewStylePage &page = shown();
        auto *choice = page.expert().findChild<QComboBox *>(QStringLiteral("trainingDevice"));
        QVERIFY(choice != nullptr);
        const auto devices = listDevices().devices;
        QTRY_COMPARE(choice->count(), 1 + static_cast<int>(devices.size()));
        QCOMPARE(page.expert().device(), std::optional<Device>());
        QSignalSpy chosen(&page.expert(), &ExpertPanel::deviceChosen);
        QTest::keyClick(choice, Qt::Key_End); // the processor comes last
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(page.expert().device(), std::optional(Device{}));
        QSignalSpy started(&page, &NewStylePage::startRequested);
        drop(page, m_drawings);
        QTRY_VERIFY(page.startButton()->isEnabled());
        page.disconnect(&m_fixture->window().training());
        page.startButton()->click();
        QCOMPARE(started.count(), 1);
        QCOMPARE(started.front().front().value<TrainingRun>().device, std::optional(Device{}));
    }

    void aRunThatCannotStartSaysWhyAndLeavesTheWindowUsable()
    {
        NewStylePage &page = shown();
        drop(page, m_drawings);
        QTRY_VERIFY(page.startButton()->isEnabled());
        TrainingConfig config = smallConfig();
        config.architecture = "unknown";
        page.expert().showConfig(config);
        QSignalSpy failed(&m_fixture->window().training().controller(),
                          &TrainingController::failed);
        page.startButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kTrainingMs);
        TrainingDashboard &dashboard = m_fixture->window().training().dashboard();
        QVERIFY(!dashboard.tryButton()->isEnabled());
        QVERIFY(!m_fixture->window().training().controller().isRunning());
    }

    void chartsThinAndZoom()
    {
        RunCurves curves;
        constexpr std::int64_t kPoints = 200000;
        for (std::int64_t step = 1; step <= kPoints; ++step) {
            TrainingReport report;
            report.step = step;
            report.losses["generator"] = 1.0 + 0.5 * std::sin(static_cast<double>(step) * 1e-3);
            curves.add(report);
        }
        LossChart chart(curves);
        chart.resize(700, 400);
        chart.setShown({{"generator", QStringLiteral("Generator")}});
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QElapsedTimer timer;
        timer.start();
        chart.refresh();
        QVERIFY2(timer.elapsed() < 200, "a refresh must not depend on the number of points");
        chart.setLogarithmic(true);
        chart.setSmoothing(0.9);
        chart.setMark(1000);
        const QPointF centre = chart.viewport()->rect().center();
        QMouseEvent move(QEvent::MouseMove, centre, chart.viewport()->mapToGlobal(centre),
                         Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(chart.viewport(), &move);
        QVERIFY2(chart.hoverText().contains(QStringLiteral("Generator")),
                 qPrintable(chart.hoverText()));
    }

private:
    NewStylePage &shown()
    {
        m_fixture->window().showWorkspace(Workspace::Train);
        return m_fixture->window().training().newStyle();
    }

    static void drop(NewStylePage &page, const QString &folder)
    {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(folder)});
        QDragEnterEvent enter(QPoint(40, 40), Qt::CopyAction, &mime, Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(40, 40), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &event);
    }

    static void startFor(NewStylePage &page, double minutes)
    {
        page.minutesField()->setValue(minutes);
        page.startButton()->click();
    }

    std::unique_ptr<test::WindowFixture> m_fixture;
    QString m_drawings;

    /// A trainer that only tells of a run that repeats a drawing.
    void copiesAreShownBesideTheDrawing()
    {
        class Copying : public test::RealTrainingService
        {
        public:
            using RealTrainingService::RealTrainingService;
            QualityReport quality;

            Result<TrainingOutcome> train(const TrainingRun & /*run*/, const TrainingEvents &events,
                                          TrainingControl & /*control*/,
                                          const CancelToken & /*cancel*/) override
            {
                events.scored(quality);
                events.alarm({TrainingAlarm::Copying, 100, {}});
                return failCancelled();
            }
        };
        const QTemporaryDir folder;
        Copying service(test::pathOf(folder));
        const fs::path drawing = test::pathOf(folder) / "my drawing.png";
        paint(drawing, {300, 200}, 1, 1);
        service.quality.copied = 0.5;
        service.quality.copiedDrawing = drawing;
        service.quality.copyingPhoto = "a photo.jpg";
        service.quality.copyingResult =
            test::paintedImage({200, 300}, 1, SampleType::U8, Random(5, 0, 2));
        JobRunner runner;
        TrainingController controller(runner, service);
        TrainingDashboard dashboard(runner, controller);
        dashboard.show();
        QVERIFY(dashboard.copyPair().isHidden());
        controller.start({});
        QTRY_VERIFY(!dashboard.copyPair().isHidden());
        QVERIFY(dashboard.copyPair().caption().contains(QStringLiteral("my drawing.png")));
        QVERIFY(dashboard.copyPair().caption().contains(QStringLiteral("a photo.jpg")));
        QCOMPARE(dashboard.copyPair().resultPicture()->pixmap().size(), QSize(120, 180));
        QTRY_COMPARE(dashboard.copyPair().drawingPicture()->pixmap().size(), QSize(180, 120));
        QVERIFY(!dashboard.alarms().isHidden());

        QTRY_VERIFY(!controller.isRunning());
        service.quality.copiedDrawing.clear(); // the next run copies nothing
        controller.start({});
        QTRY_VERIFY(!controller.isRunning());
        QVERIFY(dashboard.copyPair().isHidden());
    }
};

KOMA_TEST_MAIN(QApplication, TestTrainWorkspace)
#include "tst_trainworkspace.moc"
