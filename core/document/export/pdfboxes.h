// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"
#include "core/document/render/pagearea.h"

#include <filesystem>
#include <vector>

namespace koma {

/// What printers and viewers ask of a PDF beyond what QPdfWriter writes.
struct PdfFinish
{
    struct Page
    {
        PageSetup setup;
        PageArea area = PageArea::Trim;
    };
    std::vector<Page> pages; ///< as many as the file has, painted from its lower left corner
    DocumentSettings settings;
};

/// The whole points that hold an area: QPdfWriter has no others, finishPdf() cuts them to size.
RectPt wholePointsOf(const PageSetup &setup, PageArea area);

/// Copies a PDF and gives its pages their exact size (MediaBox), the bleed and the trimmed page
/// (BleedBox and TrimBox, ISO 32000-1, 14.11.2), its catalogue the reading direction, the layout
/// and the language, and its information the author. By libqpdf; drawings and pictures are copied
/// as they are. Unwritable, with the library's words; BadFormat where the pages do not fit.
Result<void> finishPdf(const std::filesystem::path &raw, const std::filesystem::path &finished,
                       const PdfFinish &finish);

} // namespace koma
