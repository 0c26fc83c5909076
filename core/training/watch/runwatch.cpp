// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/watch/runwatch.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace koma {
namespace {

constexpr double kLeastSeconds = 60.0;
constexpr double kWinningAdvantage = 0.9;
constexpr double kLosingAdvantage = 0.02;
constexpr double kCollapsedDiversity = 0.35;
constexpr double kCopiedShare = 0.25;

/// A mean score as a share of certainty that it is a drawing.
double certainty(GanObjective objective, double score)
{
    switch (objective) {
    case GanObjective::LeastSquares:
        return std::clamp(score, 0.0, 1.0);
    case GanObjective::BinaryCrossEntropy:
        return 1.0 / (1.0 + std::exp(-score));
    case GanObjective::Hinge:
        return std::clamp((score + 1.0) / 2.0, 0.0, 1.0);
    }
    return score;
}

} // namespace

std::string trainingAlarmText(TrainingAlarm alarm)
{
    switch (alarm) {
    case TrainingAlarm::ModeCollapse:
        return "All results look alike. Stop, go back to an earlier checkpoint, and give the guide "
               "or the content more weight.";
    case TrainingAlarm::Copying:
        return "Results repeat drawings of the style instead of their photos. Stop at an earlier "
               "checkpoint, or add drawings.";
    case TrainingAlarm::DiscriminatorWinning:
        return "The discriminators tell every result from a drawing, so the generator learns "
               "little. Lower their learning rate, or add drawings.";
    case TrainingAlarm::DiscriminatorLosing:
        return "The discriminators cannot tell results from drawings. Raise their learning rate; "
               "if the results look right, stop here.";
    case TrainingAlarm::RolledBack:
        return "A loss was not a number: the run went back to its last checkpoint and goes on with "
               "half the learning rate.";
    case TrainingAlarm::SmallerBatches:
        return "Memory ran out: each batch now goes through in smaller parts. The style comes out "
               "the same, more slowly.";
    }
    return {};
}

bool RunWatch::Spell::lasts(bool present, double now, double least)
{
    if (!present) {
        *this = {};
        return false;
    }
    if (!since)
        since = now;
    if (told || now - *since < least)
        return false;
    told = true;
    return true;
}

std::optional<double> RunWatch::advantage(const TrainingReport &report) const
{
    double sum = 0.0;
    int views = 0;
    for (const auto &[name, score] : report.losses) {
        if (!name.starts_with("real."))
            continue;
        const auto fake = report.losses.find("fake." + name.substr(5));
        if (fake == report.losses.end())
            continue;
        sum += certainty(m_config.objective, score) - certainty(m_config.objective, fake->second);
        ++views;
    }
    return views > 0 ? std::optional(sum / views) : std::nullopt;
}

std::optional<TrainingAlarm> RunWatch::see(const TrainingReport &report)
{
    const auto told = advantage(report);
    const bool playing = told && report.step > m_config.warmupSteps;
    const double now = report.elapsedSeconds;
    if (m_winning.lasts(playing && *told > kWinningAdvantage, now, kLeastSeconds))
        return TrainingAlarm::DiscriminatorWinning;
    if (m_losing.lasts(playing && *told < kLosingAdvantage, now, kLeastSeconds))
        return TrainingAlarm::DiscriminatorLosing;
    return std::nullopt;
}

std::optional<TrainingAlarm> RunWatch::see(const QualityReport &report)
{
    const double now = report.elapsedSeconds;
    constexpr double kTwoChecks = 1e-9; // any later check than the first
    if (m_collapse.lasts(report.diversity < kCollapsedDiversity, now, kTwoChecks))
        return TrainingAlarm::ModeCollapse;
    if (m_copying.lasts(report.copied >= kCopiedShare, now, kTwoChecks))
        return TrainingAlarm::Copying;
    return std::nullopt;
}

} // namespace koma
