// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/journal/autosavejournal.h"

#include <QPointer>

#include <utility>

namespace koma {

AutosaveJournal::AutosaveJournal(Document &document, std::shared_ptr<JournalFolder> folder, Run run,
                                 std::chrono::milliseconds delay, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_folder(std::move(folder)),
      m_run(std::move(run)),
      m_delay(delay)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AutosaveJournal::write);
    connect(&m_document, &Document::changed, this, &AutosaveJournal::follow);
}

void AutosaveJournal::noteSaved(std::filesystem::path path)
{
    m_documentPath = std::move(path);
    m_timer.stop();
    m_run([folder = m_folder, number = ++m_number] { return folder->clear(number); }, reporter());
}

void AutosaveJournal::flush()
{
    if (m_timer.isActive())
        write();
}

void AutosaveJournal::follow(const DocumentChange &change)
{
    // At once means when the command is through: a command makes many changes.
    const std::chrono::milliseconds wait =
        change.isStructural() ? std::chrono::milliseconds{0} : m_delay;
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

void AutosaveJournal::write()
{
    m_timer.stop();
    m_run([folder = m_folder, comic = m_document.comic(), path = m_documentPath,
           number = ++m_number] { return folder->write(comic, path, number); },
          reporter());
}

AutosaveJournal::Done AutosaveJournal::reporter()
{
    return [self = QPointer<AutosaveJournal>(this)](const Result<void> &result) {
        if (self.isNull())
            return;
        if (result)
            Q_EMIT self->written();
        else
            Q_EMIT self->failed(result.error());
    };
}

} // namespace koma
