// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/art/artsteps.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <list>
#include <optional>
#include <utility>

namespace koma {

/// Pictures within a budget of bytes: those not looked at for longest are forgotten first, the one
/// put in last never. Not thread-safe. Few entries are large, so that a list is quick enough.
template<class Value>
class ArtCache
{
public:
    explicit ArtCache(std::size_t budgetBytes) : m_budgetBytes(budgetBytes) {}

    struct Entry
    {
        ArtKey key;
        Value value;
        std::size_t bytes = 0;
    };

    void insert(const ArtKey &key, Value value, std::size_t bytes)
    {
        m_entries.remove_if([&](const Entry &entry) { return entry.key == key; });
        m_entries.push_front({key, std::move(value), bytes});
        forgetOldest();
    }

    [[nodiscard]] bool contains(const ArtKey &key) const
    {
        for (const Entry &entry : m_entries) {
            if (entry.key == key)
                return true;
        }
        return false;
    }

    /// 0 where there is none of any size.
    [[nodiscard]] int largestLongSidePx(const ArtKey &key) const
    {
        int largestPx = 0;
        for (const Entry &entry : m_entries) {
            if (entry.key.isAlike(key))
                largestPx = std::max(largestPx, entry.key.longSidePx);
        }
        return largestPx;
    }

    /// The one of the size that is asked for, else the next larger one, else the largest. Counts as
    /// looked at.
    std::optional<Entry> findNearest(const ArtKey &key)
    {
        auto best = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            const bool isBetter =
                entry->key.isAlike(key) &&
                (best == m_entries.end() ||
                 isNearer(entry->key.longSidePx, best->key.longSidePx, key.longSidePx));
            if (isBetter)
                best = entry;
        }
        if (best == m_entries.end())
            return std::nullopt;
        m_entries.splice(m_entries.begin(), m_entries, best);
        return m_entries.front();
    }

    std::optional<Value> find(const ArtKey &key)
    {
        const std::optional<Entry> nearest = findNearest(key);
        if (!nearest || nearest->key.longSidePx != key.longSidePx)
            return std::nullopt;
        return nearest->value;
    }

    void clear()
    {
        m_entries.clear();
        m_bytes = 0;
    }
    [[nodiscard]] std::size_t byteCount() const { return m_bytes; }

private:
    static bool isNearer(int candidatePx, int bestPx, int wantedPx)
    {
        if (candidatePx >= wantedPx)
            return bestPx < wantedPx || candidatePx < bestPx;
        return bestPx < wantedPx && candidatePx > bestPx;
    }

    void forgetOldest()
    {
        m_bytes = 0;
        for (auto entry = m_entries.begin(); entry != m_entries.end();) {
            const bool isKept =
                entry == m_entries.begin() || m_bytes + entry->bytes <= m_budgetBytes;
            m_bytes += isKept ? entry->bytes : 0;
            entry = isKept ? std::next(entry) : m_entries.erase(entry);
        }
    }

    std::size_t m_budgetBytes;
    std::size_t m_bytes = 0;
    std::list<Entry> m_entries; ///< the last looked at first
};

} // namespace koma
