// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/evaluatecommand.h"

#include "app/commands/evaluationtable.h"
#include "app/commands/judgecommand.h"
#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/base/atomicfile.h"
#include "core/training/evaluation/evaluationjson.h"

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
        .add_option("--drawings", options.drawings,
                    "Drawings by the artist that the style was not trained on")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--judge", options.judge, "A judge's card [the shipped one]")
        ->check(CLI::ExistingPath)
        ->type_name("FILE");
    command
        .add_option("--as", options.judgeClass,
                    "The judge's class to score against [the style's id]")
        ->type_name("CLASS");
    command
        .add_option("--features", options.features,
                    "TorchScript network from [N,3,299,299] in 0...1 to features [N,D], for "
                    "comparable KID and FID; run only files that you trust")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    command
        .add_option("--compare", options.compare, "Other styles or runs to score in the same way")
        ->type_name("STYLE");
    command.add_flag("--baselines", options.baselines,
                     "Score the input, an ink filter and a colour transfer in the same way");
    command.add_option("--json", options.json, "Write the scores for other programs")
        ->type_name("FILE");
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

namespace {

Result<EvaluationRequest> requestOf(const CommandContext &context, const EvaluateOptions &options)
{
    const Result<StyleCard> style = context.catalog.find(options.style);
    if (!style)
        return fail(style.error());
    EvaluationRequest request;
    request.style = *style;
    for (const std::string &other : options.compare) {
        const Result<StyleCard> found = context.catalog.find(other);
        if (!found)
            return fail(found.error());
        request.compared.push_back(*found);
    }
    request.baselines = options.baselines ? Baselines::Add : Baselines::Leave;
    request.photos = options.photos;
    request.drawings = options.drawings;
    request.judge = options.judge;
    std::error_code ignored;
    if (request.judge.empty() && fs::exists(shippedJudge(context) / "judge.json", ignored))
        request.judge = shippedJudge(context);
    request.judgeClass = options.judgeClass;
    request.features = options.features;
    request.sheet =
        options.sheet.empty() ? fs::path("evaluation") / (style->id + ".jpg") : options.sheet;
    request.sheetPictures = options.sheetPictures;
    request.strokeScale = options.strokeScale;
    return request;
}

} // namespace

int runEvaluate(const CommandContext &context, const EvaluateOptions &options)
{
    const Result<EvaluationRequest> request = requestOf(context, options);
    if (!request)
        return tellError(request.error());
    Result<InferenceEngine> engine = makeEngine(context, options.engine);
    if (!engine)
        return tellError(engine.error());
    std::error_code ignored; // a failure shows when the sheet is written
    if (request->sheet.has_parent_path())
        fs::create_directories(request->sheet.parent_path(), ignored);

    std::optional<TerminalProgress> shown(request->style.id);
    const Result<EvaluationScores> scores =
        evaluateStyle(*engine, *request, context.cancel, shown->progress());
    shown.reset();
    if (!scores)
        return tellError(scores.error());
    fmt::print("{}", evaluationTable(*request, *scores));
    if (!options.json.empty()) {
        const Result<void> written =
            writeFileAtomically(options.json, evaluationToJson(*request, *scores));
        if (!written)
            return tellError(written.error());
    }
    if (scores->sheetError)
        return tellError(*scores->sheetError);
    return kExitOk;
}

} // namespace koma
