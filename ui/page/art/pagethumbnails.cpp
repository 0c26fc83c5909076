// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/art/pagethumbnails.h"

#include "core/document/model/units.h"
#include "core/document/render/pagerenderer.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

/// A drag changes a page at every move; its thumbnail need not follow each.
constexpr int kPauseAfterChangeMs = 150;

double dpiThatFits(const PageSetup &setup, QSize boxPx)
{
    const double scale = std::min(boxPx.width() / std::max(1.0, setup.widthPt),
                                  boxPx.height() / std::max(1.0, setup.heightPt));
    return scale * kPtPerInch;
}

bool showsAny(const Page &page, const QStringList &sha256s)
{
    bool shows = false;
    forEachObject(page.objects, [&](const PageObject &object) {
        const auto *art = object.as<ArtLayer>();
        shows = shows || (art != nullptr && sha256s.contains(art->picture.sha256));
    });
    return shows;
}

} // namespace

PageThumbnails::PageThumbnails(JobRunner &runner, Document &document, const ArtSource &art,
                               QSize boxPx, QObject *parent)
    : QObject(parent), m_runner(runner), m_document(document), m_art(art), m_boxPx(boxPx)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseAfterChangeMs);
    connect(&m_pause, &QTimer::timeout, this, &PageThumbnails::paintNext);
    connect(&document, &Document::changed, this, &PageThumbnails::follow);
}

PageThumbnails::~PageThumbnails()
{
    m_job.cancel();
    m_gate.close();
}

QImage PageThumbnails::thumbnail(PageId page) const
{
    return m_entries.value(page).image;
}

void PageThumbnails::setWanted(const QList<PageId> &visibleFirst)
{
    m_wanted = visibleFirst;
    paintNext();
}

void PageThumbnails::setBox(QSize boxPx)
{
    if (boxPx == m_boxPx)
        return;
    m_boxPx = boxPx;
    for (Entry &entry : m_entries)
        entry.isStale = true;
    paintNext();
}

void PageThumbnails::repaintPictures(const QStringList &sha256s)
{
    for (const Page &page : m_document.comic().pages) {
        const auto entry = m_entries.find(page.id);
        if (entry != m_entries.end() && showsAny(page, sha256s))
            entry->isStale = true;
    }
    if (!m_pause.isActive())
        m_pause.start();
}

void PageThumbnails::follow(const DocumentChange &change)
{
    if (change.kind == DocumentChange::Kind::Reset)
        m_entries.clear();
    // Undo may bring a removed page back, with the same id: its thumbnail is still right then.
    if (!m_pause.isActive())
        m_pause.start();
}

bool PageThumbnails::isCurrent(const Page &page) const
{
    const auto entry = m_entries.find(page.id);
    return entry != m_entries.end() && !entry->isStale && entry->painted == page &&
           entry->language == m_document.settings().language;
}

void PageThumbnails::paintNext()
{
    if (m_painting.isValid())
        return;
    for (const PageId id : std::as_const(m_wanted)) {
        const Page *page = m_document.page(id);
        if (page != nullptr && !isCurrent(*page)) {
            paint(*page);
            return;
        }
    }
}

void PageThumbnails::paint(const Page &page)
{
    m_painting = page.id;
    const DocumentSettings settings = m_document.settings();
    const double dpi = dpiThatFits(page.properties.setup, m_boxPx);
    // Pictures that come while it is painted make it stale again.
    m_entries[page.id].isStale = false;
    const auto work = [page, settings, dpi, gate = m_gate,
                       &art = m_art](const CancelToken &cancel) -> Result<QImage> {
        const JobGate::Pass pass(gate);
        if (!pass.isInside())
            return failCancelled();
        RenderOptions options;
        options.cancel = cancel;
        auto rendering = PageRenderer(settings, art).render(page, dpi, options);
        if (!rendering)
            return fail(rendering.error());
        return std::move(rendering->image);
    };
    const auto done = [this, page, language = settings.language](const Result<QImage> &image) {
        m_painting = {};
        take(page, language, image);
        if (!m_pause.isActive())
            paintNext();
    };
    m_job = m_runner.start(Job<QImage>{Lane::Io, JobPriority::Background, work, this, done});
}

void PageThumbnails::take(const Page &page, const QString &language, const Result<QImage> &image)
{
    const auto entry = m_entries.find(page.id);
    if (entry == m_entries.end()) // another comic was opened
        return;
    // Also where it failed: a page that cannot be painted is not tried again until it changes.
    entry->painted = page;
    entry->language = language;
    if (!image)
        return;
    entry->image = *image;
    Q_EMIT thumbnailChanged(page.id);
}

} // namespace koma
