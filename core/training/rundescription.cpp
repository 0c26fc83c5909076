// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/rundescription.h"

#include "core/base/atomicfile.h"
#include "core/engine/device.h"
#include "core/training/runbranches.h"
#include "core/training/runfolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <locale>
#include <sstream>
#include <string>

namespace koma {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char *kFormat = "koma-run-1";

json pathsToJson(const std::vector<fs::path> &paths)
{
    json list = json::array();
    for (const fs::path &path : paths)
        list.push_back(fs::absolute(path).lexically_normal().string());
    return list;
}

std::vector<fs::path> pathsOf(const json &list)
{
    std::vector<fs::path> paths;
    for (const json &path : list)
        paths.emplace_back(path.get<std::string>());
    return paths;
}

std::string absoluteOrEmpty(const fs::path &path)
{
    return path.empty() ? std::string() : fs::absolute(path).lexically_normal().string();
}

Result<std::string> contentOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorKind::NotFound, "There is no run in " + path.parent_path().string() +
                                             ": its " + path.filename().string() +
                                             " is missing. Name the folder of a run.");
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

StyleCard cardOf(const json &card)
{
    StyleCard made;
    made.id = card.at("id").get<std::string>();
    made.name = card.at("name").get<std::string>();
    made.description = card.at("description").get<std::string>();
    made.artist = card.at("artist").get<std::string>();
    made.licence = card.at("licence").get<std::string>();
    made.credit = card.at("credit").get<std::string>();
    made.source = card.at("source").get<std::string>();
    made.recipe = card.at("recipe").get<std::string>();
    return made;
}

} // namespace

Result<void> writeRunDescription(const TrainingRun &run)
{
    const json description = {{"format", kFormat},
                              {"photos", pathsToJson(run.photos)},
                              {"drawings", pathsToJson(run.drawings)},
                              {"heldOut", pathsToJson(run.heldOut)},
                              {"base", absoluteOrEmpty(run.base)},
                              {"judge", absoluteOrEmpty(run.judge)},
                              {"card",
                               {{"id", run.card.id},
                                {"name", run.card.name},
                                {"description", run.card.description},
                                {"artist", run.card.artist},
                                {"licence", run.card.licence},
                                {"credit", run.card.credit},
                                {"source", run.card.source},
                                {"recipe", run.card.recipe}}},
                              {"maxSteps", run.maxSteps},
                              {"maxSeconds", run.maxSeconds},
                              {"device", deviceName(run.device.value_or(Device{}))}};
    return writeFileAtomically(run.runFolder / "run.json", description.dump(2) + '\n');
}

Result<TrainingRun> readRunDescription(const fs::path &runFolder)
{
    const auto text = contentOf(runFolder / "run.json");
    if (!text)
        return fail(text.error());
    const auto settings = contentOf(runFolder / "config.json");
    if (!settings)
        return fail(settings.error());
    auto config = parseTrainingConfig(*settings);
    if (!config)
        return fail(config.error());
    TrainingRun run;
    try {
        const json description = json::parse(*text);
        if (description.at("format") != kFormat)
            return fail(ErrorKind::VersionTooNew,
                        (runFolder / "run.json").string() + " was written by a newer Koma.");
        run.photos = pathsOf(description.at("photos"));
        run.drawings = pathsOf(description.at("drawings"));
        run.heldOut = pathsOf(description.at("heldOut"));
        run.base = description.at("base").get<std::string>();
        run.judge = description.at("judge").get<std::string>();
        run.card = cardOf(description.at("card"));
        run.maxSteps = description.at("maxSteps").get<std::int64_t>();
        run.maxSeconds = description.at("maxSeconds").get<double>();
    } catch (const json::exception &error) {
        return fail(ErrorKind::BadFormat,
                    (runFolder / "run.json").string() +
                        " is damaged. Start the run again with its pictures; its checkpoint is "
                        "used.",
                    error.what());
    }
    run.runFolder = runFolder;
    run.config = *config;
    run.resume = true;
    return run;
}

RunProgress readRunProgress(const fs::path &runFolder)
{
    std::ifstream table(runFolder / "history.csv");
    RunProgress progress;
    std::string line;
    while (std::getline(table, line) && !table.eof()) {
        std::istringstream cells(line);
        cells.imbue(std::locale::classic());
        RunProgress row;
        char comma = 0;
        if (cells >> row.step >> comma >> row.elapsedSeconds)
            progress = row;
    }
    return progress;
}

Result<TrainingRun> branchRun(const fs::path &from, std::int64_t step, const fs::path &to)
{
    auto run = readRunDescription(from);
    if (!run)
        return run;
    const auto target = RunFolder::open(to);
    if (!target)
        return fail(target.error());
    std::error_code error;
    if (fs::exists(target->checkpoint(), error))
        return fail(ErrorKind::InvalidArgument,
                    to.string() + " already holds a run. Name a new folder.");
    const std::vector<RunBranch> branches = runBranches(from);
    const auto branch = std::find_if(branches.begin(), branches.end(),
                                     [step](const RunBranch &kept) { return kept.step == step; });
    if (branch == branches.end())
        return fail(ErrorKind::NotFound, "The run in " + from.string() +
                                             " has kept no checkpoint of step " +
                                             std::to_string(step) + ".");
    for (const char *table : {"history.csv", "quality.csv"}) {
        if (fs::exists(from / table, error))
            fs::copy_file(from / table, to / table, fs::copy_options::overwrite_existing, error);
    }
    if (!error)
        fs::copy_file(branch->checkpoint, target->checkpoint(), error);
    if (error)
        return fail(ErrorKind::Unwritable,
                    "The run could not be copied to " + to.string() + ": " + error.message() + ".");
    if (auto cut = target->cutHistoryAfter(step); !cut)
        return fail(cut.error());
    if (auto written = target->writeConfig(run->config); !written)
        return fail(written.error());
    run->runFolder = to;
    if (auto written = writeRunDescription(*run); !written)
        return fail(written.error());
    return run;
}

} // namespace koma
