// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/shapecache.h"

#include "core/document/render/objectshapes.h"

#include <algorithm>
#include <any>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace koma {
namespace {

struct TextSource
{
    TextBlock text;
    std::optional<BalloonShape> balloon;
    QString language;

    bool operator==(const TextSource &) const = default;
};

struct LinesSource
{
    SpeedLines lines;
    QPainterPath area;

    bool operator==(const LinesSource &) const = default;
};

/// A screen at one resolution; of which part is said by its value.
struct ScreenSource
{
    Screentone tone;
    double dpi = 0.0;

    bool operator==(const ScreenSource &) const = default;
};

struct ScreenPart
{
    QRectF partPt;
    QImage coverage;
};

std::size_t bytesOf(const QPainterPath &path)
{
    return static_cast<std::size_t>(path.elementCount()) * sizeof(QPainterPath::Element);
}

std::size_t bytesOf(const SetText &text)
{
    return bytesOf(text.letters);
}

/// Where a part of the page lies in a larger one, in whole pixels; nothing where it does not, or
/// its pixels lie between those of the other.
std::optional<QRect> pixelsWithin(const ScreenPart &whole, const QRectF &partPt, double dpi)
{
    constexpr double kPtPerInch = 72.0;
    constexpr double kSamePx = 1e-6;
    const double scale = dpi / kPtPerInch;
    const QPointF offset = (partPt.topLeft() - whole.partPt.topLeft()) * scale;
    const QPoint corner(qRound(offset.x()), qRound(offset.y()));
    const QPointF rest = offset - QPointF(corner);
    const QRect pixels(corner,
                       QSize(static_cast<int>(std::ceil(partPt.width() * scale - kSamePx)),
                             static_cast<int>(std::ceil(partPt.height() * scale - kSamePx))));
    const bool isOnPixels = std::abs(rest.x()) < kSamePx && std::abs(rest.y()) < kSamePx;
    return isOnPixels && whole.coverage.rect().contains(pixels) ? std::optional(pixels)
                                                                : std::nullopt;
}

} // namespace

/// What was computed for an object and from what.
struct ShapeCache::Entry
{
    std::any source;
    std::shared_ptr<const void> value;
    std::size_t bytes = 0;
    mutable quint64 lastUse = 0;
};

ShapeCache::ShapeCache(std::size_t budgetBytes) : m_budgetBytes(budgetBytes) {}

ShapeCache::~ShapeCache() = default;

std::shared_ptr<const ShapeCache::Entry> ShapeCache::find(ObjectId id) const
{
    const std::lock_guard lock(m_mutex);
    const std::shared_ptr<Entry> entry = m_entries.value(id);
    if (entry != nullptr)
        entry->lastUse = ++m_clock;
    return entry;
}

void ShapeCache::put(ObjectId id, const std::shared_ptr<Entry> &entry)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<Entry> &place = m_entries[id];
    m_bytes += entry->bytes - (place != nullptr ? place->bytes : 0);
    place = entry;
    place->lastUse = ++m_clock;
    if (m_bytes <= m_budgetBytes)
        return;
    std::vector<std::pair<quint64, ObjectId>> byAge;
    for (auto known = m_entries.cbegin(); known != m_entries.cend(); ++known)
        byAge.emplace_back(known.value()->lastUse, known.key());
    std::sort(byAge.begin(), byAge.end());
    // To three quarters, so that not every painting sorts; never what was just put in.
    for (std::size_t i = 0; i + 1 < byAge.size() && m_bytes > m_budgetBytes / 4 * 3; ++i)
        m_bytes -= m_entries.take(byAge[i].second)->bytes;
}

template<class Source, class Value, class Compute>
std::shared_ptr<const Value> ShapeCache::keep(ObjectId id, const Source &source,
                                              const Compute &compute)
{
    if (const auto entry = find(id); entry != nullptr) {
        const auto *known = std::any_cast<Source>(&entry->source);
        if (known != nullptr && *known == source)
            return std::static_pointer_cast<const Value>(entry->value);
    }
    // Two threads may both compute; the result is the same.
    auto value = std::make_shared<const Value>(compute());
    auto entry = std::make_shared<Entry>();
    constexpr std::size_t kOverheadBytes = 512;
    entry->bytes = bytesOf(*value) + sizeof(Value) + sizeof(Source) + kOverheadBytes;
    entry->source = source;
    entry->value = value;
    put(id, entry);
    return value;
}

std::shared_ptr<const SetText> ShapeCache::text(ObjectId id, const TextBlock &text,
                                                const BalloonShape *balloon,
                                                const QString &language)
{
    TextSource source{text, {}, language};
    if (balloon != nullptr)
        source.balloon = *balloon;
    return keep<TextSource, SetText>(id, source, [&] {
        const TextLayoutResult layout = layoutOf(text, {balloon, language});
        return SetText{layout.path(), layout.inkBounds, layout.overflows, layout.missingCharacters};
    });
}

QPainterPath ShapeCache::balloon(ObjectId id, const BalloonShape &shape)
{
    return *keep<BalloonShape, QPainterPath>(id, shape, [&] { return balloonOutline(shape); });
}

QPainterPath ShapeCache::lines(ObjectId id, const SpeedLines &lines, const QPainterPath &area)
{
    return *keep<LinesSource, QPainterPath>(id, {lines, area}, [&] { return pathOf(lines, area); });
}

QPainterPath ShapeCache::ink(ObjectId id, const InkStroke &ink)
{
    return *keep<InkStroke, QPainterPath>(id, ink, [&] { return pathOf(ink); });
}

Result<QImage> ShapeCache::screen(ObjectId id, const Screentone &tone, const QRectF &partPt,
                                  double dpi, const CancelToken &cancel)
{
    const ScreenSource source{tone, dpi};
    if (const auto entry = find(id); entry != nullptr) {
        const auto *known = std::any_cast<ScreenSource>(&entry->source);
        if (known != nullptr && *known == source) {
            const auto part = std::static_pointer_cast<const ScreenPart>(entry->value);
            if (const auto pixels = pixelsWithin(*part, partPt, dpi))
                return part->coverage.copy(*pixels);
        }
    }
    Result<QImage> coverage = screenTone(tone, partPt, dpi, cancel);
    if (!coverage)
        return coverage;
    auto entry = std::make_shared<Entry>();
    entry->bytes = static_cast<std::size_t>(coverage->sizeInBytes());
    entry->source = source;
    entry->value = std::make_shared<const ScreenPart>(ScreenPart{partPt, *coverage});
    if (entry->bytes < m_budgetBytes / 4)
        put(id, entry);
    return coverage;
}

std::size_t ShapeCache::byteCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace koma
