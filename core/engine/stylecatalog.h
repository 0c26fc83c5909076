// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/stylecard.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace koma {

/// The weights of a style: 4 MB are promised; a quarter of margin.
inline constexpr std::uintmax_t kMaxWeightsBytes = 5U << 20U;

/// A finding that does not stop the work, with its place.
struct CatalogIssue
{
    std::filesystem::path where;
    Error error;
};

/// The styles in some folders, each a subfolder with a card. Cards are read and checked (weights
/// present, at most 4 MB times a margin), weights are never loaded. A value; scan again to refresh.
class StyleCatalog
{
public:
    /// Earlier folders win where an id occurs twice. Missing folders are skipped.
    static StyleCatalog scan(std::span<const std::filesystem::path> folders);

    [[nodiscard]] const std::vector<StyleCard> &styles() const { return m_styles; }
    [[nodiscard]] const std::vector<CatalogIssue> &issues() const { return m_issues; }

    /// By id, or by the path of a style folder or a training run's folder. NotFound lists the known
    /// ids.
    [[nodiscard]] Result<StyleCard> find(const std::string &idOrFolder) const;

private:
    /// `earlierFolders` styles came from the folders before the card's.
    void add(StyleCard card, std::size_t earlierFolders);

    std::vector<StyleCard> m_styles;
    std::vector<CatalogIssue> m_issues;
};

} // namespace koma
