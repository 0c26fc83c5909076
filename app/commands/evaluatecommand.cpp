// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/evaluatecommand.h"

#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/training/styleevaluation.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <optional>

namespace koma {

namespace fs = std::filesystem;

void describeEvaluate(CLI::App &command, EvaluateOptions &options)
{
    command.add_option("-s,--style", options.style, "A style's id, or a style's or run's folder")
        ->required()
        ->type_name("STYLE");
    command.add_option("--photos", options.photos, "Photos that the style was not trained on")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command
        .add_option("--sheet", options.sheet,
                    "Contact sheet of photos beside their drawings [evaluation/STYLE.jpg]")
        ->type_name("FILE");
    command.add_option("--sheet-pictures", options.sheetPictures, "Photos on the sheet")
        ->check(CLI::Range(1, 500))
        ->capture_default_str();
    command.add_option("--stroke-scale", options.strokeScale, "As in koma stylize")
        ->check(CLI::Range(0.25, 4.0))
        ->capture_default_str();
    describeEngineOptions(command, options.engine);
}

int runEvaluate(const CommandContext &context, const EvaluateOptions &options)
{
    const Result<StyleCard> style = context.catalog.find(options.style);
    if (!style)
        return tellError(style.error());
    Result<InferenceEngine> engine = makeEngine(context, options.engine);
    if (!engine)
        return tellError(engine.error());
    const fs::path sheet =
        options.sheet.empty() ? fs::path("evaluation") / (style->id + ".jpg") : options.sheet;
    std::error_code error;
    if (sheet.has_parent_path())
        fs::create_directories(sheet.parent_path(),
                               error); // a failure shows when the sheet is written

    std::optional<TerminalProgress> shown(style->id);
    const Result<EvaluationScores> scores = evaluateStyle(*engine,
                                                          {.style = *style,
                                                           .photos = options.photos,
                                                           .sheet = sheet,
                                                           .sheetPictures = options.sheetPictures,
                                                           .strokeScale = options.strokeScale},
                                                          context.cancel, shown->progress());
    shown.reset();
    if (!scores)
        return tellError(scores.error());
    fmt::print("style                  {}\n", style->id);
    fmt::print("photos                 {}\n", scores->pictures);
    fmt::print("seconds per megapixel  {:.3f}\n", scores->secondsPerMegapixel);
    fmt::print("edge retrieval         {:.3f}  (1: every photo is found again from its drawing)\n",
               scores->edgeRetrieval);
    fmt::print("diversity ratio        {:.3f}  (1: the drawings differ as much as the photos)\n",
               scores->diversityRatio);
    fmt::print("contact sheet          {}\n", sheet.string());
    return kExitOk;
}

} // namespace koma
