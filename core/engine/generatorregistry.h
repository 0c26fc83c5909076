// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace koma {

class Generator; // core/engine/torch/generator.h

using ArchitectureParams = std::map<std::string, std::int64_t>;

/// From a card's architecture name to an untrained network. Knows nothing of files. Filled once by
/// registerBuiltinModels() in main, then read from any thread.
class GeneratorRegistry
{
public:
    using Factory = std::function<Result<std::shared_ptr<Generator>>(const ArchitectureParams &)>;

    void add(const std::string &architecture, Factory factory);
    /// Unsupported lists the known architectures; InvalidArgument names a wrong parameter.
    [[nodiscard]] Result<std::shared_ptr<Generator>> create(const std::string &architecture,
                                                            const ArchitectureParams &params) const;
    [[nodiscard]] std::vector<std::string> architectures() const;

private:
    std::map<std::string, Factory> m_factories;
};

} // namespace koma
