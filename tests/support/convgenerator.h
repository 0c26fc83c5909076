// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace koma::test {

/// Adds "conv" to a registry: a real convolutional network of stride 8 (unshuffle by 8, two 3×3
/// convolutions, shuffle) with random weights. Parameters: "width", "channels" 1 or 3, "limit"
/// (above so many input pixels it throws what torch throws when memory runs out) and "reach" (to
/// declare a wrong one).
void addConvGenerators(GeneratorRegistry &registry);

/// Input pixels of each pass that "conv" networks have made since the last call.
std::vector<std::int64_t> takePasses();

/// Writes a style with random weights from `seed` for any architecture of the registry into a new
/// folder, as a trainer would.
StyleCard writeStyle(const GeneratorRegistry &registry, const std::filesystem::path &folder,
                     const std::string &architecture, const ArchitectureParams &params,
                     std::uint64_t seed = 1);

} // namespace koma::test
