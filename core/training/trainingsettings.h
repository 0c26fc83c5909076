// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/trainingconfig.h"

#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// The numbers of a configuration by name, for whoever shows or changes them one by one.
struct TrainingSetting
{
    std::string name; ///< as in the JSON
    double value = 0.0;
    double low = 0.0; ///< what validate() allows
    double high = 0.0;
    bool isWhole = false;
};

std::vector<TrainingSetting> trainingSettings(const TrainingConfig &config);

/// InvalidArgument for an unknown name or a value out of range, which change nothing.
Result<void> setTrainingSetting(TrainingConfig &config, std::string_view name, double value);

/// How far drawings may go from their original, 0…1: 0 holds to the computed guide, 1 leaves most
/// to the drawings' example. Sets the weights of guide and content to those of the recipe, more or
/// less; the usual freedom is the recipe.
inline constexpr double kUsualFreedom = 0.7;
void setFreedom(TrainingConfig &config, const TrainingConfig &recipe, double freedom);

} // namespace koma
