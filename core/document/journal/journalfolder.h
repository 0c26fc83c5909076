// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/file/fileissue.h"
#include "core/document/model/comic.h"

#include <QDateTime>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace koma {

/// What is left of a session that did not end well.
struct RecoverableJournal
{
    std::filesystem::path folder;
    std::filesystem::path documentPath; ///< empty: never saved
    QString title;
    int pageCount = 0;
    QDateTime writtenAt; ///< UTC
};

/// A comic as the journal has it. Its pictures are in the folder's picturesFolder() and in the file
/// at `documentPath`.
struct RecoveredComic
{
    Comic comic;
    FileIssues issues;
    std::filesystem::path documentPath;
};

/// The journal of one session on disk: an index, and a file for each page, of which only those that
/// changed are written. The index is replaced last, so that a crash at any moment leaves the state
/// before or after. A lock tells living sessions from dead ones. Thread-safe.
class JournalFolder
{
public:
    /// A new folder below `root`, which is made where it is missing. Unwritable.
    static Result<std::shared_ptr<JournalFolder>> create(const std::filesystem::path &root);
    /// Takes a dead session's folder over, to go on in it after recovery.
    static Result<std::shared_ptr<JournalFolder>> takeOver(const std::filesystem::path &folder);
    /// The folder stays for recovery unless discard() was called.
    ~JournalFolder();
    JournalFolder(const JournalFolder &) = delete;
    JournalFolder &operator=(const JournalFolder &) = delete;
    JournalFolder(JournalFolder &&) = delete;
    JournalFolder &operator=(JournalFolder &&) = delete;

    [[nodiscard]] const std::filesystem::path &path() const;
    /// For the session's PictureStore.
    [[nodiscard]] std::filesystem::path picturesFolder() const;

    /// Makes the journal say this comic. Of calls that overtake each other, that with the highest
    /// number counts; the others do nothing.
    Result<void> write(const Comic &comic, const std::filesystem::path &documentPath,
                       std::uint64_t number);
    /// There is nothing to recover: the comic is saved. Pictures stay; undo may want them.
    Result<void> clear(std::uint64_t number);
    /// Removes the folder: the session ended well.
    void discard();

private:
    struct State;
    explicit JournalFolder(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The dead sessions below a root that have something to recover, the latest first. Living ones and
/// what is not a journal are passed over.
std::vector<RecoverableJournal> recoverableJournals(const std::filesystem::path &root);

/// Reads a journal as far as it goes. NotFound, BadFormat, VersionTooNew.
Result<RecoveredComic> recoverJournal(const std::filesystem::path &folder);

} // namespace koma
