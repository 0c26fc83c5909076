// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report.h"

#include <spdlog/fmt/fmt.h>

#include <optional>

namespace koma::bench {
namespace {

constexpr double kMegabyte = 1e6;

std::string remarkOn(const CaseOutcome &outcome)
{
    const nlohmann::json &facts = outcome.facts;
    std::string remark = facts.value("precision", "");
    if (const auto pictures = facts.value("picturesPerRepetition", 0.0); pictures > 0.0)
        remark += fmt::format(", {:.1f} pictures/s", pictures / outcome.median());
    if (facts.contains("tiles"))
        remark += fmt::format(", {} tiles", facts.at("tiles").get<int>());
    if (facts.contains("parameters"))
        remark += fmt::format(", {:.2f} M parameters", facts.at("parameters").get<double>() / 1e6);
    if (facts.contains("style"))
        remark += ", " + facts.at("style").get<std::string>();
    return remark;
}

std::string verdict(bool met)
{
    return met ? "met" : "MISSED";
}

/// How many times as fast `fast` is: by medians, and by the least times, which a busy machine
/// disturbs less.
void printRatio(const Outcomes &outcomes, const std::string &fast, const std::string &slow,
                std::optional<double> target)
{
    const auto fastFound = outcomes.find(fast);
    const auto slowFound = outcomes.find(slow);
    if (fastFound == outcomes.end() || slowFound == outcomes.end())
        return;
    const double ratio = slowFound->second.median() / fastFound->second.median();
    fmt::print("  {:<20} {:7.2f} times as fast as {:<22} ({:.2f} by the least times)", fast, ratio,
               slow, slowFound->second.least() / fastFound->second.least());
    if (target)
        fmt::print(", target {:g}: {}", *target, verdict(ratio >= *target));
    fmt::print("\n");
}

/// The reference cannot be tiled and would need more than 20 GB at 4096×4096, so its time is
/// scaled.
void printLargeRatio(const Outcomes &outcomes)
{
    const auto koma = outcomes.find("koma-4096");
    const auto reference = outcomes.find("reference-1080p");
    if (koma == outcomes.end() || reference == outcomes.end())
        return;
    const double scaled = reference->second.median() * (4096.0 * 4096.0) / (1920.0 * 1080.0);
    fmt::print(
        "  {:<20} {:7.2f} times as fast as the reference, whose {:.0f} s are SCALED by pixels "
        "from 1920×1080\n",
        "koma-4096", scaled / koma->second.median(), scaled);
}

void printTarget(const Outcomes &outcomes, const std::string &name, const char *what, double limit,
                 double (*measure)(const CaseOutcome &))
{
    const auto found = outcomes.find(name);
    if (found == outcomes.end())
        return;
    const double value = measure(found->second);
    fmt::print("  {:<20} {} {:.3g}, target at most {:g}: {}\n", name, what, value, limit,
               verdict(value <= limit));
}

/// Whether the Python twin really does the same: equal tensors and equal convolutions in a step.
void printEquivalence(const Outcomes &outcomes)
{
    const auto koma = outcomes.find("koma-training");
    const auto python = outcomes.find("python-training");
    if (koma == outcomes.end() || python == outcomes.end())
        return;
    for (const char *fact : {"parameters", "shapes", "convolutions"}) {
        const bool equal = koma->second.facts.value(fact, nlohmann::json()) ==
                           python->second.facts.value(fact, nlohmann::json());
        fmt::print("  koma-training and python-training have {} {}\n",
                   equal ? "equal" : "DIFFERENT", fact);
    }
}

} // namespace

void printTable(const Outcomes &outcomes, const std::vector<std::string> &names)
{
    fmt::print("{:<20} {:>3} {:>9} {:>9} {:>10} {:>8}  {}\n", "case", "n", "median s", "least s",
               "processor s", "peak MB", "");
    for (const std::string &name : names) {
        const auto found = outcomes.find(name);
        if (found == outcomes.end())
            continue;
        const CaseOutcome &outcome = found->second;
        fmt::print("{:<20} {:>3} {:>9.4f} {:>9.4f} {:>10.3f} {:>8.0f}  {}\n", name,
                   outcome.seconds.size(), outcome.median(), outcome.least(),
                   medianOf(outcome.processorSeconds),
                   static_cast<double>(outcome.peakBytes) / kMegabyte, remarkOn(outcome));
    }
}

void printComparisons(const Outcomes &outcomes)
{
    fmt::print("\n");
    printRatio(outcomes, "koma-preview", "reference-preview", {});
    printRatio(outcomes, "koma-1080p", "reference-1080p", 20.0);
    printLargeRatio(outcomes);
    printRatio(outcomes, "koma-training", "reference-training", {});
    printRatio(outcomes, "koma-1080p", "python-1080p", {});
    printRatio(outcomes, "koma-1080p-float32", "python-1080p-float32", {});
    printRatio(outcomes, "koma-training", "python-training", 1.0);
    printRatio(outcomes, "koma-loop", "python-loop", 1.2);
    const auto seconds = [](const CaseOutcome &outcome) { return outcome.median(); };
    const auto megabytes = [](const CaseOutcome &outcome) {
        return static_cast<double>(outcome.peakBytes) / kMegabyte;
    };
    printTarget(outcomes, "koma-preview", "seconds", 0.1, seconds);
    printTarget(outcomes, "koma-1080p", "seconds", 0.25, seconds);
    printTarget(outcomes, "koma-4096", "megabytes at its peak", 1200.0, megabytes);
    printEquivalence(outcomes);
}

} // namespace koma::bench
