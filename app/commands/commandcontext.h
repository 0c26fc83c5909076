// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecatalog.h"

#include <filesystem>
#include <string>

namespace CLI {
class App;
}

namespace koma {

inline constexpr const char *kDeviceHelp = "Where to compute: auto, cpu, cuda, cuda:1, …";

/// What every subcommand works with.
struct CommandContext
{
    std::filesystem::path dataFolder;
    GeneratorRegistry registry;
    StyleCatalog catalog;
    CancelToken cancel; ///< Ctrl+C
};

/// The options that all subcommands with a network share.
struct EngineOptions
{
    std::string device = "auto";
    Precision precision = Precision::Auto;
    int threads = 0;
};

void describeEngineOptions(CLI::App &command, EngineOptions &options);

/// An engine as the options ask for; NotFound where there is no such device.
Result<InferenceEngine> makeEngine(const CommandContext &context, const EngineOptions &options);

} // namespace koma
