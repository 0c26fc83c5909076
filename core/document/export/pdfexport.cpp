// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/base/version.h"
#include "core/document/export/exportplan.h"
#include "core/document/export/pdfboxes.h"
#include "core/document/model/units.h"

#include <QFile>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryDir>

#include <algorithm>

namespace koma {
namespace {

constexpr int kUnitsPerInch = 1200; ///< of coordinates in the file

tl::unexpected<Error> cannotWrite(const std::filesystem::path &path, const QString &reason)
{
    return fail(ErrorKind::Unwritable,
                "The PDF " + path.string() +
                    " cannot be written. Check the folder and the free space.",
                reason.toStdString());
}

bool isBlended(const PageObject &object)
{
    return !object.properties.isHidden &&
           (object.properties.blend != BlendMode::Normal ||
            std::any_of(object.children.begin(), object.children.end(), isBlended));
}

/// How many of the page's own objects, from the bottom, some blending reaches: Qt's PDF knows no
/// blend modes, so that they go into the file as one picture.
qsizetype blendedCount(const Page &page)
{
    for (qsizetype i = page.objects.size(); i > 0; --i) {
        if (isBlended(page.objects[i - 1]))
            return i;
    }
    return 0;
}

void setPageBox(QPdfWriter &writer, const RectPt &box)
{
    const QPageSize size(QSizeF(box.widthPt, box.heightPt), QPageSize::Point, QString(),
                         QPageSize::ExactMatch);
    const auto orientation =
        box.widthPt > box.heightPt ? QPageLayout::Landscape : QPageLayout::Portrait;
    // A landscape layout turns the size that it is given.
    const QPageSize upright(orientation == QPageLayout::Landscape
                                ? QPageSize(QSizeF(box.heightPt, box.widthPt), QPageSize::Point,
                                            QString(), QPageSize::ExactMatch)
                                : size);
    writer.setPageLayout(QPageLayout(upright, orientation, QMarginsF(), QPageLayout::Point));
}

/// Adds the two reports of a page that is painted in two parts.
RenderReport joined(RenderReport first, const RenderReport &second)
{
    first.missingArt += second.missingArt;
    first.overflowingTexts += second.overflowingTexts;
    first.missingCharacters += second.missingCharacters;
    return first;
}

/// Paints a page with a painter in points of the page.
Result<RenderReport> paintPdfPage(QPainter &painter, const Page &page, const PageRenderer &renderer,
                                  const ExportOptions &options)
{
    RenderOptions render = renderOptions(options);
    render.vectorDpi = exportDpi(page, options);
    RenderReport flattened;
    if (const qsizetype count = blendedCount(page); count > 0) {
        RenderOptions below = render;
        below.area = options.area == PageArea::Trim ? PageArea::Trim : PageArea::Bleed;
        below.objectCount = count;
        auto picture = renderer.render(page, render.vectorDpi, below);
        if (!picture)
            return fail(picture.error());
        const RectPt box = areaPt(page.properties.setup, below.area);
        const double ptPerPx = ptFromPx(1.0, render.vectorDpi);
        painter.drawImage(QRectF(box.xPt, box.yPt, picture->image.width() * ptPerPx,
                                 picture->image.height() * ptPerPx),
                          picture->image);
        flattened = std::move(picture->report);
        render.firstObject = count;
        render.paintsPaper = false;
    }
    auto report = renderer.paint(painter, page, render);
    if (!report)
        return report;
    return joined(std::move(flattened), *report);
}

Result<void> writePdf(QPdfWriter &writer, const Comic &comic, const QList<qsizetype> &pages,
                      const ArtSource &art, const ExportOptions &options, ExportReport &report)
{
    const PageRenderer renderer(comic.settings, art);
    QPainter painter;
    for (qsizetype i = 0; i < pages.size(); ++i) {
        const Page &page = comic.pages[pages[i]];
        const RectPt box = areaPt(page.properties.setup, options.area);
        const RectPt sheet = wholePointsOf(page.properties.setup, options.area);
        setPageBox(writer, sheet);
        const bool isBegun = i == 0 ? painter.begin(&writer) : writer.newPage();
        if (!isBegun)
            return fail(ErrorKind::Unwritable, "The PDF cannot be begun.");
        painter.resetTransform();
        painter.scale(kUnitsPerInch / kPtPerInch, kUnitsPerInch / kPtPerInch);
        // What is cut off the whole points lies above and to the right.
        painter.translate(-box.xPt, sheet.heightPt - box.heightPt - box.yPt);
        auto painted = paintPdfPage(painter, page, renderer, options);
        if (!painted)
            return fail(painted.error());
        addReport(report, pages[i], std::move(*painted));
        options.progress.report(static_cast<double>(i + 1) / static_cast<double>(pages.size()),
                                "pages");
    }
    return {};
}

} // namespace

Result<ExportReport> exportPdf(const std::filesystem::path &path, const Comic &comic,
                               const ArtSource &art, const ExportOptions &options)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    const QTemporaryDir folder;
    QFile raw(folder.filePath(QStringLiteral("raw.pdf")));
    if (!folder.isValid() || !raw.open(QIODevice::WriteOnly))
        return cannotWrite(path, folder.errorString());
    ExportReport report;
    Result<void> painted;
    {
        QPdfWriter writer(&raw);
        writer.setResolution(kUnitsPerInch);
        writer.setTitle(comic.settings.title);
        writer.setCreator(QStringLiteral("Koma ") + QLatin1String(kVersion));
        painted = writePdf(writer, comic, *pages, art, options, report);
    }
    if (!painted)
        return fail(painted.error());
    if (!raw.flush() || raw.error() != QFileDevice::NoError)
        return cannotWrite(path, raw.errorString());
    PdfFinish finish{{}, comic.settings};
    for (const qsizetype page : *pages)
        finish.pages.push_back({comic.pages[page].properties.setup, options.area});
    const auto written = replaceFileAtomically(path, [&](const std::filesystem::path &temporary) {
        return finishPdf(raw.filesystemFileName(), temporary, finish);
    });
    if (!written)
        return fail(written.error());
    report.files.push_back(path);
    return report;
}

} // namespace koma
