// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace koma {

/// A moment of a run whose checkpoint was kept, to branch off from.
struct RunBranch
{
    std::int64_t step = 0;
    bool isBest = false; ///< the moment of the run's best score
    std::filesystem::path checkpoint;
};

/// The moments that a run folder has kept, by step, the best one among them. Only names and the
/// quality table are read. Any thread.
std::vector<RunBranch> runBranches(const std::filesystem::path &runFolder);

} // namespace koma
