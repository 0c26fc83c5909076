// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/model/comic.h"

namespace koma {

/// What a comic begins with. The ids are those of pageSizes() and pageTemplates().
struct NewComicOptions
{
    QString title = {};
    QString creator = {};
    QString language = {};    ///< BCP 47
    QString sizeId = {};      ///< empty: the first page size
    bool isLandscape = false; ///< the size's longer side lies across; false: as the size is
    QString templateId = {};  ///< empty: pages without panels
    int pages = 1;
    ReadingDirection direction = ReadingDirection::LeftToRight;
    bool hasFacingPages = true;
};

/// A comic of pages that are all divided alike. Any thread. InvalidArgument for a size or template
/// that is not there (the message names those that are), for less than one page, and where the
/// page is too small for the template.
Result<Comic> makeComic(const NewComicOptions &options);

} // namespace koma
