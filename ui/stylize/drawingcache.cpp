// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/drawingcache.h"

#include <algorithm>
#include <utility>

namespace koma {

void DrawingCache::insert(const StylizeParameters &parameters, FullDrawing drawing)
{
    m_entries.remove_if(
        [&](const Entry &entry) { return entry.parameters.hasSameDrawingAs(parameters); });
    m_entries.push_front({parameters, std::move(drawing)});
    forgetOldest();
}

std::optional<FullDrawing> DrawingCache::find(const StylizeParameters &parameters)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.parameters.hasSameDrawingAs(parameters);
    });
    if (found == m_entries.end())
        return std::nullopt;
    m_entries.splice(m_entries.begin(), m_entries, found);
    return m_entries.front().drawing;
}

void DrawingCache::forgetOldest()
{
    std::size_t bytes = 0;
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const FullDrawing &full = entry->drawing;
        bytes += full.drawing.image.byteCount() + full.display.byteCount();
        const bool isKept = entry == m_entries.begin() || bytes <= m_budgetBytes;
        entry = isKept ? std::next(entry) : m_entries.erase(entry);
    }
}

} // namespace koma
