// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/document/render/pagerenderer.h"
#include "core/imaging/pictureio.h"

#include <filesystem>
#include <vector>

namespace koma {

/// A comic as files for readers and printers. All writers take values, may run on any thread, ask
/// `art` for pictures on that thread, replace their file as a whole, and leave it as it was on any
/// failure and on cancel. What readers would miss is told in the report, page by page; it is not
/// an error. Errors: Cancelled, InvalidArgument (no such page), Unwritable, TooLarge, OutOfMemory.

struct ExportOptions
{
    QList<qsizetype> pages; ///< numbers from 0, in the order of the output; empty: all
    double dpi = 0.0;       ///< 0: each page's own
    PageArea area = PageArea::Trim;
    PictureFormat pictureFormat = PictureFormat::Png; ///< of pages as pictures
    int quality = 92;                                 ///< of JPEG and WebP
    CancelToken cancel;
    Progress progress;
};

/// What is wrong on one page.
struct PageReport
{
    qsizetype page = 0; ///< from 0
    RenderReport report;
};

struct ExportReport
{
    std::vector<std::filesystem::path> files;
    std::vector<PageReport> pages; ///< only those with something to tell
};

/// One PDF with a page for each: lettering and balloons as outlines, so that no font need be
/// embedded, pictures at their full resolution, tones screened for the resolution. Pages have
/// their exact size, with TrimBox and BleedBox for printers; title, author, language and reading
/// direction are set.
Result<ExportReport> exportPdf(const std::filesystem::path &path, const Comic &comic,
                               const ArtSource &art, const ExportOptions &options);

/// One picture for each page, with its resolution: `path` itself for a single page, else with the
/// page's number before the extension, as in "book-007.png".
Result<ExportReport> exportPictures(const std::filesystem::path &path, const Comic &comic,
                                    const ArtSource &art, const ExportOptions &options);

/// A comic book archive: a zip of pictures with ComicInfo.xml (version 2.0 of the Anansi Project),
/// which names the reading direction, the kinds of pages and the makers.
Result<ExportReport> exportCbz(const std::filesystem::path &path, const Comic &comic,
                               const ArtSource &art, const ExportOptions &options);

/// A fixed-layout EPUB 3.3: a picture for each page, which as its alternative text has the words of
/// the page in reading order; reading direction, spreads, the cover and a table of contents. The
/// identifier is made from the content: the same comic exported again is the same book, with a new
/// date. InvalidArgument for TIFF, which readers do not know.
Result<ExportReport> exportEpub(const std::filesystem::path &path, const Comic &comic,
                                const ArtSource &art, const ExportOptions &options);

/// Each page as an OpenRaster file (.ora) for Krita, GIMP and MyPaint, named as by
/// exportPictures(): paper, pictures, tones, balloons and lettering as layers, panels, groups and
/// balloons as stacks, with names, opacity, blending, hidden and locked ones. Objects with masks
/// are one layer, for the format has no masks.
Result<ExportReport> exportOpenRaster(const std::filesystem::path &path, const Comic &comic,
                                      const ArtSource &art, const ExportOptions &options);

/// How a scrolled comic is cut for platforms that take it in pictures.
struct WebtoonOptions
{
    int widthPx = 800;
    int mostHeightPx = 1280; ///< of a slice; none is shorter than a quarter of it
};

/// All pages under each other, each as wide as the strip, in slices that are cut where they show it
/// least: between panels, else through quiet art, through lettering only where a balloon is higher
/// than a slice. "book.jpg" gives book-001.jpg and on, from the top; options.dpi does not count.
/// The slices of a run that fails half-way are left. InvalidArgument for sizes that no picture has.
Result<ExportReport> exportWebtoon(const std::filesystem::path &path, const Comic &comic,
                                   const ArtSource &art, const ExportOptions &options,
                                   const WebtoonOptions &webtoon = {});

} // namespace koma
