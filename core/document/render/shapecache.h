// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/document/balloons/balloonshape.h"
#include "core/document/lettering/lettering.h"
#include "core/document/model/pageobject.h"
#include "core/document/tones/screentone.h"

#include <QHash>
#include <QImage>
#include <QPainterPath>

#include <memory>
#include <mutex>

namespace koma {

/// A text as it is painted.
struct SetText
{
    QPainterPath letters; ///< to be filled by winding
    QRectF inkBounds;
    bool overflows = false;
    QString missingCharacters;
};

/// What is dear to compute of an object and stays the same while others are worked on: fitted
/// lettering, outlines, screens. An object that changes is computed anew and replaces what was
/// kept, so that a drag fills nothing; beyond a budget the objects not painted for longest are
/// forgotten. One for an open comic, whose ids it goes by; thread-safe.
class ShapeCache
{
public:
    explicit ShapeCache(std::size_t budgetBytes = kDefaultBudgetBytes);
    ~ShapeCache();
    ShapeCache(const ShapeCache &) = delete;
    ShapeCache &operator=(const ShapeCache &) = delete;
    ShapeCache(ShapeCache &&) = delete;
    ShapeCache &operator=(ShapeCache &&) = delete;

    std::shared_ptr<const SetText> text(ObjectId id, const TextBlock &text,
                                        const BalloonShape *balloon, const QString &language);
    QPainterPath balloon(ObjectId id, const BalloonShape &shape);
    QPainterPath lines(ObjectId id, const SpeedLines &lines, const QPainterPath &area);
    QPainterPath ink(ObjectId id, const InkStroke &ink);
    /// As screenTone(), for a part of the page whose corner lies on a pixel.
    Result<QImage> screen(ObjectId id, const Screentone &tone, const QRectF &partPt, double dpi,
                          const CancelToken &cancel);

    [[nodiscard]] std::size_t byteCount() const;

    static constexpr std::size_t kDefaultBudgetBytes = std::size_t{96} << 20U;

private:
    struct Entry;
    template<class Source, class Value, class Compute>
    std::shared_ptr<const Value> keep(ObjectId id, const Source &source, const Compute &compute);
    std::shared_ptr<const Entry> find(ObjectId id) const;
    void put(ObjectId id, const std::shared_ptr<Entry> &entry);

    std::size_t m_budgetBytes;
    mutable std::mutex m_mutex; ///< of all below
    QHash<ObjectId, std::shared_ptr<Entry>> m_entries;
    std::size_t m_bytes = 0;
    mutable quint64 m_clock = 0;
};

} // namespace koma
