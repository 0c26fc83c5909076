// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/curves/curveseries.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// One curve of a run, such as "generator": the steps at which it has a value.
struct HistoryColumn
{
    std::string name;
    std::vector<CurvePoint> points;
};

/// What a run wrote into its `history.csv`. A value.
struct RunHistory
{
    static constexpr const char *kFile = "history.csv";
    static constexpr const char *kQualityFile = "quality.csv";

    std::vector<std::int64_t> steps; ///< of the reports, ascending
    std::vector<double> seconds;     ///< of training until each of them
    std::vector<HistoryColumn> columns;
    std::size_t skippedLines = 0; ///< that were no report, the last half-written one among them

    /// Nothing where there is no such column.
    [[nodiscard]] const HistoryColumn *column(std::string_view name) const;
};

/// Takes a history apart. A line without its end (the run is writing it, or was killed) and lines
/// with a wrong number of fields are left out and counted; a line whose step is not after the one
/// before replaces what came from that step on, as a resumed run does. BadFormat where the first
/// line does not begin with the columns "step,seconds".
Result<RunHistory> parseRunHistory(std::string_view csv);

/// The history of a run folder, at most 256 MiB. NotFound for a folder without one.
Result<RunHistory> readRunHistory(const std::filesystem::path &runFolder);

/// What the run's quality checks found, from its `quality.csv` in the same way; nothing in a folder
/// where none was made.
Result<RunHistory> readRunQuality(const std::filesystem::path &runFolder);

/// All curves of both; a step of both has the first one's seconds.
RunHistory merged(const RunHistory &history, const RunHistory &quality);

/// What a run's folder has to export: its history and what its quality checks found.
Result<RunHistory> readAllCurves(const std::filesystem::path &runFolder);

/// Writes step, seconds and the named columns (all where none is named) as CSV, atomically; an
/// empty field where a curve has no value, "nan" and "inf" for such values. NotFound lists the
/// known columns.
Result<void> writeHistoryCsv(const std::filesystem::path &file, const RunHistory &history,
                             std::span<const std::string> columns = {});

} // namespace koma
