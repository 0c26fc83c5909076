// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/runimport.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/training/curves/runhistory.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>
#include <QString>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

constexpr const char *kConfigFile = "config.json";
constexpr const char *kCardFile = "style.json";
constexpr const char *kDescriptionFile = "run.json";
constexpr std::size_t kMaxJsonBytes = std::size_t{1} << 20U;

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// The same folder has one name, whatever links and dots lead to it.
fs::path absoluteName(const fs::path &folder)
{
    std::error_code error;
    fs::path path = fs::weakly_canonical(folder / "", error);
    if (error)
        path = fs::absolute(folder / "");
    return path.has_filename() ? path : path.parent_path();
}

Result<QJsonObject> readObject(const fs::path &file)
{
    const auto text = readFile(file, kMaxJsonBytes);
    if (!text)
        return fail(text.error());
    QJsonParseError error{};
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromStdString(*text), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return fail(ErrorKind::BadFormat, "The file " + file.string() + " is not a JSON object.",
                    error.errorString().toStdString());
    return document.object();
}

/// The first report, whose time and losses no other run has to the last digit. Not the config,
/// which may change where a run goes on.
std::string fingerprintOf(const RunHistory &history)
{
    if (history.steps.empty())
        return {};
    std::string text =
        std::to_string(history.steps.front()) + ' ' + std::to_string(history.seconds.front());
    for (const HistoryColumn &column : history.columns) {
        if (!column.points.empty() && column.points.front().step == history.steps.front())
            text += ' ' + column.name + ' ' + std::to_string(column.points.front().value);
    }
    return sha256Hex(std::as_bytes(std::span(text.data(), text.size())));
}

std::int64_t writtenAt(const fs::path &file)
{
    std::error_code error;
    const fs::file_time_type time = fs::last_write_time(file, error);
    if (error)
        return 0;
    return std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(time))
        .time_since_epoch()
        .count();
}

/// A run that has not reported has no history yet.
Result<RunHistory> historyOf(const fs::path &folder)
{
    if (!isThere(folder / RunHistory::kFile))
        return RunHistory{};
    return readRunHistory(folder);
}

struct RunFiles
{
    RunRecord run;
    RunHistory history;
    RunHistory quality;
};

/// The KID at the last moment that was the best so far.
std::optional<double> bestScoreIn(const RunHistory &quality)
{
    const HistoryColumn *best = quality.column("best");
    const HistoryColumn *kid = quality.column("kid");
    if (best == nullptr || kid == nullptr)
        return std::nullopt;
    std::optional<double> score;
    for (const CurvePoint &point : kid->points) {
        const auto isBest = std::find(best->points.begin(), best->points.end(),
                                      CurvePoint{.step = point.step, .value = 1.0});
        if (isBest != best->points.end())
            score = point.value;
    }
    return score;
}

/// What charts can draw of a run: its losses, and of its quality checks what has a curve.
std::vector<HistoryColumn> curvesOf(RunFiles files)
{
    std::vector<HistoryColumn> curves = std::move(files.history.columns);
    for (HistoryColumn &column : files.quality.columns) {
        if (column.name == "kid" || column.name == "retrieval" || column.name == "diversity")
            curves.push_back(std::move(column));
    }
    return curves;
}

/// On what it was trained; a run of an older Koma does not say.
Result<void> takeDevice(const fs::path &folder, RunRecord &run)
{
    if (!isThere(folder / kDescriptionFile))
        return {};
    const auto description = readObject(folder / kDescriptionFile);
    if (!description)
        return fail(description.error());
    run.device = description->value("device"_L1).toString().toStdString();
    return {};
}

Result<void> takeCard(const fs::path &folder, RunRecord &run)
{
    if (!isThere(folder / kCardFile))
        return {};
    const auto card = readObject(folder / kCardFile);
    if (!card)
        return fail(card.error());
    run.styleName =
        card->value("name"_L1).toString(QString::fromStdString(run.styleName)).toStdString();
    const auto steps = static_cast<std::int64_t>(card->value("trainingSteps"_L1).toDouble());
    // A style older than the last report is what an earlier stretch of the run left.
    if (steps >= run.steps)
        run.state = RunState::Finished;
    run.steps = std::max(run.steps, steps);
    run.seconds = std::max(run.seconds, card->value("trainingSeconds"_L1).toDouble());
    return {};
}

Result<RunFiles> readRunFiles(const fs::path &given)
{
    const fs::path folder = absoluteName(given);
    if (!isThere(folder / kConfigFile))
        return fail(ErrorKind::NotFound, "The folder " + folder.string() +
                                             " holds no config.json: it is not a training run.");
    const auto config = readFile(folder / kConfigFile, kMaxJsonBytes);
    if (!config)
        return fail(config.error());
    if (const auto object = readObject(folder / kConfigFile); !object)
        return fail(object.error());
    auto history = historyOf(folder);
    if (!history)
        return fail(history.error());
    auto quality = readRunQuality(folder);
    if (!quality)
        return fail(quality.error());
    RunFiles files;
    RunRecord &run = files.run;
    run.folder = folder;
    run.styleName = folder.filename().string();
    run.configJson = *config;
    run.fingerprint = fingerprintOf(*history);
    run.bestScore = bestScoreIn(*quality);
    if (!history->steps.empty()) {
        run.steps = history->steps.back();
        run.seconds = history->seconds.back();
        run.finishedAt = writtenAt(folder / RunHistory::kFile);
        run.startedAt = run.finishedAt - std::llround(run.seconds);
    } else {
        run.startedAt = writtenAt(folder / kConfigFile);
    }
    if (auto device = takeDevice(folder, run); !device)
        return fail(device.error());
    if (auto card = takeCard(folder, run); !card)
        return fail(card.error());
    files.history = std::move(*history);
    files.quality = std::move(*quality);
    return files;
}

/// Which of the known runs a folder holds: the one that was there, or one that has lost its folder
/// and is this one.
std::optional<RunRecord> knownRun(const std::vector<RunRecord> &known, const RunRecord &run)
{
    const auto same = std::find_if(known.begin(), known.end(), [&](const RunRecord &other) {
        return other.folder == run.folder;
    });
    if (same != known.end())
        return *same;
    const auto moved = std::find_if(known.begin(), known.end(), [&](const RunRecord &other) {
        return !run.fingerprint.empty() && other.fingerprint == run.fingerprint &&
               !isRunFolderPresent(other);
    });
    return moved == known.end() ? std::nullopt : std::optional(*moved);
}

} // namespace

Result<RunRecord> readRunFolder(const fs::path &folder)
{
    auto files = readRunFiles(folder);
    if (!files)
        return fail(files.error());
    return std::move(files->run);
}

Result<RunRecord> importRun(RunDatabase &database, const fs::path &folder)
{
    auto files = readRunFiles(folder);
    if (!files)
        return fail(files.error());
    const auto known = database.runs();
    if (!known)
        return fail(known.error());
    RunRecord run = files->run;
    if (const auto before = knownRun(*known, run)) {
        run.id = before->id;
        if (run.device.empty())
            run.device = before->device;
        if (!run.bestScore)
            run.bestScore = before->bestScore;
        if (run.fingerprint == before->fingerprint && before->startedAt != 0)
            run.startedAt = before->startedAt; // which pauses and copies do not change
    }
    const auto id = database.save(run);
    if (!id)
        return fail(id.error());
    if (auto curves = database.saveCurves(*id, curvesOf(std::move(*files))); !curves)
        return fail(curves.error());
    return database.run(*id);
}

std::vector<fs::path> runFoldersAt(const fs::path &path)
{
    if (isThere(path / kConfigFile))
        return {path};
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
        if (isThere(it->path() / kConfigFile))
            found.push_back(it->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool isRunFolderPresent(const RunRecord &run)
{
    if (!isThere(run.folder / kConfigFile))
        return false;
    if (run.fingerprint.empty())
        return true;
    const auto there = readRunFolder(run.folder);
    // A damaged run is still that run; an empty fingerprint is one that was begun anew.
    return !there || there->fingerprint == run.fingerprint;
}

} // namespace koma
