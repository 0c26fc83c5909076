// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/generatorregistry.h"

#include <utility>

namespace koma {

void GeneratorRegistry::add(const std::string &architecture, Factory factory)
{
    m_factories.insert_or_assign(architecture, std::move(factory));
}

Result<std::shared_ptr<Generator>> GeneratorRegistry::create(const std::string &architecture,
                                                             const ArchitectureParams &params) const
{
    const auto found = m_factories.find(architecture);
    if (found != m_factories.end())
        return found->second(params);
    std::string known;
    for (const std::string &name : architectures())
        known += (known.empty() ? "" : ", ") + name;
    return fail(ErrorKind::Unsupported,
                "This Koma does not know the network architecture \"" + architecture +
                    "\". It knows: " + (known.empty() ? "none" : known) + ".");
}

std::vector<std::string> GeneratorRegistry::architectures() const
{
    std::vector<std::string> names;
    names.reserve(m_factories.size());
    for (const auto &[name, factory] : m_factories)
        names.push_back(name);
    return names;
}

} // namespace koma
