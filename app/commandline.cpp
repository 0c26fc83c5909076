// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/application.h"
#include "app/commands/doctorcommand.h"
#include "app/commands/evaluatecommand.h"
#include "app/commands/judgecommand.h"
#include "app/commands/pagecommand.h"
#include "app/commands/runscommand.h"
#include "app/commands/stylecommand.h"
#include "app/commands/stylizecommand.h"
#include "app/commands/traincommand.h"
#include "app/datafolders.h"
#include "app/exitcode.h"
#include "app/interrupt.h"
#include "app/logging.h"
#include "core/base/version.h"
#include "models/builtinmodels.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace koma {

namespace {

constexpr const char *kFooter =
    "Without a command, Koma opens its window with the given pictures.\n"
    "Exit codes: 0 done, 1 failed, 2 wrong command line, 130 cancelled (Ctrl+C).\n"
    "KOMA_LOG=info or debug tells more; KOMA_DATA_DIR names another folder of styles and samples.";

bool hasDisplay()
{
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in Koma changes the environment
        const char *value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return true;
    }
    return false;
}

int runDesktop(int argc, char **argv, DesktopOptions options)
{
    if (!hasDisplay()) {
        fmt::print(stderr,
                   "koma: there is no display, so no window can open. The command line works "
                   "without: see koma --help.\n");
        return kExitFailed;
    }
    Result<std::filesystem::path> dataFolder = findDataFolder();
    if (!dataFolder)
        return tellError(dataFolder.error());
    options.dataFolder = std::move(*dataFolder);
    std::error_code ignored; // a missing folder shows as a log file that cannot be written
    std::filesystem::create_directories(userDataFolder(), ignored);
    startLogging(userDataFolder() / "koma.log");
    return runDesktopApplication(argc, argv, options);
}

} // namespace

struct CommandLine::Private
{
    using Command = std::function<int(const CommandContext &)>;

    /// Adds a subcommand that is described by `describe(CLI::App &, Options &)` and run by `run`.
    template<class Options>
    void add(const char *name, const char *description, void (*describe)(CLI::App &, Options &),
             int (*run)(const CommandContext &, const Options &))
    {
        addTo(app, name, description, describe, run);
    }

    /// The same below another command.
    template<class Options>
    void addTo(CLI::App &parent, const char *name, const char *description,
               void (*describe)(CLI::App &, Options &),
               int (*run)(const CommandContext &, const Options &))
    {
        CLI::App *command = parent.add_subcommand(name, description);
        const auto options = std::make_shared<Options>();
        describe(*command, *options);
        command->callback([this, options, run] {
            if constexpr (requires { options->engine.threads; })
                threads = options->engine.threads;
            chosen = [options, run](const CommandContext &context) {
                return run(context, *options);
            };
        });
    }

    CLI::App app = CLI::App("Koma: comic art from photos and drawings", "koma");
    DesktopOptions desktop;
    Command chosen;
    int threads = 0;
    int argc = 0;
    char **argv = nullptr;
};

CommandLine::CommandLine() : d(std::make_unique<Private>())
{
    d->app.footer(kFooter);
    d->app.set_version_flag("--version", std::string("Koma ") + kVersion);
    d->app.add_option("pictures", d->desktop.openPaths, "Pictures to open in the window")
        ->type_name("PICTURE");
    d->app.add_flag("--sample", d->desktop.openSample, "Open one of Koma's own pictures");
    d->app.add_option("--device", d->desktop.deviceName, kDeviceHelp)->capture_default_str();
    d->add("stylize", "Draw pictures in a style", &describeStylize, &runStylize);
    d->app.get_subcommand("stylize")->alias("stylise");
    d->add("train", "Teach Koma a style from a folder of drawings", &describeTrain, &runTrain);
    d->add("evaluate", "Score a style on photos and write a contact sheet", &describeEvaluate,
           &runEvaluate);
    CLI::App *judge =
        d->app.add_subcommand("judge", "Train or check the network that scores styles");
    judge->require_subcommand(1);
    d->addTo(*judge, "train", "Teach a judge to tell hands apart", &describeJudgeTrain,
             &runJudgeTrain);
    d->addTo(*judge, "check", "Tell how well a judge knows pictures it has not seen",
             &describeJudgeCheck, &runJudgeCheck);
    CLI::App *style = d->app.add_subcommand("style", "Share styles as files, or list them");
    style->require_subcommand(1);
    d->addTo(*style, "export", "Make one file of a style or a finished run", &describeStyleExport,
             &runStyleExport);
    d->addTo(*style, "import", "Check such a file and add it to your styles", &describeStyleImport,
             &runStyleImport);
    d->addTo(*style, "list", "List the styles with their licences", &describeStyleList,
             &runStyleList);
    CLI::App *page = d->app.add_subcommand("page", "Export, check, import or begin a comic");
    page->require_subcommand(1);
    d->addTo(*page, "export", "Write a comic as PDF, CBZ or pictures", &describePageExport,
             &runPageExport);
    d->addTo(*page, "check", "Look for what may trouble readers or printers", &describePageCheck,
             &runPageCheck);
    d->addTo(*page, "import", "Make a comic of a CBZ or a folder of pictures", &describePageImport,
             &runPageImport);
    d->addTo(*page, "new", "Begin a comic with pages of a template", &describePageNew, &runPageNew);
    CLI::App *runs =
        d->app.add_subcommand("runs", "The history of training runs, and their curves");
    runs->require_subcommand(1);
    d->addTo(*runs, "export", "Write a run's curves for other programs", &describeRunsExport,
             &runRunsExport);
    d->addTo(*runs, "import", "Take run folders into the history", &describeRunsImport,
             &runRunsImport);
    d->addTo(*runs, "list", "List the runs of the history", &describeRunsList, &runRunsList);
    d->addTo(*runs, "show", "Tell what is known of a run", &describeRunsShow, &runRunsShow);
    d->addTo(*runs, "note", "Write down a note on a run", &describeRunsNote, &runRunsNote);
    d->add("doctor", "Tell what this machine and installation offer, and what is missing",
           &describeDoctor, &runDoctor);
    d->app.require_subcommand(0, 1);
}

CommandLine::~CommandLine() = default;

std::optional<int> CommandLine::parse(int argc, char **argv)
{
    d->argc = argc;
    d->argv = argv;
    try {
        d->app.parse(argc, argv);
    } catch (const CLI::ParseError &stop) {
        return d->app.exit(stop) == 0 ? kExitOk : kExitUsage;
    }
    if (d->chosen)
        return std::nullopt;
    for (const std::filesystem::path &path : d->desktop.openPaths) {
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored)) {
            fmt::print(stderr, "koma: there is no picture or command '{}'; see koma --help.\n",
                       path.string());
            return kExitUsage;
        }
    }
    return std::nullopt;
}

int CommandLine::threads() const
{
    return d->threads;
}

int CommandLine::run()
{
    if (!d->chosen)
        return runDesktop(d->argc, d->argv, d->desktop);
    startLogging();
    const Interrupt interrupt;
    CommandContext context;
    context.cancel = interrupt.token();
    registerBuiltinModels(context.registry);
    const Result<std::filesystem::path> dataFolder = findDataFolder();
    if (!dataFolder)
        return tellError(dataFolder.error());
    context.dataFolder = *dataFolder;
    context.catalog = StyleCatalog::scan(styleFolders(*dataFolder));
    return d->chosen(context);
}

} // namespace koma
