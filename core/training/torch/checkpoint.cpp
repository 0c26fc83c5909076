// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/checkpoint.h"

#include "core/engine/torch/safetensors.h"

#include <nlohmann/json.hpp>

namespace koma {

namespace {
constexpr const char *kFormat = "koma-checkpoint-1";
} // namespace

Result<void> writeCheckpoint(const std::filesystem::path &path, const Checkpoint &checkpoint)
{
    SafeTensors file;
    file.tensors = checkpoint.state;
    const nlohmann::json seconds = checkpoint.elapsedSeconds;
    const nlohmann::json rateScale = checkpoint.rateScale;
    file.metadata = {{"format", kFormat},
                     {"config", trainingConfigToJson(checkpoint.config)},
                     {"step", std::to_string(checkpoint.step)},
                     {"elapsedSeconds", seconds.dump()},
                     {"rateScale", rateScale.dump()}};
    return writeSafeTensors(path, file);
}

Result<Checkpoint> readCheckpoint(const std::filesystem::path &path)
{
    auto file = readSafeTensors(path);
    if (!file)
        return fail(file.error());
    const auto broken = [&](const std::string &what) {
        return fail(ErrorKind::BadFormat, "The file " + path.string() +
                                              " is not a checkpoint of this Koma: " + what + ".");
    };
    if (file->metadata["format"] != kFormat)
        return broken("its format is \"" + file->metadata["format"] + "\"");
    auto config = parseTrainingConfig(file->metadata["config"]);
    if (!config)
        return broken(config.error().message);
    Checkpoint checkpoint;
    checkpoint.config = *config;
    try {
        // JSON numbers, since std::stod would read them by the user's locale.
        checkpoint.step = nlohmann::json::parse(file->metadata["step"]).get<std::int64_t>();
        checkpoint.elapsedSeconds =
            nlohmann::json::parse(file->metadata["elapsedSeconds"]).get<double>();
        if (const auto scale = file->metadata.find("rateScale"); scale != file->metadata.end())
            checkpoint.rateScale = nlohmann::json::parse(scale->second).get<double>();
    } catch (const std::exception &error) {
        return broken(error.what());
    }
    checkpoint.state = std::move(file->tensors);
    return checkpoint;
}

} // namespace koma
