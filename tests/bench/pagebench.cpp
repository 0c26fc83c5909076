// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/pagerenderer.h"
#include "tests/bench/benchline.h"
#include "tests/bench/longcomicbench.h"
#include "tests/bench/panningbench.h"
#include "tests/support/busypage.h"

#include <QApplication>
#include <QPainter>

#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

namespace {

using namespace koma;

/// Of this thread alone, so that what else runs on the machine counts little.
double threadTimeMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double medianMs(int rounds, const std::function<void(int)> &work)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const double before = threadTimeMs();
        work(i);
        times.push_back(threadTimeMs() - before);
    }
    return bench::medianOf(times);
}

/// A part of a page at a scale, as the canvas keeps it.
class Sheet
{
public:
    Sheet(QSize sizePx, QPointF cornerPt, double pxPerPt)
        : m_image(sizePx, QImage::Format_ARGB32_Premultiplied)
    {
        m_toSheet = QTransform::fromTranslate(-cornerPt.x(), -cornerPt.y()) *
                    QTransform::fromScale(pxPerPt, pxPerPt);
        m_options.area = PageArea::Bleed;
    }

    void paint(const PageRenderer &renderer, const Page &page)
    {
        m_image.fill(Qt::transparent);
        QPainter painter(&m_image);
        painter.setTransform(m_toSheet);
        require(renderer.paint(painter, page, m_options));
    }
    void repaint(const PageRenderer &renderer, const Page &before, const Page &after)
    {
        QPainter painter(&m_image);
        painter.setTransform(m_toSheet);
        require(renderer.repaint(painter, before, after, {}, m_options));
    }

private:
    static void require(const Result<RenderReport> &report)
    {
        if (!report)
            std::fprintf(stderr, "%s\n", report.error().message.c_str());
    }

    QImage m_image;
    QTransform m_toSheet;
    RenderOptions m_options;
};

void measurePainting()
{
    const test::ReadyArt art;
    const Page page = test::busyPage();
    const double screenPxPerPt = 1000.0 / page.properties.setup.heightPt;
    const QSize screen(static_cast<int>(page.properties.setup.widthPt * screenPxPerPt), 1000);
    constexpr double kPrintPxPerPt = 600.0 / 72.0;
    constexpr int kRounds = 15;
    std::puts("painting: time of one core");
    Sheet sheet(screen, {}, screenPxPerPt);
    bench::printLine("busy page, 1000 px high, first painting",
                     medianMs(5, [&](int) { sheet.paint(PageRenderer({}, art), page); }), 150.0,
                     "ms");
    const PageRenderer renderer({}, art);
    sheet.paint(renderer, page);
    bench::printLine("busy page, 1000 px high, painted whole again",
                     medianMs(kRounds, [&](int) { sheet.paint(renderer, page); }), 80.0, "ms");
    Page moving = page;
    bench::printLine("busy page, 1000 px high, one balloon moves",
                     medianMs(kRounds,
                              [&](int) {
                                  const Page before = moving;
                                  test::moveABalloon(moving, 0.7, 0.3);
                                  sheet.repaint(renderer, before, moving);
                              }),
                     40.0, "ms");
    bench::printLine(
        "busy page, 1400x900 viewport at 600 dpi, each elsewhere",
        medianMs(kRounds,
                 [&](int i) {
                     Sheet part({1400, 900}, {20.0 + i * 14.0, 40.0 + i * 30.0}, kPrintPxPerPt);
                     part.paint(renderer, page);
                 }),
        80.0, "ms");
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    measurePainting();
    bench::measurePanning();
    if (!application.arguments().contains(QStringLiteral("--quick")))
        bench::measureLongComic();
    return 0;
}
