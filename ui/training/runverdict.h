// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainingevents.h"

#include <QString>

#include <optional>

namespace koma {

/// How a run is doing, in plain words.
struct RunCondition
{
    TrainingPhase phase = TrainingPhase::Preparing;
    std::optional<double> advantage; ///< of the discriminators, see RunWatch::advantage()
    std::optional<QualityReport> latest;
    std::optional<QualityReport> best;
};

QString phaseText(TrainingPhase phase);

/// One or two sentences for the artist.
QString verdictText(const RunCondition &state);

/// What an alarm means and what to do about it.
struct AlarmText
{
    QString title;
    QString remedy;
};
AlarmText alarmText(TrainingAlarm alarm);

} // namespace koma
