// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/readingcheck.h"
#include "core/document/model/document.h"
#include "core/jobs/jobrunner.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace koma {

/// Keeps the reading check of a comic up to date: changed pages are checked in a background job on
/// a snapshot, at most once a second. GUI thread; runner and document must outlive it.
class ReadingWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr int kPauseMs = 1000;

    ReadingWatch(JobRunner &runner, Document &document, QObject *parent = nullptr);
    ~ReadingWatch() override;
    ReadingWatch(const ReadingWatch &) = delete;
    ReadingWatch &operator=(const ReadingWatch &) = delete;
    ReadingWatch(ReadingWatch &&) = delete;
    ReadingWatch &operator=(ReadingWatch &&) = delete;

    /// Of the newest check of a page that is there.
    [[nodiscard]] QList<ReadingIssue> issues(PageId page) const { return m_issues.value(page); }
    /// Whether this comic was looked through at all.
    [[nodiscard]] bool hasChecked() const
    {
        return m_hasChecked || m_document.comic().pages.isEmpty();
    }

Q_SIGNALS:
    /// These pages were checked; what was found may be the same as before.
    void checked(const QList<koma::PageId> &pages);

private:
    using Found = QHash<PageId, QList<ReadingIssue>>;
    void follow(const DocumentChange &change);
    void askAll();
    void ask(PageId page);
    void check();
    void take(const QList<PageId> &pages, const Result<Found> &found);

    JobRunner &m_runner;
    Document &m_document;
    Found m_issues;
    QSet<PageId> m_changed;
    QTimer m_pause;
    QElapsedTimer m_sinceCheck;
    JobHandle m_job;
    int m_round = 0; ///< results of earlier comics are dropped
    bool m_isChecking = false;
    bool m_hasChecked = false;
};

} // namespace koma
