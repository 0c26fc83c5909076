// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/session/comicsession.h"

#include "core/document/import/pageimport.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QString &path)
{
    return path.toStdU16String();
}

/// The pictures that a dead session had taken in come into this one's store.
void adoptPictures(const fs::path &folder, PictureStore &pictures, const CancelToken &cancel)
{
    const QDir dir(QString::fromStdU16String(folder.u16string()));
    for (const QFileInfo &file : dir.entryInfoList(QDir::Files)) {
        if (cancel.isCancelled())
            return;
        // What cannot be read is reported where it is missed: on its page.
        (void)pictures.addFile(pathOf(file.absoluteFilePath()));
    }
}

} // namespace

ComicSession::ComicSession(JobRunner &runner, fs::path journalRoot, QObject *parent)
    : QObject(parent),
      m_runner(runner),
      m_journalRoot(std::move(journalRoot)),
      m_opening({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                [this](Result<Opened> opened) {
                    m_progress.finish(opened ? ProgressRelay::Outcome::Done
                                             : ProgressRelay::Outcome::Failed);
                    if (opened)
                        take(std::move(*opened));
                    else
                        report(opened.error(), m_openingWork);
                    Q_EMIT busyChanged();
                }),
      m_saving({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
               [this](const Result<Saved> &saved) {
                   m_progress.finish(saved ? ProgressRelay::Outcome::Done
                                           : ProgressRelay::Outcome::Failed);
                   if (saved)
                       noteSaved(*saved);
                   else
                       report(saved.error(), Work::Saving);
                   Q_EMIT busyChanged();
               })
{
    beginJournal(m_journalRoot);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this,
            &ComicSession::followCleanness);
    connect(&m_document, &Document::changed, this, [this](const DocumentChange &change) {
        if (change.kind == DocumentChange::Kind::Settings)
            Q_EMIT stateChanged();
    });
}

ComicSession::~ComicSession()
{
    // Its end empties the stack, and the stack tells so.
    m_document.undoStack().disconnect(this);
}

void ComicSession::noteSaved(const Saved &saved)
{
    const bool isStillOpen = saved.openedCount == m_openedCount;
    if (isStillOpen) {
        m_filePath = saved.filePath;
        if (m_document.comic() == saved.comic) {
            m_document.undoStack().setClean();
            m_isPristine = true;
            if (m_journal)
                m_journal->noteSaved(pathOf(m_filePath));
        } else if (m_journal) {
            m_journal->setDocumentPath(pathOf(m_filePath));
        }
        Q_EMIT stateChanged();
    }
    Q_EMIT this->saved(saved.filePath, saved.issues);
}

void ComicSession::beginJournal(const fs::path &root)
{
    auto folder = JournalFolder::create(root);
    if (!folder) {
        // Without a journal the artist can still work, and has been told to save.
        m_pictures = std::make_shared<PictureStore>(
            fs::temp_directory_path() /
            ("koma-" + QUuid::createUuid().toString(QUuid::Id128).toStdString()));
        QMetaObject::invokeMethod(
            this, [this, error = folder.error()] { report(error, Work::Journal); },
            Qt::QueuedConnection);
        return;
    }
    m_journalFolder = *folder;
    m_pictures = std::make_shared<PictureStore>(m_journalFolder->picturesFolder());
    m_journal = std::make_unique<AutosaveJournal>(
        m_document, m_journalFolder,
        [this](AutosaveJournal::Work work, AutosaveJournal::Done done) {
            m_runner.start(Job<void>{
                .lane = Lane::Io,
                .priority = JobPriority::Normal,
                .work = [work = std::move(work)](const CancelToken &) { return work(); },
                .context = this,
                .done = [done = std::move(done)](const Result<void> &result) { done(result); }});
        });
    connect(m_journal.get(), &AutosaveJournal::failed, this,
            [this](const Error &error) { report(error, Work::Journal); });
    connect(m_journal.get(), &AutosaveJournal::written, this, [this] {
        if (m_recovered)
            discard(*std::exchange(m_recovered, std::nullopt));
    });
}

void ComicSession::followCleanness()
{
    if (!m_document.undoStack().isClean())
        m_isPristine = false;
    else if (!m_filePath.isEmpty())
        m_isPristine = true;
    Q_EMIT stateChanged();
}

QString ComicSession::name() const
{
    if (!m_filePath.isEmpty())
        return QFileInfo(m_filePath).completeBaseName();
    const QString title = m_document.settings().title;
    return title.isEmpty() ? tr("Untitled comic") : title;
}

void ComicSession::startNew(Comic comic)
{
    take({{std::move(comic), {}, nullptr}, {}, true});
}

void ComicSession::open(const QString &filePath)
{
    m_openingWork = Work::Opening;
    m_opening.request([filePath](const CancelToken &) -> Result<Opened> {
        Result<OpenedComic> opened = openKomaFile(pathOf(filePath));
        if (!opened)
            return fail(opened.error());
        return Opened{std::move(*opened), filePath, false};
    });
    Q_EMIT busyChanged();
}

void ComicSession::import(const QString &path)
{
    m_openingWork = Work::Importing;
    m_opening.request([path, pictures = m_pictures,
                       progress = m_progress.begin()](const CancelToken &cancel) -> Result<Opened> {
        Result<Comic> comic = importPages(pathOf(path), *pictures, cancel, progress);
        if (!comic)
            return fail(comic.error());
        return Opened{{std::move(*comic), {}, nullptr}, {}, true};
    });
    Q_EMIT busyChanged();
}

void ComicSession::recover(const RecoverableJournal &journal)
{
    m_openingWork = Work::Recovering;
    m_opening.request(
        [journal, pictures = m_pictures](const CancelToken &cancel) -> Result<Opened> {
            Result<RecoveredComic> recovered = recoverJournal(journal.folder);
            if (!recovered)
                return fail(recovered.error());
            adoptPictures(journal.folder / "pictures", *pictures, cancel);
            if (cancel.isCancelled())
                return failCancelled();
            Opened opened{{std::move(recovered->comic), std::move(recovered->issues), nullptr},
                          QString::fromStdU16String(recovered->documentPath.u16string()),
                          true,
                          journal};
            // The file may be gone or damaged: what the journal has is still worth having.
            if (!recovered->documentPath.empty()) {
                if (auto file = openKomaFile(recovered->documentPath))
                    opened.comic.archive = file->archive;
            }
            return opened;
        });
    Q_EMIT busyChanged();
}

void ComicSession::take(Opened opened)
{
    m_archive = opened.comic.archive;
    if (m_archive)
        m_pictures->attach(m_archive);
    ++m_openedCount;
    m_recovered = opened.recovered;
    m_filePath = opened.filePath;
    m_document.reset(std::move(opened.comic.comic));
    m_isPristine = !opened.isUnsaved;
    if (opened.isUnsaved)
        m_document.undoStack().resetClean();
    if (m_journal) {
        if (opened.isUnsaved)
            m_journal->setDocumentPath(pathOf(m_filePath));
        else
            m_journal->noteSaved(pathOf(m_filePath));
    }
    Q_EMIT stateChanged();
    Q_EMIT this->opened(opened.comic.issues);
}

void ComicSession::save(const QString &filePath)
{
    m_saving.request([filePath, comic = m_document.comic(), pictures = m_pictures,
                      findStyles = m_findStyles, openedCount = m_openedCount,
                      progress = m_progress.begin()](const CancelToken &cancel) -> Result<Saved> {
        SaveOptions options;
        options.cancel = cancel;
        options.progress = progress;
        if (comic.settings.carriesStyles && findStyles)
            options.styles = findStyles(comic);
        Result<FileIssues> issues = saveKomaFile(pathOf(filePath), comic, *pictures, options);
        if (!issues)
            return fail(issues.error());
        return Saved{std::move(*issues), filePath, comic, openedCount};
    });
    Q_EMIT busyChanged();
}

void ComicSession::cancel()
{
    m_opening.cancel();
    m_saving.cancel();
    m_progress.finish(ProgressRelay::Outcome::Cancelled);
    Q_EMIT busyChanged();
}

void ComicSession::takePicture(const QString &filePath, const QByteArray &bytes,
                               const PictureTaken &taken)
{
    m_runner.start(Job<PictureRef>{
        .lane = Lane::Io,
        .priority = JobPriority::Normal,
        .work =
            [filePath, bytes, pictures = m_pictures](const CancelToken &) {
                return bytes.isEmpty()
                           ? pictures->addFile(pathOf(filePath))
                           : pictures->addBytes(std::as_bytes(
                                 std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
            },
        .context = this,
        .done =
            [this, taken](const Result<PictureRef> &picture) {
                if (picture)
                    taken(*picture);
                else
                    report(picture.error(), Work::TakingPicture);
            }});
}

std::vector<RecoverableJournal> ComicSession::recoverable() const
{
    return recoverableJournals(m_journalRoot);
}

void ComicSession::discard(const RecoverableJournal &journal)
{
    if (const auto folder = JournalFolder::takeOver(journal.folder))
        (*folder)->discard();
}

void ComicSession::end()
{
    m_journal.reset();
    if (m_journalFolder)
        m_journalFolder->discard();
}

void ComicSession::report(const Error &error, Work work)
{
    if (error.kind != ErrorKind::Cancelled)
        Q_EMIT failed(error, work);
}

} // namespace koma
