// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace koma {

/// Where long work reports how far it is. Copies share the sink, which is called on the working
/// thread and must be thread-safe and quick. Reports never go backwards; a default Progress
/// swallows them.
class Progress
{
public:
    /// fraction is in 0…1; stage is a short English word such as "tiles".
    using Sink = std::function<void(double fraction, std::string_view stage)>;

    Progress() = default;
    explicit Progress(Sink sink);

    void report(double fraction, std::string_view stage = {}) const;

    /// The part of this progress from `from` to `to`, as a progress of its own from 0 to 1.
    [[nodiscard]] Progress sub(double from, double to) const;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    double m_from = 0.0;
    double m_to = 1.0;
};

} // namespace koma
