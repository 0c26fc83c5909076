// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/fileissue.h"
#include "core/document/layout/readingcheck.h"
#include "core/document/render/pagerenderer.h"

#include <QString>

namespace koma {

enum class IssueSeverity {
    Problem, ///< something is lost or will not be seen
    Warning, ///< something will look or print badly
    Hint,    ///< a reader may stumble
};

/// One line of the dock "Issues", wherever it was found: what is wrong, and what to go to.
struct ComicIssue
{
    IssueSeverity severity = IssueSeverity::Warning;
    PageId page; ///< invalid: of the comic as a whole
    QList<ObjectId> objects;
    QString text;       ///< one sentence
    int pageNumber = 0; ///< from 1, where the page lies now; 0 without a page

    bool operator==(const ComicIssue &) const = default;
};

ComicIssue issueOf(const ReadingIssue &issue);
/// What a file lacked, on the pages of the comic that was read from it.
QList<ComicIssue> issuesOf(const FileIssues &issues, const Comic &comic);
QList<ComicIssue> issuesOf(PageId page, const RenderReport &report);

} // namespace koma
