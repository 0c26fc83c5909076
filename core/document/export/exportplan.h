// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/export/pageexport.h"

namespace koma {

/// The inside of the exporters: which pages, where to, and their painting.

/// The pages that are asked for. InvalidArgument where one is not there or none is.
Result<QList<qsizetype>> plannedPages(const Comic &comic, const ExportOptions &options);

RenderOptions renderOptions(const ExportOptions &options);
double exportDpi(const Page &page, const ExportOptions &options);

/// Writes one page as a picture file.
Result<void> writePagePicture(const std::filesystem::path &path, const Comic &comic,
                              qsizetype pageNumber, const ArtSource &art,
                              const ExportOptions &options, ExportReport &report);

/// Keeps a page's report where it tells anything.
void addReport(ExportReport &report, qsizetype pageNumber, RenderReport pageReport);

/// "007": as many digits as the last page has, at least three.
std::string pageDigits(qsizetype pageNumber, qsizetype pageCount);

/// Where a page goes in exports with a file for each: the path itself where there is but one, else
/// with the page's number before the extension.
std::filesystem::path pageFile(const std::filesystem::path &path, const Comic &comic,
                               const QList<qsizetype> &pages, qsizetype pageNumber);

} // namespace koma
