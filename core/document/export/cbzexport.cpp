// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/comicinfo.h"
#include "core/document/export/exportarchive.h"
#include "core/document/export/exportplan.h"

#include <QTemporaryDir>

namespace koma {

namespace fs = std::filesystem;

Result<ExportReport> exportCbz(const fs::path &path, const Comic &comic, const ArtSource &art,
                               const ExportOptions &options)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    const QTemporaryDir folder;
    if (!folder.isValid())
        return cannotWriteArchive(path, folder.errorString().toStdString());
    ExportReport report;
    std::vector<ArchiveEntry> entries{{"ComicInfo.xml", {}, {}, Packing::Deflated}};
    std::vector<ComicInfoPage> infos;
    for (qsizetype i = 0; i < pages->size(); ++i) {
        const PageProperties &properties = comic.pages[(*pages)[i]].properties;
        const std::string name = "page-" + pageDigits(i, pages->size()) +
                                 std::string(extensionOf(options.pictureFormat));
        const fs::path file = fs::path(folder.path().toStdString()) / name;
        entries.push_back({name, {}, file, Packing::Stored});
        const auto written = writePagePicture(file, comic, (*pages)[i], art, options, report);
        if (!written)
            return fail(written.error());
        infos.push_back({properties.role, properties.isDoublePage,
                         areaSizePx(properties.setup, options.area,
                                    exportDpi(comic.pages[(*pages)[i]], options))});
        options.progress.report(static_cast<double>(i + 1) / static_cast<double>(pages->size()),
                                "pages");
    }
    entries.front().text = comicInfoXml(comic.settings, infos).toStdString();
    const auto written = writeArchive(path, entries, options.cancel);
    if (!written)
        return fail(written.error());
    report.files.push_back(path);
    return report;
}

} // namespace koma
