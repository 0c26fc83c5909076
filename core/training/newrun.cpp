// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/newrun.h"

#include <cctype>
#include <cstddef>
#include <system_error>

namespace koma {

namespace fs = std::filesystem;

std::string styleIdFromName(std::string_view name)
{
    std::string id;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) != 0 && byte < 128)
            id += static_cast<char>(std::tolower(byte));
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id.empty() ? "style" : id;
}

DrawingSplit splitDrawings(const std::vector<fs::path> &drawings)
{
    constexpr std::size_t kFewestToSplit = 24;
    constexpr std::size_t kEvery = 8;
    DrawingSplit split;
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const bool held = drawings.size() >= kFewestToSplit && i % kEvery == kEvery / 2;
        (held ? split.heldOut : split.trained).push_back(drawings[i]);
    }
    return split;
}

fs::path shippedBase(const fs::path &dataFolder, const TrainingConfig &config)
{
    const TrainingConfig usual;
    std::error_code ignored;
    const char *name = config.greyStyle ? "ink.safetensors" : "colour.safetensors";
    const fs::path base = dataFolder / "models" / "base" / name;
    const bool fits =
        config.architecture == usual.architecture && config.architectureParams.empty();
    return fits && fs::exists(base, ignored) ? base : fs::path();
}

fs::path shippedJudge(const fs::path &dataFolder)
{
    std::error_code ignored;
    const fs::path judge = dataFolder / "models" / "judge";
    return fs::exists(judge / "judge.json", ignored) ? judge : fs::path();
}

} // namespace koma
