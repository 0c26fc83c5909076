// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// Kinds of drawing and the styles of each, by name: {"engraving", {"dore-engraving", …}}.
using StyleFamilies = std::map<std::string, std::vector<std::string>>;

/// The card of a judge, a JSON file beside its weights: what it can tell apart and how it came
/// about. A judge's scores are comparable only with scores of the same weights.
struct JudgeCard
{
    static constexpr const char *kPhotoClass = "photo";
    static constexpr int kPatchPx = 128;

    std::vector<std::string> classes; ///< styles in alphabetical order, then "photo"
    StyleFamilies families;           ///< a style in none is a family of its own
    std::int64_t width = 16;          ///< of the network
    std::int64_t featureSize = 0;
    std::string weightsFile; ///< relative to the card
    std::string weightsSha256;
    std::map<std::string, std::int64_t> trainingPictures; ///< per class
    std::string source;                                   ///< where the pictures come from
    std::uint64_t seed = 0;
    std::int64_t steps = 0;
    double trainingSeconds = 0.0;
    std::string komaVersion;

    std::filesystem::path folder; ///< where the card was found; not written

    [[nodiscard]] std::filesystem::path weightsPath() const { return folder / weightsFile; }
    /// The class's number; empty where the judge does not know it.
    [[nodiscard]] std::optional<std::size_t> classOf(std::string_view style) const;
    /// The family's name, or the style's own where it is in none.
    [[nodiscard]] std::string familyOf(const std::string &style) const;
};

/// Parses a card's JSON; BadFormat names the field, VersionTooNew for a newer card format.
Result<JudgeCard> parseJudgeCard(std::string_view json);
std::string judgeCardToJson(const JudgeCard &card);

/// Reads the card `file`, or judge.json in a folder, and sets `folder`.
Result<JudgeCard> readJudgeCard(const std::filesystem::path &fileOrFolder);

/// Families from a JSON file {"engraving": ["dore-engraving", …], …}. BadFormat where a style is in
/// two families.
Result<StyleFamilies> readStyleFamilies(const std::filesystem::path &file);

} // namespace koma
