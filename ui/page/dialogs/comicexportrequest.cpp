// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/dialogs/comicexportrequest.h"

#include "core/document/model/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <vector>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::ComicExportRequest)
};

QString endingOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return QStringLiteral("jpg");
    case PictureFormat::Png:
        return QStringLiteral("png");
    case PictureFormat::Webp:
        return QStringLiteral("webp");
    case PictureFormat::Tiff:
        return QStringLiteral("tif");
    }
    return {};
}

QList<const Page *> pagesOf(const Comic &comic, const ComicExportRequest &request)
{
    QList<const Page *> pages;
    if (request.options.pages.isEmpty()) {
        for (const Page &page : comic.pages)
            pages.append(&page);
        return pages;
    }
    for (const qsizetype index : request.options.pages) {
        if (index >= 0 && index < comic.pages.size())
            pages.append(&comic.pages[index]);
    }
    return pages;
}

double dpiOf(const Page &page, const ComicExportRequest &request)
{
    return request.options.dpi > 0.0 ? request.options.dpi : page.properties.setup.dpi;
}

/// The longest side that a format can hold; 0: longer than anything here.
int longestSidePx(PictureFormat format)
{
    constexpr int kJpegSidePx = 65500;
    constexpr int kWebpSidePx = 16383;
    return format == PictureFormat::Jpeg   ? kJpegSidePx
           : format == PictureFormat::Webp ? kWebpSidePx
                                           : 0;
}

QString sizeText(const ImageSize &size)
{
    return Texts::tr("%1 × %2 px").arg(size.widthPx).arg(size.heightPx);
}

/// One size for all, or from the smallest to the largest.
QString sizesText(const Comic &comic, const ComicExportRequest &request)
{
    std::vector<ImageSize> sizes;
    for (const Page *page : pagesOf(comic, request)) {
        sizes.push_back(
            areaSizePx(page->properties.setup, request.options.area, dpiOf(*page, request)));
    }
    if (sizes.empty())
        return {};
    const auto [least, most] =
        std::minmax_element(sizes.begin(), sizes.end(), [](const ImageSize &a, const ImageSize &b) {
            return std::int64_t{a.widthPx} * a.heightPx < std::int64_t{b.widthPx} * b.heightPx;
        });
    if (least->widthPx == most->widthPx && least->heightPx == most->heightPx)
        return sizes.size() == 1 ? sizeText(*least) : Texts::tr("%1 each").arg(sizeText(*least));
    return Texts::tr("from %1 to %2").arg(sizeText(*least), sizeText(*most));
}

} // namespace

QString comicFormatName(ComicFormat format)
{
    switch (format) {
    case ComicFormat::Pdf:
        return Texts::tr("PDF, for print and screen");
    case ComicFormat::Cbz:
        return Texts::tr("CBZ, for comic readers");
    case ComicFormat::Epub:
        return Texts::tr("EPUB, for e-book readers");
    case ComicFormat::Png:
        return Texts::tr("PNG pages");
    case ComicFormat::Jpeg:
        return Texts::tr("JPEG pages");
    case ComicFormat::Webp:
        return Texts::tr("WebP pages");
    case ComicFormat::Tiff:
        return Texts::tr("TIFF pages");
    case ComicFormat::OpenRaster:
        return Texts::tr("OpenRaster, with layers");
    case ComicFormat::Webtoon:
        return Texts::tr("Webtoon slices");
    }
    return {};
}

QString comicFormatEnding(ComicFormat format, PictureFormat pictures)
{
    switch (format) {
    case ComicFormat::Pdf:
        return QStringLiteral("pdf");
    case ComicFormat::Cbz:
        return QStringLiteral("cbz");
    case ComicFormat::Epub:
        return QStringLiteral("epub");
    case ComicFormat::OpenRaster:
        return QStringLiteral("ora");
    case ComicFormat::Png:
    case ComicFormat::Jpeg:
    case ComicFormat::Webp:
    case ComicFormat::Tiff:
    case ComicFormat::Webtoon:
        break;
    }
    return endingOf(pictures);
}

bool isForReading(ComicFormat format)
{
    return hasPictureChoice(format);
}

bool hasPictureChoice(ComicFormat format)
{
    return format == ComicFormat::Cbz || format == ComicFormat::Epub ||
           format == ComicFormat::Webtoon;
}

bool hasQuality(ComicFormat format, PictureFormat pictures)
{
    if (format == ComicFormat::Pdf || format == ComicFormat::OpenRaster)
        return false;
    return pictures == PictureFormat::Jpeg || pictures == PictureFormat::Webp;
}

QString comicExportSummary(const Comic &comic, const ComicExportRequest &request)
{
    const qsizetype count = pagesOf(comic, request).size();
    const QString pages = count == 1 ? Texts::tr("1 page") : Texts::tr("%1 pages").arg(count);
    if (request.format == ComicFormat::Webtoon)
        return Texts::tr("%1, in slices of %2 px width and at most %3 px height")
            .arg(pages)
            .arg(request.sliceWidthPx)
            .arg(request.mostSliceHeightPx);
    return Texts::tr("%1, %2", "pages, size").arg(pages, sizesText(comic, request));
}

QString comicExportProblem(const Comic &comic, const ComicExportRequest &request)
{
    if (comic.pages.isEmpty())
        return Texts::tr("The comic has no pages yet.");
    for (const qsizetype index : request.options.pages) {
        if (index >= comic.pages.size())
            return Texts::tr("There is no page %1: the comic has %2.")
                .arg(index + 1)
                .arg(comic.pages.size());
    }
    const int longest = longestSidePx(request.options.pictureFormat);
    const bool isPicture = request.format != ComicFormat::Pdf &&
                           request.format != ComicFormat::OpenRaster &&
                           request.format != ComicFormat::Webtoon;
    if (longest == 0 || !isPicture)
        return {};
    for (const Page *page : pagesOf(comic, request)) {
        const ImageSize size =
            areaSizePx(page->properties.setup, request.options.area, dpiOf(*page, request));
        if (std::max(size.widthPx, size.heightPx) > longest)
            return Texts::tr("Page %1 would have %2, more than this kind of picture can hold. "
                             "Lower the resolution or take PNG.")
                .arg(page - comic.pages.constData() + 1)
                .arg(sizeText(size));
    }
    return {};
}

} // namespace koma
