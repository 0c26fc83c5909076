// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace koma {

enum class RunState {
    Running,  ///< or ended without a word: killed, or the machine went down
    Finished, ///< its style is complete
    Stopped,  ///< can go on from its checkpoint
    Failed,
};

/// The state's stable name, as in "finished"; also what the database stores.
std::string_view runStateName(RunState state);

/// What the history of runs knows of one. A value.
struct RunRecord
{
    std::int64_t id = 0; ///< of the database; 0 before it is saved
    std::filesystem::path folder;
    /// Tells the run again where its folder was moved; empty before its first report.
    std::string fingerprint;
    std::string styleName;
    std::int64_t startedAt = 0;  ///< seconds since 1970; 0: not known
    std::int64_t finishedAt = 0; ///< of the last report; 0: none yet
    RunState state = RunState::Stopped;
    std::string device;     ///< "cpu", "cuda:0"; empty: not known
    std::string configJson; ///< its config.json as it was
    std::int64_t steps = 0;
    double seconds = 0.0; ///< of training
    std::optional<double> bestScore;
    std::string notes; ///< the user's own words

    bool operator==(const RunRecord &) const = default;
};

} // namespace koma
