// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/export/pageexport.h"
#include "core/document/model/comic.h"

#include <QString>

namespace koma {

/// What a comic can be exported as.
enum class ComicFormat { Pdf, Cbz, Epub, Png, Jpeg, Webp, Tiff, OpenRaster, Webtoon };

/// An export as it was asked for. The path has the format's ending; what is written for several
/// pages as pictures, layered pages or slices has numbers before it.
struct ComicExportRequest
{
    QString path;
    ComicFormat format = ComicFormat::Pdf;
    ExportOptions options;
    int sliceWidthPx = 800;       ///< Webtoon
    int mostSliceHeightPx = 1280; ///< Webtoon
};

QString comicFormatName(ComicFormat format);
/// Without the dot; of webtoon slices that of their pictures.
QString comicFormatEnding(ComicFormat format, PictureFormat pictures);

/// It is for people's screens: bleed and crop marks have no place in it.
bool isForReading(ComicFormat format);
/// Pages inside are pictures whose own format can be chosen.
bool hasPictureChoice(ComicFormat format);
/// Its pictures lose more or less.
bool hasQuality(ComicFormat format, PictureFormat pictures);

/// "20 pages, 2480 × 3508 px each".
QString comicExportSummary(const Comic &comic, const ComicExportRequest &request);
/// Why it cannot be done, in a sentence; empty where it can.
QString comicExportProblem(const Comic &comic, const ComicExportRequest &request);

} // namespace koma
