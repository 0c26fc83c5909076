// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/art/canvasart.h"

#include "core/document/model/units.h"
#include "ui/page/art/servicedrawing.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace koma {
namespace {

constexpr int kPatienceMs = 60; ///< a page is to be turned in 150 ms
constexpr int kArrivalsTogetherMs = 40;
constexpr int kCoarseLongSidePx = 512; ///< drawn first, where a drawing takes long
constexpr qsizetype kMostWanted = 64;

/// Puts keys before those that are there, each once; the oldest are forgotten.
void putFirst(QList<ArtKey> &list, const QList<ArtKey> &keys)
{
    for (const ArtKey &key : keys)
        list.removeOne(key);
    list = keys + list;
    list.resize(std::min(list.size(), kMostWanted));
}

void addOnce(QList<ArtKey> &list, const QList<ArtKey> &keys)
{
    for (const ArtKey &key : keys) {
        if (!list.contains(key))
            list.append(key);
    }
}

/// The picture, and its drawing where it has a style.
QList<ArtKey> keysOf(const ArtLayer &art)
{
    QList<ArtKey> keys{plainKey(art, 0)};
    if (isDrawn(art.style))
        keys.append(drawingKey(art, 0));
    return keys;
}

bool hasAlike(const QList<ArtKey> &list, const ArtKey &key)
{
    return std::any_of(list.begin(), list.end(),
                       [&](const ArtKey &listed) { return listed.isAlike(key); });
}

} // namespace

ArtView::ArtView(std::shared_ptr<ArtShelf> shelf, Report report)
    : m_shelf(std::move(shelf)), m_report(std::move(report))
{
}

ArtView::~ArtView()
{
    m_report(m_wishes);
}

bool ArtView::isBest() const
{
    const std::lock_guard lock(m_mutex);
    return m_wishes.wanted.isEmpty();
}

Result<QImage> ArtView::picture(const ArtRequest &request) const
{
    std::unique_lock lock(m_mutex);
    if (!m_clock.isValid())
        m_clock.start();
    const qint64 waitedMs = m_clock.elapsed();
    lock.unlock();
    const auto patienceMs = static_cast<int>(std::max<qint64>(0, kPatienceMs - waitedMs));
    Result<ArtShelf::Found> found = m_shelf->best(request, patienceMs);
    if (!found)
        return fail(found.error());
    lock.lock();
    addOnce(m_wishes.asked, keysOf(request.art));
    addOnce(m_wishes.wanted, found->wanted);
    return std::move(found->image);
}

CanvasArt::CanvasArt(const Setup &setup, QObject *parent)
    : QObject(parent),
      m_runner(setup.runner),
      m_service(setup.service),
      m_shelf(std::make_shared<ArtShelf>(setup.pictures, setup.limits)),
      m_self(this)
{
    m_reportOthers = [this, self = m_self](const QList<ArtKey> &keys) {
        self.post([this, keys] { wantForOthers(keys); });
    };
    m_arrivalTimer.setSingleShot(true);
    m_arrivalTimer.setInterval(kArrivalsTogetherMs);
    connect(&m_arrivalTimer, &QTimer::timeout, this,
            [this] { Q_EMIT arrived(std::exchange(m_arrived, {})); });
}

CanvasArt::~CanvasArt()
{
    m_drawingJob.cancel();
    for (Decoding &decoding : m_decoding)
        decoding.job.cancel();
    m_shelf->close();
}

std::shared_ptr<ArtView> CanvasArt::startPainting(const Page &page, const Page *beside)
{
    QList<ArtKey> shown;
    const auto add = [&](const PageObject &object) {
        if (const auto *art = object.as<ArtLayer>())
            addOnce(shown, keysOf(*art));
    };
    forEachObject(page.objects, add);
    if (beside != nullptr)
        forEachObject(beside->objects, add);
    return std::make_shared<ArtView>(
        m_shelf, [this, self = m_self, shown](const ArtView::Wishes &wishes) {
            self.post([this, wishes, shown] { wantForCanvas(wishes, shown); });
        });
}

Result<QImage> CanvasArt::picture(const ArtRequest &request) const
{
    Result<ArtShelf::Found> found = m_shelf->best(request, std::numeric_limits<int>::max());
    if (!found)
        return fail(found.error());
    if (!found->wanted.isEmpty())
        m_reportOthers(found->wanted);
    return std::move(found->image);
}

void CanvasArt::prefetch(const QList<Page> &pages, double pxPerPt)
{
    m_ahead.clear();
    const auto add = [&](const PageObject &object) {
        const auto *art = object.as<ArtLayer>();
        if (art == nullptr || art->picture.isEmpty() || object.properties.isHidden)
            return;
        const double pxPerPx = art->scalePtPerPx * pxPerPt;
        const ArtKey key = m_shelf->plainKeyFor(*art, {qRound(art->picture.widthPx * pxPerPx),
                                                       qRound(art->picture.heightPx * pxPerPx)});
        if (!m_ahead.contains(key))
            m_ahead.append(key);
    };
    for (const Page &page : pages)
        forEachObject(page.objects, add);
    pump();
}

void CanvasArt::cancel()
{
    m_declined += m_shown + m_others;
    if (m_drawing)
        m_declined.append(*m_drawing);
    m_shown.clear();
    m_others.clear();
    m_drawingJob.cancel();
    updateProgress();
}

void CanvasArt::resume()
{
    m_declined.clear();
    m_announced.clear();
    pump();
}

void CanvasArt::forgetDrawings()
{
    m_drawingJob.cancel();
    m_shelf->forgetDrawings();
    resume();
}

void CanvasArt::wantForCanvas(const ArtView::Wishes &wishes, const QList<ArtKey> &shown)
{
    if (wishes.isFinished)
        m_shown.removeIf([&](const ArtKey &key) {
            return hasAlike(wishes.asked, key) || !hasAlike(shown, key);
        });
    putFirst(m_shown, wishes.wanted);
    dropUnwantedDrawing();
    pump();
}

void CanvasArt::wantForOthers(const QList<ArtKey> &keys)
{
    putFirst(m_others, keys);
    pump();
}

void CanvasArt::dropUnwantedDrawing()
{
    if (!m_drawing)
        return;
    const auto serves = [this](const ArtKey &wanted) {
        return wanted.isAlike(*m_drawing) && (m_drawing->longSidePx >= wanted.longSidePx ||
                                              m_drawing->longSidePx <= kCoarseLongSidePx);
    };
    if (std::none_of(m_shown.begin(), m_shown.end(), serves) &&
        std::none_of(m_others.begin(), m_others.end(), serves))
        m_drawingJob.cancel();
}

bool CanvasArt::isOpen(const ArtKey &key) const
{
    return !hasAlike(m_declined, key) && !m_shelf->has(key);
}

QList<ArtKey> CanvasArt::openDrawings() const
{
    QList<ArtKey> open;
    for (const QList<ArtKey> *list : {&m_shown, &m_others}) {
        for (const ArtKey &key : *list) {
            if (!key.isPlain() && !open.contains(key) && isOpen(key))
                open.append(key);
        }
    }
    return open;
}

std::optional<ArtKey> CanvasArt::nextPicture() const
{
    const auto isDecoding = [this](const ArtKey &key) {
        return std::any_of(m_decoding.begin(), m_decoding.end(),
                           [&](const Decoding &decoding) { return decoding.key == key; });
    };
    for (const QList<ArtKey> *list : {&m_shown, &m_others, &m_ahead}) {
        for (const ArtKey &key : *list) {
            // While a painting decodes one picture, this is to decode the next.
            if (key.isPlain() && isOpen(key) && !isDecoding(key) && !m_shelf->isComing(key))
                return key;
        }
    }
    return std::nullopt;
}

void CanvasArt::pump()
{
    if (const QList<ArtKey> open = openDrawings(); !m_drawing && !open.isEmpty()) {
        ArtKey key = open.first();
        constexpr int kLargeLongSidePx = kCoarseLongSidePx * 3 / 2;
        if (key.longSidePx > kLargeLongSidePx &&
            m_shelf->largestLongSidePx(key) < kCoarseLongSidePx) {
            const ImageSize own{key.picture.widthPx, key.picture.heightPx};
            key.longSidePx = drawnStepLongSidePx({kCoarseLongSidePx, 1}, own, kCoarseLongSidePx);
        }
        draw(key);
    }
    // One in the background; a second, in the place of a painting, for what is looked at.
    for (std::optional<ArtKey> next = nextPicture(); next; next = nextPicture()) {
        const std::size_t most = m_shown.contains(*next) ? 2 : 1;
        if (m_decoding.size() >= most)
            break;
        decode(*next, m_decoding.empty() ? JobPriority::Background : JobPriority::Normal);
    }
    updateProgress();
}

void CanvasArt::draw(const ArtKey &key)
{
    m_drawing = key;
    const auto work = [key, shelf = m_shelf, drawInStyle = drawWith(m_service)](
                          const CancelToken &cancel) -> Result<void> {
        const Result<Image> picture = shelf->pictureFor(key, cancel);
        if (!picture)
            return fail(picture.error());
        const Result<Image> drawing = drawInStyle(*picture, key.style, cancel);
        if (!drawing)
            return fail(drawing.error());
        if (cancel.isCancelled()) // forgotten while it was drawn
            return failCancelled();
        shelf->putDrawing(key, *picture, *drawing);
        return {};
    };
    const auto done = [this, key](const Result<void> &result) {
        m_drawing.reset();
        settle(key, result);
    };
    m_drawingJob =
        m_runner.start(Job<void>{Lane::Engine, JobPriority::Background, work, this, done});
}

void CanvasArt::decode(const ArtKey &key, JobPriority priority)
{
    const auto work = [key, shelf = m_shelf](const CancelToken &cancel) {
        return shelf->decode(key, cancel);
    };
    const auto done = [this, key](const Result<void> &result) {
        std::erase_if(m_decoding, [&](const Decoding &decoding) { return decoding.key == key; });
        m_ahead.removeOne(key);
        settle(key, result);
    };
    m_decoding.push_back({key, m_runner.start(Job<void>{Lane::Io, priority, work, this, done})});
}

void CanvasArt::settle(const ArtKey &key, const Result<void> &result)
{
    const bool isForCanvas = m_shown.removeOne(key);
    const bool isForOthers = m_others.removeOne(key);
    const bool isAwaited = isForCanvas || isForOthers;
    if (result) {
        m_doneCount += isAwaited && !key.isPlain() ? 1 : 0;
        if (isAwaited || !key.isPlain())
            announceArrival(key.picture.sha256);
    } else if (result.error().kind != ErrorKind::Cancelled) {
        m_declined.append(key);
        const QString message = QString::fromStdString(result.error().message);
        if (!m_announced.contains(message)) {
            m_announced.insert(message);
            Q_EMIT failed(result.error());
        }
    }
    pump();
}

void CanvasArt::announceArrival(const QString &sha256)
{
    if (!m_arrived.contains(sha256))
        m_arrived.append(sha256);
    if (!m_arrivalTimer.isActive())
        m_arrivalTimer.start();
}

void CanvasArt::updateProgress()
{
    const auto openCount = static_cast<int>(openDrawings().size());
    if (openCount == 0)
        m_doneCount = 0;
    const ArtProgress now{m_doneCount, m_doneCount + openCount};
    if (now == m_progress)
        return;
    m_progress = now;
    Q_EMIT progressChanged();
}

} // namespace koma
