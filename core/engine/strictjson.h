// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string_view>

namespace koma {

/// Parses JSON from files that strangers made: BadFormat for anything but one well-formed UTF-8
/// document without repeated keys, nested at most `maxDepth` levels (an object of numbers has depth
/// 1). The caller has limited the size. The message begins with "it " for a sentence about the
/// file.
Result<nlohmann::json> parseStrictJson(std::string_view text, int maxDepth);

} // namespace koma
