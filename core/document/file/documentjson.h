// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/file/fileissue.h"
#include "core/document/model/comic.h"

#include <string>
#include <string_view>

namespace koma {

/// The version of document.json that this Koma writes. Lower ones are migrated when read.
constexpr int kDocumentVersion = 2;

/// A comic as it came out of a file, and what did not.
struct ReadComic
{
    Comic comic;
    FileIssues issues;
};

/// document.json: one JSON object, with every page on a line of its own, so that damage to one
/// line costs one page. Numbers are written so that they read back exactly.
std::string documentText(const Comic &comic);

/// Reads document.json as far as it goes. VersionTooNew for files of a later Koma; BadFormat where
/// nothing at all can be read. What comes out is sound: ids are unique, objects lie where they may,
/// numbers are finite and in range. Any thread.
Result<ReadComic> readDocumentText(std::string_view text);

/// Gives ids that are 0 or used twice new values, for comics put together from pages read apart.
void repairIds(Comic &comic);

/// One page, or some objects, in the same manner: for the journal and the clipboard.
std::string pageText(const Page &page);
Result<Page> readPageText(std::string_view text, FileIssues &issues);
std::string objectsText(const QList<PageObject> &objects);
Result<QList<PageObject>> readObjectsText(std::string_view text);
std::string settingsText(const DocumentSettings &settings);
Result<DocumentSettings> readSettingsText(std::string_view text, FileIssues &issues);

} // namespace koma
