// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/session/comicexporter.h"

#include "core/document/render/styledart.h"
#include "ui/page/art/servicedrawing.h"

#include <utility>

namespace koma {
namespace {

Result<ExportReport> exportAs(const Comic &comic, const ArtSource &art,
                              const ComicExportRequest &request)
{
    const std::filesystem::path path = request.path.toStdU16String();
    switch (request.format) {
    case ComicFormat::Pdf:
        return exportPdf(path, comic, art, request.options);
    case ComicFormat::Cbz:
        return exportCbz(path, comic, art, request.options);
    case ComicFormat::Epub:
        return exportEpub(path, comic, art, request.options);
    case ComicFormat::OpenRaster:
        return exportOpenRaster(path, comic, art, request.options);
    case ComicFormat::Webtoon:
        return exportWebtoon(
            path, comic, art, request.options,
            {.widthPx = request.sliceWidthPx, .mostHeightPx = request.mostSliceHeightPx});
    case ComicFormat::Png:
    case ComicFormat::Jpeg:
    case ComicFormat::Webp:
    case ComicFormat::Tiff:
        return exportPictures(path, comic, art, request.options);
    }
    return fail(ErrorKind::Unsupported, "Koma does not export comics in this format.");
}

} // namespace

ComicExporter::ComicExporter(JobRunner &runner, DrawingService &service,
                             const PictureStore &pictures, QObject *parent)
    : QObject(parent),
      m_service(service),
      m_pictures(pictures),
      m_job({runner, this, Lane::Engine, JobPriority::Normal, WhenBusy::CancelRunning},
            [this](const Result<ExportReport> &report) {
                m_progress.finish(report ? ProgressRelay::Outcome::Done
                                         : ProgressRelay::Outcome::Failed);
                Q_EMIT busyChanged();
                if (report)
                    Q_EMIT exported(*report);
                else if (report.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(report.error());
            })
{
}

void ComicExporter::start(const Comic &comic, const ComicExportRequest &request)
{
    m_job.request([comic, request, progress = m_progress.begin(), &service = m_service,
                   &pictures = m_pictures](const CancelToken &cancel) {
        ComicExportRequest order = request;
        order.options.cancel = cancel;
        order.options.progress = progress;
        const StyledArt art(pictures, drawWith(service));
        return exportAs(comic, art, order);
    });
    Q_EMIT busyChanged();
}

void ComicExporter::cancel()
{
    m_job.cancel();
    m_progress.finish(ProgressRelay::Outcome::Cancelled);
    Q_EMIT busyChanged();
}

QString reportText(const ExportReport &report)
{
    qsizetype missing = 0;
    qsizetype overflowing = 0;
    QString characters;
    for (const PageReport &page : report.pages) {
        missing += page.report.missingArt.size();
        overflowing += page.report.overflowingTexts.size();
        characters += page.report.missingCharacters;
    }
    QStringList parts;
    if (missing > 0)
        parts.append(missing == 1
                         ? ComicExporter::tr("One picture could not be drawn.")
                         : ComicExporter::tr("%1 pictures could not be drawn.").arg(missing));
    if (overflowing > 0)
        parts.append(overflowing == 1
                         ? ComicExporter::tr("One text does not fit its frame.")
                         : ComicExporter::tr("%1 texts do not fit their frames.").arg(overflowing));
    if (!characters.isEmpty())
        parts.append(ComicExporter::tr("No font here has the characters %1.").arg(characters));
    return parts.join(QLatin1Char(' '));
}

} // namespace koma
