// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/issues/readingwatch.h"

#include "core/document/render/objectshapes.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace koma {
namespace {

using Found = QHash<PageId, QList<ReadingIssue>>;

Result<Found> checkPages(const Comic &comic, const CancelToken &cancel)
{
    Found found;
    for (const Page &page : comic.pages) {
        if (cancel.isCancelled())
            return failCancelled();
        const QHash<ObjectId, double> sizesPt = fittedSizesPt({comic.settings, {page}});
        ReadingCheckOptions options;
        options.fittedSizePt = [&](const PageObject &text) -> std::optional<double> {
            const auto size = sizesPt.constFind(text.id);
            return size != sizesPt.cend() ? std::optional(*size) : std::nullopt;
        };
        found.insert(page.id, checkReading(page, comic.settings.direction, options));
    }
    return found;
}

} // namespace

ReadingWatch::ReadingWatch(JobRunner &runner, Document &document, QObject *parent)
    : QObject(parent), m_runner(runner), m_document(document)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ReadingWatch::check);
    connect(&document, &Document::changed, this, &ReadingWatch::follow);
    askAll();
}

ReadingWatch::~ReadingWatch()
{
    m_job.cancel();
}

void ReadingWatch::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    switch (change.kind) {
    case Kind::Reset:
        m_job.cancel();
        m_isChecking = false;
        m_hasChecked = false;
        ++m_round;
        m_issues.clear();
        m_changed.clear();
        m_sinceCheck.invalidate();
        askAll();
        break;
    case Kind::Settings:
        askAll();
        break;
    case Kind::PagesRemoved:
        m_issues.remove(change.page);
        m_changed.remove(change.page);
        break;
    case Kind::PagesMoved:
        break;
    case Kind::PagesAdded:
    case Kind::PageChanged:
    case Kind::ObjectsAdded:
    case Kind::ObjectsRemoved:
    case Kind::ObjectsMoved:
    case Kind::ObjectsChanged:
        ask(change.page);
        break;
    }
}

void ReadingWatch::askAll()
{
    for (const Page &page : m_document.comic().pages)
        ask(page.id);
}

void ReadingWatch::ask(PageId page)
{
    m_changed.insert(page);
    if (m_pause.isActive() || m_isChecking)
        return;
    const qint64 sinceMs = m_sinceCheck.isValid() ? m_sinceCheck.elapsed() : kPauseMs;
    m_pause.start(static_cast<int>(std::max<qint64>(0, kPauseMs - sinceMs)));
}

void ReadingWatch::check()
{
    Comic snapshot{m_document.settings(), {}};
    QList<PageId> pages;
    for (const Page &page : m_document.comic().pages) {
        if (!m_changed.contains(page.id))
            continue;
        snapshot.pages.append(page);
        pages.append(page.id);
    }
    m_changed.clear();
    if (pages.isEmpty())
        return;
    m_isChecking = true;
    m_sinceCheck.start();
    m_job = m_runner.start(Job<Found>{
        Lane::Io, JobPriority::Background,
        [snapshot](const CancelToken &cancel) { return checkPages(snapshot, cancel); }, this,
        [this, pages, round = m_round](const Result<Found> &found) {
            if (round == m_round)
                take(pages, found);
        }});
}

void ReadingWatch::take(const QList<PageId> &pages, const Result<Found> &found)
{
    m_isChecking = false;
    // What was changed meanwhile is still in m_changed and is looked at again.
    for (const PageId page : std::exchange(m_changed, {}))
        ask(page);
    if (!found)
        return;
    m_hasChecked = true;
    for (const PageId page : pages) {
        if (m_document.page(page) != nullptr)
            m_issues.insert(page, found->value(page));
    }
    Q_EMIT checked(pages);
}

} // namespace koma
