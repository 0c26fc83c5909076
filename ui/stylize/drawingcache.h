// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inferenceengine.h"
#include "ui/stylize/stylizeparameters.h"

#include <cstddef>
#include <list>
#include <optional>

namespace koma {

/// A finished drawing of the whole picture, and the same at display size for live blending.
struct FullDrawing
{
    Drawing drawing;
    Image display;
};

/// The newest drawings of the open picture, so that going back and forth between styles costs
/// nothing. The oldest are forgotten beyond the budget, but never the newest one. GUI thread.
class DrawingCache
{
public:
    explicit DrawingCache(std::size_t budgetBytes) : m_budgetBytes(budgetBytes) {}

    void insert(const StylizeParameters &parameters, FullDrawing drawing);
    /// Marks it as the newest.
    [[nodiscard]] std::optional<FullDrawing> find(const StylizeParameters &parameters);
    void clear() { m_entries.clear(); }

private:
    struct Entry
    {
        StylizeParameters parameters;
        FullDrawing drawing;
    };
    void forgetOldest();

    std::size_t m_budgetBytes;
    std::list<Entry> m_entries; // newest first
};

} // namespace koma
