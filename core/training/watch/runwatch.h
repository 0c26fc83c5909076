// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainingconfig.h"
#include "core/training/trainingevents.h"

#include <optional>
#include <utility>

namespace koma {

/// Looks at a run's reports for the ways in which such games fail. Pure: no clock, no thread; time
/// is what the reports say. An alarm is raised once for each time that its cause begins.
class RunWatch
{
public:
    explicit RunWatch(TrainingConfig config) : m_config(std::move(config)) {}

    /// The discriminators' scores: DiscriminatorWinning where drawings and results stay told apart
    /// nearly without fault, DiscriminatorLosing where they are told apart no better than by
    /// chance, for a minute of the game.
    std::optional<TrainingAlarm> see(const TrainingReport &report);

    /// ModeCollapse and Copying, in two checks running: one may be an accident.
    std::optional<TrainingAlarm> see(const QualityReport &report);

    /// Mean over views of the score of drawings minus that of results, each brought to 0…1: 1 where
    /// they are always told apart, 0 where never. Empty without scores in the report.
    [[nodiscard]] std::optional<double> advantage(const TrainingReport &report) const;

private:
    /// How long a cause has lasted, and whether it was told.
    struct Spell
    {
        std::optional<double> since;
        bool told = false;

        bool lasts(bool present, double now, double least);
    };

    TrainingConfig m_config;
    Spell m_winning;
    Spell m_losing;
    Spell m_collapse;
    Spell m_copying;
};

} // namespace koma
