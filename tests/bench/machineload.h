// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace koma::bench {

/// Load averages over 1, 5 and 15 minutes, as text.
std::string loadAverages();

/// How many processors other processes kept busy since this object was made. Children count as our
/// own once they have ended.
class MachineLoad
{
public:
    MachineLoad();

    [[nodiscard]] double processorsUsedByOthers() const;

private:
    double m_busySeconds;
    double m_ownSeconds;
    double m_startSeconds;
};

} // namespace koma::bench
