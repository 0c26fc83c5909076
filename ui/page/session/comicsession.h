// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/komafile.h"
#include "core/document/file/picturestore.h"
#include "core/document/journal/autosavejournal.h"
#include "core/document/model/document.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/latestjob.h"
#include "core/jobs/progressrelay.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <optional>

namespace koma {

/// The open comic with its file, its pictures and its journal. Reading, saving and taking pictures
/// in are jobs; the comic that is open stays until another one is there. What a crash would lose
/// is in the journal, half a minute at most. GUI thread; the runner must outlive it.
class ComicSession : public QObject
{
    Q_OBJECT

public:
    enum class Work { Opening, Saving, Importing, TakingPicture, Recovering, Journal };

    /// `journalRoot` holds the journals of all sessions.
    ComicSession(JobRunner &runner, std::filesystem::path journalRoot, QObject *parent = nullptr);
    ~ComicSession() override;
    ComicSession(const ComicSession &) = delete;
    ComicSession &operator=(const ComicSession &) = delete;
    ComicSession(ComicSession &&) = delete;
    ComicSession &operator=(ComicSession &&) = delete;

    [[nodiscard]] Document &document() { return m_document; }
    [[nodiscard]] const PictureStore &pictures() const { return *m_pictures; }
    [[nodiscard]] bool isOpen() const { return !m_document.comic().pages.isEmpty(); }
    [[nodiscard]] bool isModified() const { return !m_isPristine; }
    [[nodiscard]] bool isBusy() const { return m_opening.isBusy() || m_saving.isBusy(); }
    /// Empty for a comic that was never saved.
    [[nodiscard]] QString filePath() const { return m_filePath; }
    /// Of the file, else of the comic.
    [[nodiscard]] QString name() const;
    [[nodiscard]] ProgressRelay &progress() { return m_progress; }

    /// Where the styles that a comic may carry are; called when it is saved, by another thread.
    using FindStyles = std::function<QList<EmbeddedStyle>(const Comic &)>;
    void setStyles(FindStyles find) { m_findStyles = std::move(find); }
    /// Of the opened file; null for a comic that was never in one.
    [[nodiscard]] const std::shared_ptr<const KomaArchive> &archive() const { return m_archive; }

    /// A comic that is in no file yet.
    void startNew(Comic comic);
    void open(const QString &filePath);
    /// Pages from a comic book archive or a folder of pictures.
    void import(const QString &path);
    void save(const QString &filePath);
    void cancel();

    /// A picture to put on a page: a file, or bytes where `bytes` is not empty. Several calls are
    /// answered in their order; a failure has been told by failed().
    using PictureTaken = std::function<void(const PictureRef &)>;
    void takePicture(const QString &filePath, const QByteArray &bytes, const PictureTaken &taken);

    /// Sessions that did not end well, the latest first.
    [[nodiscard]] std::vector<RecoverableJournal> recoverable() const;
    void recover(const RecoverableJournal &journal);
    /// Gives up for good what a dead session has left.
    static void discard(const RecoverableJournal &journal);
    /// The artist leaves and does not want what was not saved.
    void end();

Q_SIGNALS:
    /// Another comic is open. What is missing from its file is told in `issues`.
    void opened(const koma::FileIssues &issues);
    void saved(const QString &filePath, const koma::FileIssues &issues);
    /// Name, file or whether there is something to save.
    void stateChanged();
    void busyChanged();
    void failed(const koma::Error &error, koma::ComicSession::Work work);

private:
    struct Opened
    {
        OpenedComic comic;
        QString filePath;
        bool isUnsaved = false;
        std::optional<RecoverableJournal> recovered = {};
    };
    /// What was written: the comic may be another one by the time that it is.
    struct Saved
    {
        FileIssues issues;
        QString filePath;
        Comic comic;
        int openedCount = 0;
    };
    void take(Opened opened);
    void noteSaved(const Saved &saved);
    void beginJournal(const std::filesystem::path &root);
    void report(const Error &error, Work work);
    void followCleanness();

    JobRunner &m_runner;
    std::filesystem::path m_journalRoot;
    Document m_document;
    std::shared_ptr<JournalFolder> m_journalFolder;
    std::shared_ptr<PictureStore> m_pictures;
    std::shared_ptr<const KomaArchive> m_archive;
    FindStyles m_findStyles;
    std::unique_ptr<AutosaveJournal> m_journal;
    std::optional<RecoverableJournal> m_recovered; ///< to be removed when our journal has it
    ProgressRelay m_progress;
    LatestJob<Opened> m_opening;
    LatestJob<Saved> m_saving;
    Work m_openingWork = Work::Opening;
    QString m_filePath;
    int m_openedCount = 0; ///< tells one comic of this session from the next
    bool m_isPristine = true;
};

} // namespace koma
