// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

namespace koma {

enum class ReadingDirection { LeftToRight, RightToLeft, TopToBottom };

/// The white between panels: above each other and beside each other. In manga the first is wider.
struct GutterWidths
{
    double betweenRowsPt = 12.0;
    double betweenColumnsPt = 12.0;

    bool operator==(const GutterWidths &) const = default;
};

struct DocumentSettings
{
    QString title;
    QString series;
    QString creator;
    QString language; ///< BCP 47
    ReadingDirection direction = ReadingDirection::LeftToRight;
    /// The first page stands alone and the others face each other; else none do.
    bool hasFacingPages = true;
    GutterWidths gutters;
    PageSetup pageSetup;        ///< of new pages
    bool carriesStyles = false; ///< its styles travel in the file

    bool operator==(const DocumentSettings &) const = default;
};

/// All of a comic that is saved: a value. Copies are cheap and share until changed, so that a copy
/// is the snapshot that a job in another thread works on.
struct Comic
{
    DocumentSettings settings;
    QList<Page> pages;

    bool operator==(const Comic &) const = default;
};

/// The largest id in use, of pages, objects and joins; new ids begin above it.
std::uint64_t largestId(const Comic &comic);

/// The pictures that the comic shows, each once, in order of appearance.
QList<PictureRef> picturesOf(const Comic &comic);
/// The styles that it is drawn in, each once.
QList<QString> stylesOf(const Comic &comic);

} // namespace koma
