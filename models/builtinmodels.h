// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"

namespace koma {

/// Adds Koma's own network architectures to a registry. Called once by main.
void registerBuiltinModels(GeneratorRegistry &registry);

} // namespace koma
