// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/exportplan.h"

namespace koma {

Result<ExportReport> exportPictures(const std::filesystem::path &path, const Comic &comic,
                                    const ArtSource &art, const ExportOptions &options)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    ExportReport report;
    for (qsizetype i = 0; i < pages->size(); ++i) {
        const std::filesystem::path file = pageFile(path, comic, *pages, (*pages)[i]);
        const auto written = writePagePicture(file, comic, (*pages)[i], art, options, report);
        if (!written)
            return fail(written.error());
        report.files.push_back(file);
        options.progress.report(static_cast<double>(i + 1) / static_cast<double>(pages->size()),
                                "pages");
    }
    return report;
}

} // namespace koma
