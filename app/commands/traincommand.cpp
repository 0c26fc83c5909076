// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/traincommand.h"

#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/base/atomicfile.h"
#include "core/training/trainingconfig.h"
#include "core/training/trainingdata.h"
#include "core/training/trainingsession.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdio>
#include <system_error>
#include <utility>

namespace koma {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20U;
constexpr double kDefaultMinutes = 20.0;
constexpr double kReportSeconds = 5.0;
constexpr int kFewestPictures = 4;
constexpr int kShortestSidePx = 96;
constexpr double kGreyColourfulness = 0.04; // scans of ink on paper stay below

/// The recipe with what a config file and the options change. Whether the style is grey shows in
/// the drawings, unless the file says it.
Result<TrainingConfig> readConfig(const TrainOptions &options, bool drawingsAreGrey, bool fromBase)
{
    TrainingConfig config = recipeFor(drawingsAreGrey, fromBase);
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

/// "My Ink 2/" to "my-ink-2": what a style's id may be made of.
std::string idFromName(const std::string &name)
{
    std::string id;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) != 0 && byte < 128)
            id += static_cast<char>(std::tolower(byte));
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id.empty() ? "style" : id;
}

/// What is known of the style before it is trained; refused here rather than after hours of work.
Result<StyleCard> cardOf(const TrainOptions &options)
{
    const fs::path run = fs::absolute(options.run / "").parent_path();
    StyleCard card;
    card.name = options.name.empty() ? run.filename().string() : options.name;
    card.id = options.id.empty() ? idFromName(card.name) : options.id;
    if (card.id != idFromName(card.id)) {
        return fail(ErrorKind::InvalidArgument,
                    "The id \"" + card.id +
                        "\" may only have lower-case letters, digits and "
                        "dashes, as in \"" +
                        idFromName(card.id) + "\".");
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
    Result<TrainingFolder> found =
        inspectTrainingFolder(folder, kShortestSidePx, kFewestPictures, cancel, shown->progress());
    shown.reset();
    if (!found) {
        fmt::print(stderr, "{}", found.error().detail); // why each picture was left out
        return found;
    }
    for (const RejectedPicture &rejected : found->rejected)
        fmt::print("left out: {}: {}\n", rejected.path.string(), rejected.reason);
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

TrainingEvents printedEvents()
{
    return {
        .report =
            [](const TrainingReport &report) {
                fmt::print("{}\n", reportLine(report));
                std::fflush(stdout);
            },
        .sampleWritten =
            [](const fs::path &file) {
                fmt::print("sample written: {}\n", file.string());
                std::fflush(stdout);
            },
        .checkpointWritten = {},
    };
}

/// Where the run starts: what the option says, else the base that comes with Koma, which fits
/// networks of the usual shape.
fs::path baseOf(const CommandContext &context, const TrainOptions &options,
                const TrainingConfig &config)
{
    if (options.base == "none")
        return {};
    if (!options.base.empty())
        return options.base;
    const TrainingConfig usual;
    if (config.architecture != usual.architecture || !config.architectureParams.empty())
        return {};
    std::error_code ignored;
    const fs::path shipped = context.dataFolder / "models" / "base" / "base.safetensors";
    return fs::exists(shipped, ignored) ? shipped : fs::path();
}

TrainingRun runOf(const TrainOptions &options, const fs::path &base, StyleCard card,
                  TrainingConfig config, Device device)
{
    const bool unlimited = options.minutes <= 0.0 && options.steps <= 0;
    return {
        .photos = options.photos,
        .drawings = options.drawings,
        .base = base,
        .runFolder = options.run,
        .config = std::move(config),
        .card = std::move(card),
        .maxSteps = options.steps,
        .maxSeconds = 60.0 * (unlimited ? kDefaultMinutes : options.minutes),
        .reportSeconds = kReportSeconds,
        .resume = !options.fresh,
        .device = device,
    };
}

/// How a shell would take the path as one word.
std::string quoted(const fs::path &path)
{
    const std::string text = path.string();
    return text.find_first_of(" '\"\\$&;()*?<>|`") == std::string::npos
               ? text
               : fmt::format("\"{}\"", text);
}

} // namespace

void describeTrain(CLI::App &command, TrainOptions &options)
{
    command.add_option("--photos", options.photos, "Photos to draw from")
        ->required()
        ->type_name("FOLDER");
    command
        .add_option("--style", options.drawings,
                    "Drawings in the style; several folders count as one style")
        ->required()
        ->type_name("FOLDER");
    command
        .add_option("--base", options.base,
                    "Start from this base file or run; none: from nothing [the base of Koma]")
        ->type_name("FILE");
    command
        .add_option(
            "-o,--out", options.run,
            "Where the run is kept, and the style when it is done; a run that is there goes on")
        ->required()
        ->type_name("FOLDER");
    CLI::Option *minutes =
        command.add_option("--minutes", options.minutes, "Train for so long [20]")
            ->check(CLI::PositiveNumber);
    command.add_option("--steps", options.steps, "Train for so many steps")
        ->check(CLI::PositiveNumber)
        ->excludes(minutes);
    command
        .add_option("--config", options.config, "JSON file of settings that differ from the recipe")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    command.add_option("--seed", options.seed, "Equal seeds give equal styles on a CPU");
    command.add_flag("--fresh,!--resume", options.fresh,
                     "Go on from the run's checkpoint (the usual), or start it anew");
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
    const Result<Device> device = deviceFromName(options.engine.device);
    if (!device)
        return tellError(device.error());
    Result<StyleCard> card = cardOf(options);
    if (!card)
        return tellError(card.error());
    // A wrong config file is told before a thousand pictures are opened.
    const Result<TrainingConfig> checked = readConfig(options, true, false);
    if (!checked)
        return tellError(checked.error());
    const Result<TrainingFolder> photos = inspect(options.photos, "photos", context.cancel);
    if (!photos)
        return tellError(photos.error());
    double colourfulness = 0.0;
    for (const fs::path &folder : options.drawings) {
        const Result<TrainingFolder> drawings = inspect(folder, "drawings", context.cancel);
        if (!drawings)
            return tellError(drawings.error());
        colourfulness = std::max(colourfulness, drawings->colourfulness);
    }
    const fs::path base = baseOf(context, options, *checked);
    Result<TrainingConfig> config =
        readConfig(options, colourfulness < kGreyColourfulness, !base.empty());
    if (!config)
        return tellError(config.error());

    const Result<TrainingOutcome> outcome =
        train(context.registry, runOf(options, base, std::move(*card), std::move(*config), *device),
              printedEvents(), context.cancel);
    if (!outcome)
        return tellError(outcome.error());
    if (outcome->cancelled) {
        fmt::print("stopped at step {}; the same command goes on from there\n", outcome->step);
        return kExitCancelled;
    }
    fmt::print("done: step {}, {} of training\n", outcome->step,
               durationText(outcome->elapsedSeconds));
    fmt::print("try it: koma stylize PHOTO.jpg --style {} -o DRAWING.png\n", quoted(options.run));
    return kExitOk;
}

} // namespace koma
