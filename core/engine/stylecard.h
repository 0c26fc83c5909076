// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace koma {

/// The card of a style: who drew, under which licence, how it was trained, and what the engine must
/// know to run it. It is `style.json` in the style's folder, beside the weights and the preview.
struct StyleCard
{
    std::string id;   ///< "gibson-pen-ink": lower case, digits and dashes
    std::string name; ///< shown to people
    std::string description;
    std::string artist;
    std::string licence; ///< of the training data, and so of what may be done with the results
    std::string credit;  ///< to print where the licence asks for it
    std::string source;  ///< where the drawings and photos come from

    std::string architecture;                               ///< key in the GeneratorRegistry
    std::map<std::string, std::int64_t> architectureParams; ///< such as {"width", 24}
    std::string weightsFile;                                ///< relative to the card
    std::string weightsSha256;
    std::string previewFile;   ///< relative to the card; may be empty
    int pageLongSidePx = 1024; ///< picture size at which the strokes are right at stroke scale 1

    std::string recipe; ///< one line; the long form is the run's config file
    std::uint64_t seed = 0;
    std::string komaVersion;
    double trainingSeconds = 0.0;
    std::int64_t trainingSteps = 0;
    std::map<std::string, double> scores; ///< "edgeRetrieval", "secondsPerMegapixel", …

    std::filesystem::path folder; ///< where the card was found; not written

    [[nodiscard]] std::filesystem::path weightsPath() const { return folder / weightsFile; }
    [[nodiscard]] std::filesystem::path previewPath() const { return folder / previewFile; }
};

/// Parses a card's JSON. BadFormat names the field; VersionTooNew for a newer card format. File
/// names with path separators or ".." are refused: a card must not reach out of its folder.
Result<StyleCard> parseStyleCard(std::string_view json);
std::string styleCardToJson(const StyleCard &card);

/// Reads `folder`/style.json (or the file itself) and sets `folder`.
Result<StyleCard> readStyleCard(const std::filesystem::path &folderOrFile);

/// Writes `folder`/style.json atomically.
Result<void> writeStyleCard(const std::filesystem::path &folder, const StyleCard &card);

} // namespace koma
