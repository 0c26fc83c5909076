// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stylecatalog.h"

#include <algorithm>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// The card of a style whose weights are there, in a folder or named by its style.json.
Result<StyleCard> readUsableCard(const fs::path &folderOrFile)
{
    auto card = readStyleCard(folderOrFile);
    if (!card)
        return card;
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(card->weightsPath(), error);
    if (error)
        return fail(ErrorKind::NotFound,
                    "The style \"" + card->id + "\" has no weights file " +
                        card->weightsPath().string() + ". Install the style again.",
                    error.message());
    if (bytes > kMaxWeightsBytes)
        return fail(ErrorKind::TooLarge,
                    "The weights of the style \"" + card->id + "\" have " + std::to_string(bytes) +
                        " bytes; a style has at most " + std::to_string(kMaxWeightsBytes) + ".");
    return card;
}

/// The subfolders that hold a card, by name.
std::vector<fs::path> styleFolders(const fs::path &folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (fs::exists(it->path() / "style.json", ignored))
            found.push_back(it->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

StyleCatalog StyleCatalog::scan(std::span<const fs::path> folders)
{
    StyleCatalog catalog;
    for (const fs::path &folder : folders) {
        const std::size_t earlierFolders = catalog.m_styles.size();
        for (const fs::path &styleFolder : styleFolders(folder)) {
            auto card = readUsableCard(styleFolder);
            if (!card) {
                catalog.m_issues.push_back({styleFolder, card.error()});
                continue;
            }
            catalog.add(std::move(*card), earlierFolders);
        }
    }
    return catalog;
}

void StyleCatalog::add(StyleCard card, std::size_t earlierFolders)
{
    const auto same = std::find_if(m_styles.begin(), m_styles.end(),
                                   [&](const StyleCard &known) { return known.id == card.id; });
    if (same == m_styles.end()) {
        m_styles.push_back(std::move(card));
        return;
    }
    // Across folders it is the user's choice to hide a style; in one folder it is a mistake.
    if (static_cast<std::size_t>(same - m_styles.begin()) < earlierFolders)
        return;
    m_issues.push_back({card.folder,
                        {ErrorKind::InvalidArgument,
                         "The style id \"" + card.id + "\" is already used by " +
                             same->folder.string() + ". Give one of them another id.",
                         {}}});
}

Result<StyleCard> StyleCatalog::find(const std::string &idOrFolder) const
{
    const auto byId = std::find_if(m_styles.begin(), m_styles.end(),
                                   [&](const StyleCard &card) { return card.id == idOrFolder; });
    if (byId != m_styles.end())
        return *byId;
    const fs::path path = idOrFolder;
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored) || fs::exists(path / "style.json", ignored))
        return readUsableCard(path);
    if (fs::is_directory(path, ignored))
        return fail(ErrorKind::NotFound, "The folder " + idOrFolder +
                                             " holds no style.json: it is not a style, or its "
                                             "training has not finished a style yet.");
    std::string known;
    for (const StyleCard &card : m_styles)
        known += (known.empty() ? "" : ", ") + card.id;
    return fail(ErrorKind::NotFound, "There is no style \"" + idOrFolder + "\". Known styles: " +
                                         (known.empty() ? "none" : known) + ".");
}

} // namespace koma
