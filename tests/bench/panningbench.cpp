// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/panningbench.h"

#include "core/document/file/picturestore.h"
#include "core/imaging/pictureio.h"
#include "tests/bench/benchline.h"
#include "tests/gui/page/negativeservice.h"
#include "tests/support/busypage.h"
#include "tests/support/fixtures.h"
#include "ui/page/canvas/pagecanvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QThread>

#include <cmath>
#include <filesystem>
#include <numbers>

namespace koma::bench {
namespace {

constexpr ImageSize kPhotoSize{3000, 2250}; // about 600 dpi where the panels show it
constexpr int kFrames = 360;
constexpr double kFrameMs = 1000.0 / 60.0;
constexpr double kFrameTargetMs = 1000.0 / 30.0;
constexpr double kSharpTargetMs = 150.0; // as for a page that is turned to

/// All art of the page is this picture.
void showPicture(QList<PageObject> &objects, const PictureRef &picture)
{
    for (PageObject &object : objects) {
        if (auto *art = std::get_if<ArtLayer>(&object.content)) {
            const double widthPt = art->scalePtPerPx * art->picture.widthPx;
            art->picture = picture;
            art->scalePtPerPx = widthPt / picture.widthPx;
        }
        showPicture(object.children, picture);
    }
}

double msOf(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// A canvas as the workspace has it, and the hand on its mouse.
class Panned
{
public:
    Panned(Comic comic, const PictureStore &pictures)
        : m_document(std::move(comic)), m_art({m_runner, m_service, pictures})
    {
        m_canvas.resize(1400, 900);
        m_canvas.show();
        m_canvas.showActualPixels();
        waitUntilSharp();
        mouse(QEvent::MouseButtonPress, Qt::MiddleButton);
    }
    ~Panned() { m_runner.shutdown(); }
    Panned(const Panned &) = delete;
    Panned &operator=(const Panned &) = delete;
    Panned(Panned &&) = delete;
    Panned &operator=(Panned &&) = delete;

    /// Moves the page, paints the canvas and takes what the jobs have brought.
    double frameMs(QPointF stepPx)
    {
        QElapsedTimer clock;
        clock.start();
        m_at += stepPx;
        mouse(QEvent::MouseMove, Qt::NoButton);
        m_canvas.repaint();
        QApplication::processEvents();
        return msOf(clock);
    }

    double waitUntilSharp()
    {
        QElapsedTimer clock;
        clock.start();
        while (!m_canvas.isUpToDate()) {
            QApplication::processEvents();
            QThread::usleep(500);
        }
        return msOf(clock);
    }

private:
    void mouse(QEvent::Type type, Qt::MouseButton button)
    {
        QMouseEvent event(type, m_at, m_canvas.mapToGlobal(m_at), button, Qt::MiddleButton, {});
        QApplication::sendEvent(&m_canvas, &event);
    }

    Document m_document;
    test::NegativeService m_service;
    JobRunner m_runner;
    PageSelection m_selection{m_document};
    CanvasArt m_art;
    PageCanvas m_canvas{m_selection, m_runner, m_art};
    QPointF m_at{700.0, 450.0};
};

} // namespace

void measurePanning()
{
    const QTemporaryDir folder;
    const std::filesystem::path photo = test::pathOf(folder) / "photo.jpg";
    const Image image = test::paintedImage(kPhotoSize, 3, SampleType::U8, Random(7));
    PictureStore pictures(test::pathOf(folder) / "store");
    const auto picture = writePicture(photo, image, {}, {PictureFormat::Jpeg, 90})
                             ? pictures.addFile(photo)
                             : fail(ErrorKind::Unwritable, "The photo cannot be written.");
    if (!picture) {
        std::fprintf(stderr, "%s\n", picture.error().message.c_str());
        return;
    }
    Comic comic;
    comic.pages = {test::busyPage()};
    showPicture(comic.pages.first().objects, *picture);
    Panned panned(std::move(comic), pictures);

    std::puts("panning a busy page of 600 dpi at 1:1 in 1400x900, 2000 px a second: on the clock");
    std::vector<double> frames;
    frames.reserve(kFrames);
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer clock;
        clock.start();
        constexpr double kStepPx = 33.0;
        const double turn = 2.0 * std::numbers::pi * i / kFrames; // round the page and back
        frames.push_back(panned.frameMs({kStepPx * std::cos(turn), kStepPx * std::sin(turn)}));
        const double restMs = kFrameMs - msOf(clock);
        if (restMs > 0.0)
            QThread::usleep(static_cast<unsigned long>(restMs * 1e3));
    }
    const double sharpMs = panned.waitUntilSharp();
    printLine("a frame (median)", medianOf(frames), kFrameTargetMs, "ms");
    std::sort(frames.begin(), frames.end());
    printLine("a frame (slowest but one of a hundred)", frames.at(frames.size() * 99 / 100),
              kFrameTargetMs, "ms");
    printLine("a frame (slowest)", frames.back(), kFrameTargetMs, "ms");
    printLine("sharp everywhere, from when the hand rests", sharpMs, kSharpTargetMs, "ms");
}

} // namespace koma::bench
