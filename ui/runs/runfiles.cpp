// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runfiles.h"

#include "core/engine/package/stylepackage.h"
#include "core/training/curves/tensorboardevents.h"
#include "core/training/rundescription.h"

#include <QDir>

#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// The steps in their names are filled up with zeros, so names sort as steps do.
QStringList sampleFiles(const fs::path &folder)
{
    const QDir samples(QString::fromStdU16String((folder / "samples").u16string()));
    QStringList files;
    for (const QString &name :
         samples.entryList({QStringLiteral("step-*.jpg")}, QDir::Files, QDir::Name))
        files.append(samples.filePath(name));
    return files;
}

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

} // namespace

RunTraces readRunTraces(const fs::path &folder)
{
    return {.samples = sampleFiles(folder),
            .branches = runBranches(folder),
            .canGoOn = isThere(folder / "run.json"),
            .hasStyle = isThere(folder / "style.json")};
}

Result<RunPast> readRunPast(const fs::path &folder)
{
    RunPast past;
    past.samples = sampleFiles(folder);
    if (!isThere(folder / RunHistory::kFile))
        return past;
    auto history = readRunHistory(folder);
    if (!history)
        return fail(history.error());
    auto quality = readRunQuality(folder);
    if (!quality)
        return fail(quality.error());
    past.curves = std::move(history->columns);
    past.curves.insert(past.curves.end(), std::make_move_iterator(quality->columns.begin()),
                       std::make_move_iterator(quality->columns.end()));
    return past;
}

Result<TrainingRun> prolongedRun(const fs::path &folder, double minutes)
{
    constexpr double kSecondsPerMinute = 60.0;
    constexpr double kLiveSeconds = 0.5;
    auto run = readRunDescription(folder);
    if (!run)
        return run;
    run->maxSteps = 0;
    run->maxSeconds = readRunProgress(folder).elapsedSeconds + kSecondsPerMinute * minutes;
    run->reportSeconds = kLiveSeconds;
    return run;
}

Result<fs::path> makeBranch(const fs::path &folder, std::int64_t step)
{
    const std::string name = folder.filename().string() + "-branch-" + std::to_string(step);
    fs::path target = folder.parent_path() / name;
    for (int number = 2; isThere(target); ++number)
        target = folder.parent_path() / (name + '-' + std::to_string(number));
    auto run = branchRun(folder, step, target);
    if (!run)
        return fail(run.error());
    // Another style than the one it came from, which stays in the gallery.
    run->card.id = target.filename().string();
    run->card.name += " (" + std::to_string(step) + ")";
    if (auto written = writeRunDescription(*run); !written)
        return fail(written.error());
    return target;
}

Result<void> exportCurvesAsCsv(const fs::path &folder, const fs::path &file)
{
    const auto history = readAllCurves(folder);
    if (!history)
        return fail(history.error());
    return writeHistoryCsv(file, *history);
}

Result<void> exportCurvesToTensorBoard(const fs::path &folder, const fs::path &target,
                                       std::int64_t startedAt)
{
    const auto history = readAllCurves(folder);
    if (!history)
        return fail(history.error());
    const auto written =
        writeTensorBoard(target / folder.filename(), *history, static_cast<double>(startedAt));
    if (!written)
        return fail(written.error());
    return {};
}

Result<void> shareStyle(const fs::path &folder, const fs::path &file)
{
    const auto package = packageOfFolder(folder);
    if (!package)
        return fail(package.error());
    return writeStylePackage(file, *package);
}

} // namespace koma
