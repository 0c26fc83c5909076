// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/judgecommand.h"

#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/training/judging/judgecheck.h"
#include "core/training/judging/judgetraining.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace koma {

namespace fs = std::filesystem;

namespace {

constexpr double kDefaultMinutes = 15.0;

void addThreads(CLI::App &command, EngineOptions &engine)
{
    command.add_option("--threads", engine.threads, "Threads on the CPU; 0: all physical cores")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
}

Result<StyleFamilies> familiesFor(const CommandContext &context, const JudgeTrainOptions &options)
{
    if (!options.families.empty())
        return readStyleFamilies(options.families);
    const fs::path shipped = shippedJudge(context) / "families.json";
    std::error_code ignored;
    if (!fs::exists(shipped, ignored))
        return StyleFamilies{};
    return readStyleFamilies(shipped);
}

void printReport(const JudgeTrainingReport &report)
{
    fmt::print("step {}  {:.0f} patches/s  loss {:.3f}  right patches {:.3f}  {} left\n",
               report.step, report.patchesPerSecond, report.loss, report.rightPatches,
               durationText(report.remainingSeconds));
    std::fflush(stdout);
}

std::string percent(std::size_t part, std::size_t whole)
{
    return whole == 0 ? "-"
                      : fmt::format("{:.1f} %",
                                    100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

void printRow(const std::string &name, std::size_t pictures, std::size_t hand, std::size_t family)
{
    fmt::print("{:<24}{:>9}{:>13}{:>15}\n", name, pictures, percent(hand, pictures),
               percent(family, pictures));
}

/// One line a class with pictures: how many were given to which class.
void printConfusion(const JudgeCheck &check, const JudgeCard &card)
{
    fmt::print("\nWhere the pictures of a row went; columns in the order of the rows:\n");
    std::vector<ClassCheck> rows = check.styles;
    rows.push_back(check.photos);
    for (const ClassCheck &row : rows) {
        fmt::print("{:<24}", row.name);
        for (const ClassCheck &column : rows) {
            const std::size_t count = row.verdicts.at(*card.classOf(column.name));
            fmt::print("{:>4}", count == 0 ? std::string(".") : std::to_string(count));
        }
        fmt::print("\n");
    }
}

} // namespace

fs::path shippedJudge(const CommandContext &context)
{
    return context.dataFolder / "models" / "judge";
}

void describeJudgeTrain(CLI::App &command, JudgeTrainOptions &options)
{
    command
        .add_option("--styles", options.styles, "Folder with a folder of drawings for each style")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--photos", options.photos, "Photos")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command
        .add_option("-o,--out", options.card,
                    "The judge's card to write, as judge.json; its weights go beside it")
        ->required()
        ->type_name("FILE");
    command
        .add_option("--families", options.families,
                    "JSON file of kinds of drawing and their styles [the shipped judge's]")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    CLI::Option *minutes =
        command.add_option("--minutes", options.minutes, "Train for so long [15]")
            ->check(CLI::PositiveNumber);
    command.add_option("--steps", options.steps, "Train for so many steps, which can be repeated")
        ->check(CLI::PositiveNumber)
        ->excludes(minutes);
    command.add_option("--seed", options.seed, "Equal seeds and steps give equal judges")
        ->capture_default_str();
    command.add_option("--source", options.source, "For the card: where the pictures come from");
    addThreads(command, options.engine);
}

int runJudgeTrain(const CommandContext &context, const JudgeTrainOptions &options)
{
    const Result<StyleFamilies> families = familiesFor(context, options);
    if (!families)
        return tellError(families.error());
    const bool unlimited = options.minutes <= 0.0 && options.steps <= 0;
    const Result<JudgeCard> card =
        trainJudge({.styles = options.styles,
                    .photos = options.photos,
                    .card = options.card,
                    .families = *families,
                    .source = options.source,
                    .seed = options.seed,
                    .maxSteps = options.steps,
                    .maxSeconds = 60.0 * (unlimited ? kDefaultMinutes : options.minutes)},
                   &printReport, context.cancel);
    if (!card)
        return tellError(card.error());
    fmt::print("done: {} classes, step {}, {} of training\n", card->classes.size(), card->steps,
               durationText(card->trainingSeconds));
    fmt::print("check it on other pictures: koma judge check --judge {} --styles FOLDER "
               "--photos FOLDER\n",
               options.card.string());
    return kExitOk;
}

void describeJudgeCheck(CLI::App &command, JudgeCheckOptions &options)
{
    command.add_option("--judge", options.judge, "A judge's card [the shipped one]")
        ->check(CLI::ExistingPath)
        ->type_name("FILE");
    command
        .add_option("--styles", options.styles,
                    "Folder with a folder of drawings, not trained on, for each style")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--photos", options.photos, "Photos that were not trained on")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    addThreads(command, options.engine);
}

int runJudgeCheck(const CommandContext &context, const JudgeCheckOptions &options)
{
    Result<Judge> judge =
        Judge::open(options.judge.empty() ? shippedJudge(context) : options.judge);
    if (!judge)
        return tellError(judge.error());
    std::optional<TerminalProgress> shown("judging");
    const Result<JudgeCheck> check =
        checkJudge(*judge, options.styles, options.photos, context.cancel, shown->progress());
    shown.reset();
    if (!check)
        return tellError(check.error());
    for (const std::string &name : check->unknown)
        fmt::print("left out: {}: the judge does not know this style\n", name);
    fmt::print("{:<24}{:>9}{:>13}{:>15}\n", "class", "pictures", "right hand", "right family");
    for (const ClassCheck &style : check->styles)
        printRow(style.name, style.pictures, style.rightHand, style.rightFamily);
    printRow("all drawings", check->drawings(), check->drawingsRightHand(),
             check->drawingsRightFamily());
    printRow(check->photos.name, check->photos.pictures, check->photos.rightHand,
             check->photos.rightFamily);
    printConfusion(*check, judge->card());
    return kExitOk;
}

} // namespace koma
