// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/longcomicbench.h"

#include "core/document/file/komafile.h"
#include "core/document/render/pagerenderer.h"
#include "tests/bench/benchline.h"
#include "tests/bench/longcomic.h"
#include "tests/gui/page/negativeservice.h"
#include "tests/support/fixtures.h"
#include "ui/page/art/canvasart.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QTemporaryDir>
#include <QTimer>

#include <atomic>
#include <fstream>

namespace koma::bench {
namespace {

constexpr int kScreenHeightPx = 1000;
constexpr double kTurnTargetMs = 150.0;

/// The most memory that this process held since forgetPeak(), in MiB.
double peakMiB()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) / 1024.0;
    }
    return 0.0;
}

void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << 5;
}

/// A canvas without a window: it shows a page by a job of the io lane.
class Turner
{
public:
    Turner(const Comic &comic, const PictureStore &pictures)
        : m_comic(comic), m_art({m_runner, m_service, pictures})
    {
    }
    ~Turner() { m_runner.shutdown(); }
    Turner(const Turner &) = delete;
    Turner &operator=(const Turner &) = delete;
    Turner(Turner &&) = delete;
    Turner &operator=(Turner &&) = delete;

    /// Milliseconds until the page is painted.
    double turnTo(int number)
    {
        QElapsedTimer clock;
        clock.start();
        m_shown = number;
        const Page &page = m_comic.pages.at(number);
        const double pxPerPt = kScreenHeightPx / page.properties.setup.heightPt;
        QList<Page> wanted{page};
        for (const int neighbour : {number + 1, number - 1}) {
            if (neighbour >= 0 && neighbour < m_comic.pages.size())
                wanted.append(m_comic.pages.at(neighbour));
        }
        m_art.prefetch(wanted, pxPerPt);
        QEventLoop loop;
        const auto view = m_art.startPainting(page);
        m_runner.start(Job<QImage>{
            .lane = Lane::Io,
            .work = [&, view](const CancelToken &) -> Result<QImage> {
                auto painted = PageRenderer(m_comic.settings, *view).render(page, pxPerPt * 72.0);
                if (!painted)
                    return fail(painted.error());
                view->finish();
                m_isBest = view->isBest();
                return std::move(painted->image);
            },
            .context = &loop,
            .done =
                [&](const Result<QImage> &image) {
                    if (!image)
                        std::fprintf(stderr, "%s\n", image.error().message.c_str());
                    loop.quit();
                }});
        loop.exec();
        return static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }

    /// Those of the page that is shown.
    void waitForPictures()
    {
        while (!m_isBest) {
            QEventLoop loop;
            QObject::connect(&m_art, &CanvasArt::arrived, &loop, &QEventLoop::quit);
            loop.exec();
            turnTo(m_shown);
        }
    }

private:
    const Comic &m_comic;
    int m_shown = 0;
    std::atomic<bool> m_isBest = false;
    test::NegativeService m_service;
    JobRunner m_runner;
    CanvasArt m_art;
};

void wait(int durationMs)
{
    QEventLoop loop;
    QTimer::singleShot(durationMs, &loop, &QEventLoop::quit);
    loop.exec();
}

void turnPages(Turner &turner)
{
    std::vector<double> jumps;
    std::vector<double> whole;
    for (int i = 1; i <= 15; ++i) {
        const int number = i * 37 % kLongComicPages;
        QElapsedTimer clock;
        clock.start();
        const double before = processTimeMs();
        jumps.push_back(turner.turnTo(number));
        turner.waitForPictures();
        constexpr double kCores = 2.0; // what is promised; this machine's may be busy elsewhere
        whole.push_back((processTimeMs() - before) / kCores);
    }
    printLine("turn to any page, with grey for what is not decoded (median)", medianOf(jumps),
              kTurnTargetMs, "ms");
    printLine("turn to any page, with grey for what is not decoded (slowest)",
              *std::max_element(jumps.begin(), jumps.end()), kTurnTargetMs, "ms");
    printLine("… until its last picture is there, time of two cores (median)", medianOf(whole),
              2.0 * kTurnTargetMs, "ms");
    constexpr int kLookedAt = 12;
    std::vector<double> looked;
    looked.reserve(kLookedAt);
    for (int number = 0; number < kLookedAt; ++number) {
        looked.push_back(turner.turnTo(number));
        turner.waitForPictures();
        constexpr int kLookMs = 500;
        wait(kLookMs);
    }
    looked.erase(looked.begin());
    printLine("turn to the next page after half a second (slowest)",
              *std::max_element(looked.begin(), looked.end()), kTurnTargetMs, "ms");
    std::vector<double> leafed;
    leafed.reserve(kLongComicPages);
    for (int number = 0; number < kLongComicPages; ++number)
        leafed.push_back(turner.turnTo(number));
    printLine("leaf through all pages without a pause (median)", medianOf(leafed), kTurnTargetMs,
              "ms");
}

} // namespace

void measureLongComic()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = test::pathOf(folder) / "long.koma";
    const auto bytes = writeLongComic(path);
    if (!bytes) {
        std::fprintf(stderr, "%s\n", bytes.error().message.c_str());
        return;
    }
    std::printf("a comic of %d pages with %.2f GB of pictures: time on the clock\n",
                kLongComicPages, static_cast<double>(*bytes) / 1e9);
    forgetPeak();
    QElapsedTimer clock;
    clock.start();
    const Result<OpenedComic> opened = openKomaFile(path);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().message.c_str());
        return;
    }
    PictureStore pictures(test::pathOf(folder) / "session");
    pictures.attach(opened->archive);
    Turner turner(opened->comic, pictures);
    turner.turnTo(0);
    printLine("open it and paint its first page", static_cast<double>(clock.nsecsElapsed()) / 1e6,
              3000.0, "ms");
    turnPages(turner);
    printLine("most memory while doing so", peakMiB(), 1536.0, "MiB");
}

} // namespace koma::bench
