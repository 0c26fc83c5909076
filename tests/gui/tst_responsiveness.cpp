// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecatalog.h"
#include "core/imaging/pictureio.h"
#include "models/builtinmodels.h"
#include "tests/gui/realtrainingservice.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"
#include "ui/canvas/comparecanvas.h"
#include "ui/mainwindow.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/training/trainingdashboard.h"
#include "ui/training/trainworkspace.h"
#include "ui/widgets/sliderrow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <vector>

using namespace koma;

namespace {

/// The thread's own processor time: unlike the wall clock it does not count what other programs on
/// a busy machine take.
double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Records how long the event loop was away, by a timer that wants to run every few milliseconds.
class GapRecorder : public QObject
{
public:
    GapRecorder()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(2);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double cpu = threadSeconds();
            m_gapsMs.push_back(static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
            m_busyMs.push_back((cpu - m_lastCpu) * 1e3);
            m_lastCpu = cpu;
            m_clock.start();
        });
        m_lastCpu = threadSeconds();
        m_clock.start();
        m_timer.start();
    }

    /// Of the wall-clock gaps.
    [[nodiscard]] double percentileMs(double share) const { return percentile(m_gapsMs, share); }
    /// Of the processor time between two turns of the event loop.
    [[nodiscard]] double busyPercentileMs(double share) const
    {
        return percentile(m_busyMs, share);
    }
    [[nodiscard]] std::size_t count() const { return m_gapsMs.size(); }

    void print(const char *what) const
    {
        std::printf("event loop while %s: %zu turns; gap ms p50 %.1f p99 %.1f p99.9 %.1f max %.1f; "
                    "own work ms p99 %.1f p99.9 %.1f max %.1f\n",
                    what, count(), percentileMs(0.5), percentileMs(0.99), percentileMs(0.999),
                    percentileMs(1.0), busyPercentileMs(0.99), busyPercentileMs(0.999),
                    busyPercentileMs(1.0));
    }

private:
    static double percentile(std::vector<double> values, double share)
    {
        std::sort(values.begin(), values.end());
        const auto last = static_cast<double>(values.size() - 1);
        return values.at(static_cast<std::size_t>(std::ceil(last * share)));
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_lastCpu = 0.0;
    std::vector<double> m_gapsMs;
    std::vector<double> m_busyMs;
};

/// The built-in styles on the real engine.
class RealDrawingService : public DrawingService
{
public:
    RealDrawingService()
    {
        registerBuiltinModels(m_registry);
        const std::filesystem::path folders[] = {test::sourceFolder() / "models" / "styles"};
        m_catalog = StyleCatalog::scan(folders);
        m_engine = std::make_unique<InferenceEngine>(m_registry, EngineSettings{});
    }

    [[nodiscard]] std::vector<StyleCard> styles() const override { return m_catalog.styles(); }
    void rescanStyles() override {}
    Result<StyleImport> importStyle(const std::filesystem::path &, IfTaken) override
    {
        return fail(ErrorKind::Unsupported, "This test imports no styles.");
    }
    Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest &request,
                         const CancelToken &cancel, const Progress &progress) override
    {
        return m_engine->draw(pictureSrgb, request, cancel, progress);
    }
    DeviceDescription describeDevice() override { return {"CPU", {}}; }

private:
    GeneratorRegistry m_registry;
    StyleCatalog m_catalog;
    std::unique_ptr<InferenceEngine> m_engine;
};

/// A run of the usual size on painted drawings, with reports, samples and scores oftener than
/// usual.
TrainingRun busyRun(const std::filesystem::path &folder,
                    const std::vector<std::filesystem::path> &photos)
{
    TrainingRun run;
    run.photos.assign(photos.begin(), photos.begin() + 5);
    for (std::uint64_t i = 0; i < 6; ++i) {
        const auto file = folder / (std::to_string(i) + ".png");
        test::require(
            writePicture(file, test::paintedImage({400, 300}, 1, SampleType::U8, Random(3, 0, i)),
                         {}, {.format = PictureFormat::Png}));
        run.drawings.push_back(file);
    }
    run.runFolder = folder / "run";
    run.config = recipeFor(StyleKind::Ink);
    run.config.warmupSteps = 5;
    run.card.name = "Test";
    run.card.id = "test";
    run.maxSeconds = 1e6;
    run.reportSeconds = 0.2;
    run.sampleSeconds = 5.0;
    run.qualitySeconds = 10.0;
    return run;
}

} // namespace

class TestResponsiveness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventLoopStaysAliveWhileDrawing();
    void eventLoopStaysAliveWhileTraining();

private:
    static void dragSlider(QSlider *slider, int from, int to);
};

void TestResponsiveness::dragSlider(QSlider *slider, int from, int to)
{
    slider->setSliderDown(true);
    const int step = from < to ? 25 : -25;
    for (int position = from; position != to; position += step) {
        slider->setValue(position);
        QTest::qWait(12);
    }
    slider->setSliderDown(false);
}

void TestResponsiveness::eventLoopStaysAliveWhileDrawing()
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("koma.ini")), QSettings::IniFormat);
    UiSettings settings(store);
    RealDrawingService service;
    test::RealTrainingService training(test::pathOf(folder));
    QVERIFY2(!service.styles().empty(), "there is no built-in style in models/styles");
    JobRunner runner;
    {
        MainWindow window({.runner = runner,
                           .drawing = service,
                           .training = training,
                           .settings = settings,
                           .store = store,
                           .samplePath = {},
                           .sampleComicPath = {},
                           .journalsFolder = test::pathOf(folder) / "journals"});
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        const GapRecorder recorder;
        const QString photo = QString::fromStdString(test::testPhotos().front().string());
        window.openPicture({.filePath = photo, .encoded = {}, .pixels = {}, .name = {}});
        QTRY_VERIFY_WITH_TIMEOUT(window.canvas().isVisible(), 30000);
        StylizeParameters parameters;
        parameters.styleId = QString::fromStdString(service.styles().front().id);
        window.controller().setParameters(parameters);
        QTRY_VERIFY_WITH_TIMEOUT(window.controller().fullDrawing().has_value(), 120000);
        dragSlider(window.panel().strength()->slider(), 1000, 200);
        dragSlider(window.panel().colourKeep()->slider(), 0, 800);
        for (int i = 0; i < 12; ++i) {
            i % 4 < 2 ? window.canvas().zoomIn() : window.canvas().zoomOut();
            QTest::qWait(20);
        }
        dragSlider(window.panel().strokeScale()->slider(), 500, 700);
        QTRY_VERIFY_WITH_TIMEOUT(window.controller().fullDrawing().has_value(), 120000);

        recorder.print("drawing");
        QVERIFY(recorder.count() > 100);
        QVERIFY(recorder.busyPercentileMs(0.999) <= 50.0);
    }
    runner.shutdown();
}

/// A run goes on behind the dashboard while a picture is drawn in the other workspace.
void TestResponsiveness::eventLoopStaysAliveWhileTraining()
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("koma.ini")), QSettings::IniFormat);
    UiSettings settings(store);
    RealDrawingService service;
    test::RealTrainingService training(test::pathOf(folder));
    const std::vector<std::filesystem::path> photos = test::testPhotos();
    const TrainingRun run = busyRun(test::pathOf(folder), photos);
    JobRunner runner;
    {
        MainWindow window({.runner = runner,
                           .drawing = service,
                           .training = training,
                           .settings = settings,
                           .store = store,
                           .samplePath = {},
                           .sampleComicPath = {},
                           .journalsFolder = test::pathOf(folder) / "journals"});
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        TrainWorkspace &workspace = window.training();
        QSignalSpy reports(&workspace.controller(), &TrainingController::reported);
        QSignalSpy samples(&workspace.controller(), &TrainingController::sampleWritten);
        QSignalSpy ended(&workspace.controller(), &TrainingController::finished);
        window.showWorkspace(Workspace::Train);
        workspace.setCurrentWidget(&workspace.dashboard());
        const GapRecorder recorder;
        workspace.controller().start(run);
        QTRY_VERIFY_WITH_TIMEOUT(reports.count() >= 8 && samples.count() >= 1, 240000);
        window.openPicture({.filePath = QString::fromStdString(photos.front().string()),
                            .encoded = {},
                            .pixels = {},
                            .name = {}});
        QTRY_VERIFY_WITH_TIMEOUT(window.canvas().isVisible(), 30000);
        StylizeParameters parameters;
        parameters.styleId = QString::fromStdString(service.styles().front().id);
        window.controller().setParameters(parameters);
        QTRY_VERIFY_WITH_TIMEOUT(window.controller().fullDrawing().has_value(), 120000);
        workspace.controller().stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60000);
        recorder.print("training");
        QVERIFY(recorder.count() > 100);
        QVERIFY(recorder.busyPercentileMs(0.999) <= 50.0);
    }
    runner.shutdown();
}

KOMA_TEST_MAIN(QApplication, TestResponsiveness)
#include "tst_responsiveness.moc"
