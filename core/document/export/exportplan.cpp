// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/exportplan.h"

#include "core/document/render/qimageconversion.h"

#include <algorithm>

namespace koma {

Result<QList<qsizetype>> plannedPages(const Comic &comic, const ExportOptions &options)
{
    QList<qsizetype> pages = options.pages;
    for (qsizetype i = 0; options.pages.isEmpty() && i < comic.pages.size(); ++i)
        pages.append(i);
    if (pages.isEmpty())
        return fail(ErrorKind::InvalidArgument, "The comic has no pages yet; add one first.");
    const auto isMissing = [&](qsizetype page) { return page < 0 || page >= comic.pages.size(); };
    const auto missing = std::find_if(pages.begin(), pages.end(), isMissing);
    if (missing != pages.end())
        return fail(ErrorKind::InvalidArgument, "There is no page " + std::to_string(*missing + 1) +
                                                    "; the comic has " +
                                                    std::to_string(comic.pages.size()) + ".");
    return pages;
}

RenderOptions renderOptions(const ExportOptions &options)
{
    RenderOptions render;
    render.area = options.area;
    render.cancel = options.cancel;
    return render;
}

double exportDpi(const Page &page, const ExportOptions &options)
{
    return options.dpi > 0.0 ? options.dpi : page.properties.setup.dpi;
}

Result<void> writePagePicture(const std::filesystem::path &path, const Comic &comic,
                              qsizetype pageNumber, const ArtSource &art,
                              const ExportOptions &options, ExportReport &report)
{
    const Page &page = comic.pages[pageNumber];
    const double dpi = exportDpi(page, options);
    auto rendering = PageRenderer(comic.settings, art).render(page, dpi, renderOptions(options));
    if (!rendering)
        return fail(rendering.error());
    const Result<Image> image = toImage(rendering->image);
    if (!image)
        return fail(image.error());
    WriteOptions write;
    write.format = options.pictureFormat;
    write.quality = options.quality;
    write.dpi = dpi;
    if (Result<void> written = writePicture(path, *image, {}, write); !written)
        return written;
    addReport(report, pageNumber, std::move(rendering->report));
    return {};
}

void addReport(ExportReport &report, qsizetype pageNumber, RenderReport pageReport)
{
    if (pageReport != RenderReport{})
        report.pages.push_back({pageNumber, std::move(pageReport)});
}

std::string pageDigits(qsizetype pageNumber, qsizetype pageCount)
{
    constexpr std::size_t kFewestDigits = 3;
    const std::size_t width = std::max(kFewestDigits, std::to_string(pageCount).size());
    const std::string number = std::to_string(pageNumber + 1);
    return std::string(width - std::min(width, number.size()), '0') + number;
}

std::filesystem::path pageFile(const std::filesystem::path &path, const Comic &comic,
                               const QList<qsizetype> &pages, qsizetype pageNumber)
{
    std::filesystem::path file = path;
    if (pages.size() > 1) {
        file.replace_filename(path.stem().string() + "-" +
                              pageDigits(pageNumber, comic.pages.size()) +
                              path.extension().string());
    }
    return file;
}

} // namespace koma
