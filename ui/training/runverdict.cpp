// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/runverdict.h"

#include <QCoreApplication>
#include <QLocale>

namespace koma {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunVerdict", text);
}

QString gameText(const RunCondition &state)
{
    constexpr double kStrong = 0.75;
    constexpr double kWeak = 0.1;
    if (!state.advantage)
        return {};
    if (*state.advantage > kStrong)
        return tr("The results are still easily told from your drawings.");
    if (*state.advantage < kWeak)
        return tr("The results can hardly be told from your drawings.");
    return tr("The game is even: results and drawings are told apart some of the time.");
}

QString qualityText(const RunCondition &state)
{
    if (!state.latest)
        return {};
    constexpr double kKept = 0.9;
    if (state.latest->retrieval < kKept)
        return tr("Some results lose their picture's layout; hold them closer if that goes on.");
    if (state.latest->best)
        return tr("This is the best moment so far.");
    if (state.best && state.best->kid && state.latest->kid) {
        const bool worse = *state.latest->kid > *state.best->kid + 2.0 * state.best->kidError;
        const QLocale locale;
        if (worse)
            return tr("It was better at step %1; that moment is kept.")
                .arg(locale.toString(static_cast<qlonglong>(state.best->step)));
        return tr("The quality holds.");
    }
    return {};
}

} // namespace

QString phaseText(TrainingPhase phase)
{
    switch (phase) {
    case TrainingPhase::Preparing:
        return tr("Preparing");
    case TrainingPhase::WarmingUp:
        return tr("Warming up");
    case TrainingPhase::Playing:
        return tr("Learning");
    case TrainingPhase::Paused:
        return tr("Paused");
    case TrainingPhase::Finishing:
        return tr("Finishing");
    }
    return {};
}

QString verdictText(const RunCondition &state)
{
    switch (state.phase) {
    case TrainingPhase::Preparing:
        return tr("Koma measures the tones and colours of your drawings.");
    case TrainingPhase::WarmingUp:
        return tr("Koma learns to draw plain lines and tones first; your hand comes after.");
    case TrainingPhase::Paused:
        return tr("Nothing is lost; the run goes on where it stands.");
    case TrainingPhase::Finishing:
        return tr("The style is written, loaded and tried.");
    case TrainingPhase::Playing:
        break;
    }
    return QStringLiteral("%1 %2").arg(gameText(state), qualityText(state)).trimmed();
}

AlarmText alarmText(TrainingAlarm alarm)
{
    switch (alarm) {
    case TrainingAlarm::ModeCollapse:
        return {
            tr("All results look alike"),
            tr("Stop and go back to an earlier moment, or start again closer to the original.")};
    case TrainingAlarm::Copying:
        return {tr("Results repeat your drawings"),
                tr("Add drawings, or start again closer to the original.")};
    case TrainingAlarm::DiscriminatorWinning:
        return {tr("The style has stopped learning"),
                tr("Every result is told from a drawing. Lower the discriminators' rate, or add "
                   "drawings.")};
    case TrainingAlarm::DiscriminatorLosing:
        return {tr("The examples no longer guide the style"),
                tr("If the previews look right, stop here. Otherwise raise the discriminators' "
                   "rate.")};
    case TrainingAlarm::RolledBack:
        return {tr("The run went back to its last good moment"),
                tr("A value was not a number. It goes on with half the learning rate; you need do "
                   "nothing.")};
    case TrainingAlarm::SmallerBatches:
        return {tr("Memory was short"),
                tr("Each batch now goes through in smaller parts: slower, with the same kind of "
                   "result.")};
    }
    return {};
}

} // namespace koma
