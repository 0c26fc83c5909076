// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/journal/journalfolder.h"
#include "core/document/model/document.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace koma {

/// Keeps the journal of an open comic: when pages or objects come, go or move it is written at
/// once, after other changes within `delay`. Lives on the GUI thread, where it only takes a
/// snapshot; the writing is given to `run`, which does the work on another thread and brings the
/// result back to this one.
class AutosaveJournal : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<Result<void>()>;
    using Done = std::function<void(const Result<void> &)>;
    using Run = std::function<void(Work work, Done done)>;

    static constexpr std::chrono::milliseconds kDelay{30'000};

    /// The document must outlive this object. Works that are still running when it dies finish
    /// without it.
    AutosaveJournal(Document &document, std::shared_ptr<JournalFolder> folder, Run run,
                    std::chrono::milliseconds delay = kDelay, QObject *parent = nullptr);

    /// Where the comic is kept, for recovery.
    void setDocumentPath(std::filesystem::path path) { m_documentPath = std::move(path); }

    /// The comic was saved to this file as it is now: there is nothing to recover until it changes.
    void noteSaved(std::filesystem::path path);
    /// Writes now if anything is waiting.
    void flush();
    /// Something has changed that the journal does not have yet.
    [[nodiscard]] bool isWaiting() const { return m_timer.isActive(); }

Q_SIGNALS:
    void written();
    /// The journal could not be written; the artist should save.
    void failed(const koma::Error &error);

private:
    void follow(const DocumentChange &change);
    void write();
    Done reporter();

    Document &m_document;
    std::shared_ptr<JournalFolder> m_folder;
    Run m_run;
    std::chrono::milliseconds m_delay;
    std::filesystem::path m_documentPath;
    QTimer m_timer;
    std::uint64_t m_number = 0;
};

} // namespace koma
