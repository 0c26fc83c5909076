// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/trainingconfig.h"
#include "core/training/trainingevents.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace koma {

/// The files of a training run: where they are, and the history that grows with each report.
class RunFolder
{
public:
    /// Makes the folder; Unwritable says why it cannot.
    static Result<RunFolder> open(const std::filesystem::path &folder);
    /// Takes back what open() has made, where no run was written into it.
    void removeIfUnstarted() const;

    [[nodiscard]] const std::filesystem::path &path() const { return m_folder; }
    [[nodiscard]] std::filesystem::path checkpoint() const
    {
        return m_folder / "checkpoint.safetensors";
    }
    /// Held while the run goes on.
    [[nodiscard]] std::filesystem::path lock() const { return m_folder / kLockFile; }
    [[nodiscard]] std::filesystem::path history() const { return m_folder / "history.csv"; }
    [[nodiscard]] std::filesystem::path quality() const { return m_folder / "quality.csv"; }
    [[nodiscard]] std::filesystem::path base() const { return m_folder / kBaseFile; }
    [[nodiscard]] std::filesystem::path weights() const { return m_folder / kWeightsFile; }
    [[nodiscard]] std::filesystem::path preview() const { return m_folder / kPreviewFile; }
    [[nodiscard]] std::filesystem::path sample(std::int64_t step) const;
    /// The checkpoint at the run's best score.
    [[nodiscard]] std::filesystem::path bestCheckpoint() const;
    /// A checkpoint that is kept to go back to.
    [[nodiscard]] std::filesystem::path branch(std::int64_t step) const;
    /// The steps of those that are kept, in order.
    [[nodiscard]] std::vector<std::int64_t> branches() const;
    /// Of more than twelve, drops every other one but the newest.
    Result<void> thinBranches() const;

    Result<void> writeConfig(const TrainingConfig &config) const;

    /// Drops the lines of history.csv and quality.csv after a step: what a killed run wrote past
    /// its checkpoint, or with 0 all that an earlier run left.
    Result<void> cutHistoryAfter(std::int64_t step) const;

    /// Adds a line to history.csv, with a header line first where the file is new.
    Result<void> addToHistory(const TrainingReport &report) const;

    /// Adds a line to quality.csv, in the same way.
    Result<void> addToQuality(const QualityReport &report) const;
    /// The score of the last best moment in quality.csv: its KID, or without one what retrieval
    /// lacks to 1. Smaller is better; empty where there is none.
    [[nodiscard]] std::optional<double> bestScore() const;

    static constexpr const char *kConfigFile = "config.json";
    static constexpr const char *kLockFile = "run.lock";
    static constexpr const char *kWeightsFile = "weights.safetensors";
    static constexpr const char *kBaseFile = "base.safetensors";
    static constexpr const char *kPreviewFile = "preview.jpg";

private:
    RunFolder(std::filesystem::path folder, bool isNew)
        : m_folder(std::move(folder)), m_isNew(isNew)
    {
    }

    std::filesystem::path m_folder;
    bool m_isNew;
};

} // namespace koma
