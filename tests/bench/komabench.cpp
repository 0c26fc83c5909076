// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device.h"
#include "tests/bench/benchcase.h"
#include "tests/bench/caseprocess.h"
#include "tests/bench/machineload.h"
#include "tests/bench/report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <map>

namespace {

using namespace koma;
using namespace koma::bench;

constexpr const char *kTwin = KOMA_SOURCE_DIR "/tests/bench/koma_torch.py";
constexpr const char *kStyle = KOMA_SOURCE_DIR "/models/styles/gibson-pen-ink";
constexpr double kQuiet = 0.15; // processors that others may use before a warning

struct Options
{
    QString style;
    bool quick = false;
    bool python = false;
};

/// A case and how often it is repeated in each round of its group.
struct Share
{
    std::string name;
    int repetitions = 1;
};

/// Cases that are compared: they take turns, so that a busy moment meets all of them.
struct Group
{
    std::string name;
    int rounds = 1;
    std::vector<Share> shares;
};

const std::vector<Group> &groups()
{
    static const std::vector<Group> all{
        {"preview", 5, {{"reference-preview", 1}, {"koma-preview", 4}}},
        {"1080p",
         3,
         {{"reference-1080p", 1},
          {"koma-1080p", 4},
          {"python-1080p", 4},
          {"koma-1080p-float32", 2},
          {"python-1080p-float32", 2}}},
        {"4096", 3, {{"koma-4096", 1}}},
        {"training", 4, {{"reference-training", 1}, {"koma-training", 5}, {"python-training", 5}}},
        {"loop", 6, {{"koma-loop", 1}, {"python-loop", 1}}},
    };
    return all;
}

bool isPython(const std::string &name)
{
    return name.starts_with("python-");
}

Result<std::unique_ptr<CaseProcess>> startCase(const std::string &name, const Options &options)
{
    const QString self = QCoreApplication::applicationFilePath();
    const QString wanted = QString::fromStdString(name);
    if (isPython(name))
        return CaseProcess::start(name, QStringLiteral("/usr/bin/python3"),
                                  {QString::fromUtf8(kTwin), QStringLiteral("--case"), wanted,
                                   QStringLiteral("--bench"), self, QStringLiteral("--style"),
                                   options.style});
    return CaseProcess::start(
        name, self, {QStringLiteral("--case"), wanted, QStringLiteral("--style"), options.style});
}

/// The cases of a group in turns, each in its own process.
Result<void> measureGroup(const Group &group, const Options &options, Outcomes &outcomes)
{
    std::vector<std::pair<Share, std::unique_ptr<CaseProcess>>> running;
    for (const Share &share : group.shares) {
        if (isPython(share.name) && !options.python)
            continue;
        std::cerr << "koma-bench: " << share.name << '\n';
        auto started = startCase(share.name, options);
        if (!started)
            return fail(started.error());
        running.emplace_back(share, std::move(*started));
    }
    for (int round = 0; round < (options.quick ? 1 : group.rounds); ++round) {
        for (const auto &[share, process] : running) {
            for (int i = 0; i < share.repetitions; ++i) {
                if (auto repeated = process->repeat(); !repeated)
                    return repeated;
            }
        }
    }
    for (const auto &[share, process] : running) {
        auto outcome = process->finish();
        if (!outcome)
            return fail(outcome.error());
        outcomes[share.name] = std::move(*outcome);
    }
    return {};
}

bool pythonHasTorch()
{
    return QProcess::execute(
               QStringLiteral("/usr/bin/python3"),
               {QStringLiteral("-c"),
                QStringLiteral(
                    "import importlib.util as u, sys\n"
                    "sys.exit(any(u.find_spec(m) is None for m in ('torch', 'PIL')))")}) == 0;
}

void printMachine()
{
    const RuntimeInfo info = runtimeInfo();
    fmt::print("Koma {}, LibTorch {}, {}, {} cores, {} threads, {}\n", info.komaVersion,
               info.torchVersion, info.cpuName, info.physicalCores, info.torchThreads,
               fmt::join(info.instructionSets, " "));
    fmt::print("Load averages at the start: {}\n\n", loadAverages());
}

int runAll(const Options &options, const QStringList &wanted)
{
    printMachine();
    const MachineLoad load;
    Outcomes outcomes;
    std::vector<std::string> order;
    for (const Group &group : groups()) {
        if (!wanted.isEmpty() && !wanted.contains(QString::fromStdString(group.name)))
            continue;
        if (auto measured = measureGroup(group, options, outcomes); !measured) {
            std::cerr << "koma-bench: " << measured.error().message << ' '
                      << measured.error().detail << '\n';
            return 1;
        }
        for (const Share &share : group.shares)
            order.push_back(share.name);
    }
    printTable(outcomes, order);
    printComparisons(outcomes);
    if (!options.python)
        fmt::print("  Python is left out: python3-torch or python3-pil is not installed "
                   "(apt-get install python3-torch python3-pil).\n");
    fmt::print("\nThe reference trains without the content loss: it has no encoder to share.\n");
    const double others = load.processorsUsedByOthers();
    fmt::print("Load averages at the end: {}; other processes used {:.2f} processors.\n",
               loadAverages(), others);
    if (others > kQuiet)
        fmt::print("WARNING: the machine was busy with other work; times are too long and ratios "
                   "rough. Run this again on a quiet machine.\n");
    return 0;
}

int runCase(const std::string &name, const std::filesystem::path &style)
{
    std::vector<BenchCase> cases = inferenceCases(style);
    for (const auto &more : {trainingCases(), loopCases()})
        cases.insert(cases.end(), more.begin(), more.end());
    const auto found = std::find_if(cases.begin(), cases.end(),
                                    [&](const BenchCase &one) { return one.name == name; });
    if (found != cases.end())
        return serveCase(*found);
    std::cerr << "koma-bench: there is no case \"" << name << "\".\n";
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    // Before torch, OpenCV or Qt do anything, as in koma itself.
    configureRuntime();
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Measures Koma against a network of AnimeGANv2's shape and against Python."));
    parser.addHelpOption();
    const QCommandLineOption style(QStringLiteral("style"), QStringLiteral("Draw with this style."),
                                   QStringLiteral("folder"), QString::fromUtf8(kStyle));
    const QCommandLineOption quick(QStringLiteral("quick"), QStringLiteral("One round of each."));
    const QCommandLineOption one(QStringLiteral("case"),
                                 QStringLiteral("Serve one case on stdin and stdout."),
                                 QStringLiteral("name"));
    const QCommandLineOption settings(QStringLiteral("print-config"),
                                      QStringLiteral("Print what the Python twin must know."));
    parser.addOptions({style, quick, one, settings});
    parser.addPositionalArgument(
        QStringLiteral("groups"),
        QStringLiteral("Of preview, 1080p, 4096, training, loop; all if none."),
        QStringLiteral("[groups...]"));
    parser.process(application);
    const std::filesystem::path folder = parser.value(style).toStdString();
    if (parser.isSet(settings)) {
        std::cout << commonSettings(folder).dump(2) << '\n';
        return 0;
    }
    if (parser.isSet(one))
        return runCase(parser.value(one).toStdString(), folder);
    return runAll({parser.value(style), parser.isSet(quick), pythonHasTorch()},
                  parser.positionalArguments());
}
