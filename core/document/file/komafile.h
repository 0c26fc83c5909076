// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/document/file/documentjson.h"
#include "core/document/file/picturestore.h"

#include <filesystem>
#include <memory>

namespace koma {

/// The .koma file: a zip that begins with `mimetype` and `document.json`, then
/// `pictures/<sha256>.<ext>` and, on wish, `styles/<id>/<file>`. Nothing is compressed: pictures
/// are already, and plain entries can be saved from a file that lost its directory. All calls work
/// on values and may be made from any thread.

/// A comic as it was opened: give `archive` to a PictureStore. `issues` says what is missing.
struct OpenedComic
{
    Comic comic;
    FileIssues issues;
    std::shared_ptr<const KomaArchive> archive;
};

/// Reads the directory and document.json, no pictures. A damaged file opens as far as it can be
/// read. NotFound, Unreadable, BadFormat, VersionTooNew.
Result<OpenedComic> openKomaFile(const std::filesystem::path &path);

/// A style that travels in the file: the plain files of its folder.
struct EmbeddedStyle
{
    QString id;
    std::filesystem::path folder;
};

struct SaveOptions
{
    QList<EmbeddedStyle> styles;
    CancelToken cancel;
    Progress progress;
};

/// Replaces the file as a whole; on any failure and on cancel the old one stays. Only pictures that
/// the comic shows are written. Those that the store does not have are reported, not an error:
/// what is left is still worth saving.
Result<FileIssues> saveKomaFile(const std::filesystem::path &path, const Comic &comic,
                                const PictureStore &pictures, const SaveOptions &options = {});

/// The ids of the styles that travel in a file.
QList<QString> embeddedStyles(const KomaArchive &archive);
/// Puts one of them into `folder`/<id>/.
Result<void> extractStyle(const KomaArchive &archive, const QString &id,
                          const std::filesystem::path &folder);

} // namespace koma
