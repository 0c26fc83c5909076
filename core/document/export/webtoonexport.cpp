// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/exportplan.h"
#include "core/document/export/webtooncuts.h"
#include "core/document/model/units.h"
#include "core/document/render/qimageconversion.h"

#include <QPainter>

#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// How far ahead of a slice cuts are planned, in slices: what the next ones look like decides
/// where this one ends.
constexpr int kSlicesAhead = 4;
constexpr int kMostSidePx = 16000; ///< WebP takes 16383
constexpr int kLeastSidePx = 64;

Result<void> checkOptions(const WebtoonOptions &webtoon)
{
    const auto isSound = [](int sidePx) { return sidePx >= kLeastSidePx && sidePx <= kMostSidePx; };
    if (isSound(webtoon.widthPx) && isSound(webtoon.mostHeightPx))
        return {};
    return fail(ErrorKind::InvalidArgument, "Slices are " + std::to_string(kLeastSidePx) + " to " +
                                                std::to_string(kMostSidePx) +
                                                " pixels wide and high.");
}

/// A page as a part of the strip: opaque, as wide as the strip.
Result<QImage> bandOf(const Comic &comic, qsizetype pageNumber, const PageRenderer &renderer,
                      const ExportOptions &options, int widthPx, ExportReport &report)
{
    const Page &page = comic.pages[pageNumber];
    const RectPt area = areaPt(page.properties.setup, options.area);
    if (area.isEmpty())
        return fail(ErrorKind::InvalidArgument, "A page without width or height has no picture.");
    auto rendering =
        renderer.render(page, kPtPerInch * widthPx / area.widthPt, renderOptions(options));
    if (!rendering)
        return fail(rendering.error());
    addReport(report, pageNumber, std::move(rendering->report));
    if (rendering->image.format() == QImage::Format_RGB32)
        return std::move(rendering->image);
    QImage opaque(rendering->image.size(), QImage::Format_RGB32);
    if (opaque.isNull())
        return fail(ErrorKind::OutOfMemory, "There is not enough memory for the page.");
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(0, 0, rendering->image);
    return opaque;
}

/// Takes pages from the top and gives slices as soon as their ends are sure. No more than a page
/// and the slices that are planned ahead are in memory.
class SliceCutter
{
public:
    SliceCutter(fs::path path, const ExportOptions &options, const WebtoonOptions &webtoon,
                ExportReport &report)
        : m_path(std::move(path)),
          m_options(options),
          m_limits{webtoon.mostHeightPx},
          m_report(report)
    {
    }

    Result<void> add(const QImage &band, const std::vector<float> &prices)
    {
        QImage joined(band.width(), m_pending.height() + band.height(), QImage::Format_RGB32);
        if (joined.isNull())
            return fail(ErrorKind::OutOfMemory, "There is not enough memory for the strip.");
        appendRows(joined, 0, m_pending);
        appendRows(joined, m_pending.height(), band);
        m_pending = std::move(joined);
        m_prices.insert(m_prices.end(), prices.begin(), prices.end());
        int top = 0;
        const int aheadPx = kSlicesAhead * m_limits.mostPx;
        while (m_pending.height() - top > aheadPx) {
            const std::span<const float> waiting = std::span(m_prices).subspan(
                static_cast<std::size_t>(top), static_cast<std::size_t>(aheadPx));
            const int height = chooseCuts(waiting, m_limits, StripEnd::StillOpen).front();
            if (Result<void> written = write(top, height); !written)
                return written;
            top += height;
        }
        m_pending = m_pending.copy(0, top, m_pending.width(), m_pending.height() - top);
        m_prices.erase(m_prices.begin(), m_prices.begin() + top);
        return {};
    }

    Result<void> finish()
    {
        std::vector<int> ends = chooseCuts(m_prices, m_limits, StripEnd::Known);
        ends.push_back(m_pending.height());
        int top = 0;
        for (const int end : ends) {
            if (Result<void> written = write(top, end - top); !written)
                return written;
            top = end;
        }
        return {};
    }

private:
    static void appendRows(QImage &target, int top, const QImage &source)
    {
        for (int y = 0; y < source.height(); ++y)
            std::copy_n(source.constScanLine(y), source.bytesPerLine(), target.scanLine(top + y));
    }

    Result<void> write(int top, int height)
    {
        if (m_options.cancel.isCancelled())
            return failCancelled();
        const Result<Image> slice = toImage(m_pending.copy(0, top, m_pending.width(), height));
        if (!slice)
            return fail(slice.error());
        fs::path file = m_path;
        file.replace_filename(m_path.stem().string() + "-" +
                              pageDigits(static_cast<qsizetype>(m_report.files.size()), 0) +
                              m_path.extension().string());
        WriteOptions options;
        options.format = m_options.pictureFormat;
        options.quality = m_options.quality;
        if (Result<void> written = writePicture(file, *slice, {}, options); !written)
            return written;
        m_report.files.push_back(file);
        return {};
    }

    fs::path m_path;
    const ExportOptions &m_options;
    SliceLimits m_limits;
    ExportReport &m_report;
    QImage m_pending;
    std::vector<float> m_prices;
};

} // namespace

Result<ExportReport> exportWebtoon(const fs::path &path, const Comic &comic, const ArtSource &art,
                                   const ExportOptions &options, const WebtoonOptions &webtoon)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    if (const Result<void> sound = checkOptions(webtoon); !sound)
        return fail(sound.error());
    ExportReport report;
    SliceCutter cutter(path, options, webtoon, report);
    const PageRenderer renderer(comic.settings, art);
    for (qsizetype i = 0; i < pages->size(); ++i) {
        const Page &page = comic.pages[(*pages)[i]];
        const auto band = bandOf(comic, (*pages)[i], renderer, options, webtoon.widthPx, report);
        if (!band)
            return fail(band.error());
        const auto prices = cutPrices(page, comic.settings.language,
                                      areaPt(page.properties.setup, options.area), *band);
        if (const auto added = cutter.add(*band, prices); !added)
            return fail(added.error());
        options.progress.report(static_cast<double>(i + 1) / static_cast<double>(pages->size()),
                                "pages");
    }
    if (const auto finished = cutter.finish(); !finished)
        return fail(finished.error());
    return report;
}

} // namespace koma
