// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/traincommand.h"

#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/base/atomicfile.h"
#include "core/base/filelock.h"
#include "core/training/newrun.h"
#include "core/training/rundescription.h"
#include "core/training/trainingconfig.h"
#include "core/training/trainingdata.h"
#include "core/training/trainingsession.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

namespace koma {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20U;
constexpr double kReportSeconds = 5.0;

/// The recipe with what a config file and the options change. What suits the style shows in
/// the drawings, unless the file says it.
Result<TrainingConfig> readConfig(const TrainOptions &options, StyleKind kind, bool fromBase)
{
    TrainingConfig config = recipeFor(kind, fromBase);
    if (!options.config.empty()) {
        const Result<std::string> text = readFile(options.config, kMaxConfigBytes);
        if (!text)
            return fail(text.error());
        Result<TrainingConfig> parsed = parseTrainingConfig(*text, config);
        if (!parsed) {
            return fail(parsed.error().kind,
                        options.config.string() + ": " + parsed.error().message,
                        parsed.error().detail);
        }
        config = std::move(*parsed);
    }
    if (options.seed)
        config.seed = *options.seed;
    const Result<void> valid = validate(config);
    if (!valid)
        return fail(valid.error());
    return config;
}

/// What is known of the style before it is trained; refused here rather than after hours of work.
Result<StyleCard> cardOf(const TrainOptions &options)
{
    const fs::path run = fs::absolute(options.run / "").parent_path();
    StyleCard card;
    card.name = options.name.empty() ? run.filename().string() : options.name;
    card.id = options.id.empty() ? styleIdFromName(card.name) : options.id;
    if (card.id != styleIdFromName(card.id)) {
        return fail(ErrorKind::InvalidArgument,
                    "The id \"" + card.id +
                        "\" may only have lower-case letters, digits and "
                        "dashes, as in \"" +
                        styleIdFromName(card.id) + "\".");
    }
    card.artist = options.artist.empty() ? "Unknown" : options.artist;
    card.licence = options.licence.empty() ? "Not stated" : options.licence;
    card.credit = options.credit;
    card.source = options.source;
    return card;
}

/// Opens every picture and tells file by file what is left out, before any training.
Result<TrainingFolder> inspect(const fs::path &folder, const char *what, const CancelToken &cancel)
{
    std::optional<TerminalProgress> shown(fmt::format("looking at the {}", what));
    Result<TrainingFolder> found = inspectTrainingFolder(
        folder, kShortestTrainingSidePx, kFewestTrainingPictures, cancel, shown->progress());
    shown.reset();
    if (!found) {
        fmt::print(stderr, "{}", found.error().detail); // why each picture was left out
        return found;
    }
    for (const RejectedPicture &rejected : found->rejected)
        fmt::print("left out: {}: {}\n", rejected.path.string(), rejected.reason);
    for (const RejectedPicture &doubtful : found->doubtful)
        fmt::print("used, but look: {}: {}\n", doubtful.path.string(), doubtful.reason);
    fmt::print("{}: {} usable, {} left out\n", what, found->pictures.size(),
               found->rejected.size());
    std::fflush(stdout);
    return found;
}

/// One line of the game: losses, speed and time left.
std::string reportLine(const TrainingReport &report)
{
    std::string text = report.totalSteps > 0
                           ? fmt::format("step {}/{}", report.step, report.totalSteps)
                           : fmt::format("step {}", report.step);
    text += fmt::format("  {:.1f} pictures/s", report.picturesPerSecond);
    for (const auto &[name, value] : report.losses)
        text += fmt::format("  {} {:.4f}", name, value);
    text += fmt::format("  {} left", durationText(report.remainingSeconds));
    return text;
}

/// One check of the results' quality.
std::string qualityLine(const QualityReport &quality)
{
    std::string text = fmt::format("quality at step {}:", quality.step);
    if (quality.kid)
        text += fmt::format("  KID {:.3f} ± {:.3f}", *quality.kid, quality.kidError);
    text += fmt::format("  found again {:.0f} %  diversity {:.2f}", 100.0 * quality.retrieval,
                        quality.diversity);
    return quality.best ? text + "  the best so far" : text;
}

void printLine(const std::string &line)
{
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

TrainingEvents printedEvents()
{
    TrainingEvents events;
    events.report = [](const TrainingReport &report) { printLine(reportLine(report)); };
    events.scored = [](const QualityReport &quality) { printLine(qualityLine(quality)); };
    events.alarm = [](const TrainingAlarmReport &alarm) {
        printLine("watch out: " + trainingAlarmText(alarm.alarm));
    };
    events.sampleWritten = [](const fs::path &file) {
        printLine("sample written: " + file.string());
    };
    return events;
}

/// Where the run starts: what the option says, else the base that comes with Koma.
fs::path baseOf(const CommandContext &context, const TrainOptions &options,
                const TrainingConfig &config)
{
    if (options.base == "none")
        return {};
    return options.base.empty() ? shippedBase(context.dataFolder, config) : fs::path(options.base);
}

/// Looks at the pictures and puts a new run together.
Result<TrainingRun> newRun(const CommandContext &context, const TrainOptions &options)
{
    Result<StyleCard> card = cardOf(options);
    if (!card)
        return fail(card.error());
    // A wrong config file is told before a thousand pictures are opened.
    const Result<TrainingConfig> checked = readConfig(options, StyleKind::Ink, false);
    if (!checked)
        return fail(checked.error());
    Result<TrainingFolder> photos = inspect(options.photos, "photos", context.cancel);
    if (!photos)
        return fail(photos.error());
    std::vector<fs::path> drawings;
    DrawingTraits traits; // of the most coloured and the fullest folder
    for (const fs::path &folder : options.drawings) {
        const Result<TrainingFolder> found = inspect(folder, "drawings", context.cancel);
        if (!found)
            return fail(found.error());
        traits.chroma = std::max(traits.chroma, found->traits.chroma);
        traits.ink = std::max(traits.ink, found->traits.ink);
        drawings.insert(drawings.end(), found->pictures.begin(), found->pictures.end());
    }
    const StyleKind kind = styleKindOf(traits);
    TrainingConfig wanted = *checked;
    wanted.greyStyle = kind != StyleKind::Colour;
    const fs::path base = baseOf(context, options, wanted);
    Result<TrainingConfig> config = readConfig(options, kind, !base.empty());
    if (!config)
        return fail(config.error());
    DrawingSplit split = splitDrawings(drawings);
    TrainingRun run;
    run.photos = std::move(photos->pictures);
    run.drawings = std::move(split.trained);
    run.heldOut = std::move(split.heldOut);
    run.base = base;
    run.judge = shippedJudge(context.dataFolder);
    run.runFolder = options.run;
    run.config = std::move(*config);
    run.card = std::move(*card);
    run.maxSteps = options.steps;
    const bool unlimited = options.minutes <= 0.0 && options.steps <= 0;
    run.maxSeconds = 60.0 * (unlimited ? kUsualTrainingMinutes : options.minutes);
    run.resume = !options.fresh;
    return run;
}

/// A run that goes on: to its own end, or as much longer as the options say.
Result<TrainingRun> resumedRun(const TrainOptions &options)
{
    Result<TrainingRun> run = options.fromStep
                                  ? branchRun(options.resumed, *options.fromStep, options.run)
                                  : readRunDescription(options.resumed);
    if (!run)
        return run;
    const RunProgress done = readRunProgress(run->runFolder);
    if (options.minutes > 0.0) {
        run->maxSteps = 0;
        run->maxSeconds = done.elapsedSeconds + 60.0 * options.minutes;
    } else if (options.steps > 0) {
        run->maxSeconds = 0.0;
        run->maxSteps = done.step + options.steps;
    }
    return run;
}

/// How a shell would take the path as one word.
std::string quoted(const fs::path &path)
{
    const std::string text = path.string();
    return text.find_first_of(" '\"\\$&;()*?<>|`") == std::string::npos
               ? text
               : fmt::format("\"{}\"", text);
}

/// What is missing from the command line, in words; empty if nothing is.
std::string missingFrom(const TrainOptions &options)
{
    if (!options.watched.empty())
        return {};
    if (!options.resumed.empty())
        return options.fromStep && options.run.empty() ? "--from needs a new folder: --out" : "";
    if (options.photos.empty() || options.drawings.empty() || options.run.empty())
        return "a new run needs --photos, --style and --out; --resume RUN goes on with one";
    return {};
}

/// Prints the lines that a table has grown by since the last call.
class TableFollower
{
public:
    explicit TableFollower(fs::path table) : m_table(std::move(table)) {}

    void printNew()
    {
        std::ifstream file(m_table, std::ios::binary);
        file.seekg(m_seen);
        std::string line;
        while (std::getline(file, line) && !file.eof()) { // a half-written line waits
            m_seen = file.tellg();
            printLine(line);
        }
    }

private:
    fs::path m_table;
    std::streamoff m_seen = 0;
};

/// Follows a run's tables until the Koma that plays it ends.
int watch(const CommandContext &context, const fs::path &runFolder)
{
    constexpr auto kPeriod = std::chrono::milliseconds(250);
    std::error_code ignored;
    if (!fs::exists(runFolder / "run.json", ignored))
        return tellError({ErrorKind::NotFound,
                          "There is no run in " + runFolder.string() + ". Name a run's folder.",
                          {}});
    TableFollower history(runFolder / "history.csv");
    TableFollower quality(runFolder / "quality.csv");
    for (bool isPlayed = true; isPlayed && !context.cancel.isCancelled();) {
        isPlayed = FileLock::isTaken(runFolder / "run.lock");
        history.printNew();
        quality.printNew();
        if (isPlayed)
            std::this_thread::sleep_for(kPeriod);
    }
    return context.cancel.isCancelled() ? kExitCancelled : kExitOk;
}

} // namespace

void describeTrain(CLI::App &command, TrainOptions &options)
{
    CLI::Option *resumed =
        command.add_option("--resume", options.resumed, "Go on with this run")->type_name("RUN");
    command
        .add_option("--watch", options.watched, "Print how a run goes on that another Koma plays")
        ->type_name("RUN")
        ->excludes(resumed);
    command.add_option("--photos", options.photos, "Photos to draw from")->type_name("FOLDER");
    command
        .add_option("--style", options.drawings,
                    "Drawings in the style; several folders count as one style")
        ->type_name("FOLDER");
    command
        .add_option("--base", options.base,
                    "Start from this base file or run; none: from nothing [the base of Koma]")
        ->type_name("FILE");
    command
        .add_option(
            "-o,--out", options.run,
            "Where the run is kept, and the style when it is done; a run that is there goes on")
        ->type_name("FOLDER");
    command
        .add_option("--from", options.fromStep,
                    "With --resume: branch off at this step, whose checkpoint the run has kept, "
                    "into the new folder --out")
        ->needs(resumed)
        ->type_name("STEP");
    CLI::Option *minutes = command
                               .add_option("--minutes", options.minutes,
                                           "Train for so long [20]; with --resume: so much longer")
                               ->check(CLI::PositiveNumber);
    command
        .add_option("--steps", options.steps,
                    "Train for so many steps; with --resume: so many more")
        ->check(CLI::PositiveNumber)
        ->excludes(minutes);
    command
        .add_option("--config", options.config, "JSON file of settings that differ from the recipe")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    command.add_option("--seed", options.seed, "Equal seeds give equal styles on a CPU");
    command.add_flag("--fresh", options.fresh,
                     "Start anew, instead of going on where --out has a run");
    command
        .add_option("--checkpoint", options.checkpointSeconds,
                    "Seconds between checkpoints: so much is lost at most if Koma is killed")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_option("--id", options.id, "For --style: lower case, digits and dashes");
    command.add_option("--name", options.name, "Shown to people");
    command.add_option("--artist", options.artist, "Who drew the drawings");
    command.add_option("--licence,--license", options.licence, "Of the drawings");
    command.add_option("--credit", options.credit, "To print where the licence asks for it");
    command.add_option("--source", options.source, "Where the drawings come from");
    command.add_option("--device", options.engine.device, kDeviceHelp)->capture_default_str();
    command
        .add_option("--threads", options.engine.threads,
                    "Threads on the CPU; 0: all physical cores")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
}

int runTrain(const CommandContext &context, const TrainOptions &options)
{
    if (const std::string missing = missingFrom(options); !missing.empty())
        return tellUsage(missing);
    if (!options.watched.empty())
        return watch(context, options.watched);
    const Result<Device> device = deviceFromName(options.engine.device);
    if (!device)
        return tellError(device.error());
    Result<TrainingRun> run =
        options.resumed.empty() ? newRun(context, options) : resumedRun(options);
    if (!run)
        return tellError(run.error());
    run->device = *device;
    run->reportSeconds = kReportSeconds;
    run->checkpointSeconds = options.checkpointSeconds;
    TrainingControl control;
    const Result<TrainingOutcome> outcome =
        train(context.registry, *run, printedEvents(), control, context.cancel);
    if (!outcome)
        return tellError(outcome.error());
    const std::string folder = quoted(run->runFolder);
    if (outcome->cancelled) {
        fmt::print("stopped at step {}; koma train --resume {} goes on from there\n", outcome->step,
                   folder);
        return kExitCancelled;
    }
    fmt::print("done: step {}, {} of training\n", outcome->step,
               durationText(outcome->elapsedSeconds));
    fmt::print("try it: koma stylize PHOTO.jpg --style {} -o DRAWING.png\n", folder);
    return kExitOk;
}

} // namespace koma
