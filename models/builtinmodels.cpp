// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/builtinmodels.h"

#include "models/nets/animegenerator.h"
#include "models/nets/unetgenerator.h"

namespace koma {

void registerBuiltinModels(GeneratorRegistry &registry)
{
    registry.add("koma-unet", &UnetGenerator::create);
    registry.add("animegan-v2-shape", &AnimeGenerator::create);
}

} // namespace koma
