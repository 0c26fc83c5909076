// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/commandrun.h"

#include <QElapsedTimer>

#include <sys/resource.h>

#include <csignal>

namespace koma::test {

namespace {

constexpr int kPatienceMs = 240000;

CommandOutcome outcomeOf(QProcess &process, const QElapsedTimer &clock, const QString &outputSoFar)
{
    CommandOutcome outcome;
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        outcome.exitCode = process.exitCode();
    }
    outcome.endedAfterMs = clock.elapsed();
    outcome.output = outputSoFar + QString::fromUtf8(process.readAllStandardOutput());
    outcome.errors = QString::fromUtf8(process.readAllStandardError());
    return outcome;
}

} // namespace

CommandRun::CommandRun(const QString &dataFolder, const QString &homeFolder)
    : m_environment(QProcessEnvironment::systemEnvironment()), m_workingFolder(homeFolder)
{
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "KOMA_LOG"})
        m_environment.remove(QLatin1StringView(name));
    m_environment.insert(QStringLiteral("KOMA_DATA_DIR"), dataFolder);
    m_environment.insert(QStringLiteral("XDG_DATA_HOME"), homeFolder);
}

void CommandRun::start(QProcess &process, const QStringList &arguments) const
{
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(m_workingFolder);
    if (m_mostDataBytes > 0) {
        process.setChildProcessModifier([bytes = static_cast<rlim_t>(m_mostDataBytes)] {
            const rlimit limit{bytes, bytes};
            ::setrlimit(RLIMIT_DATA, &limit);
        });
    }
    process.start(QStringLiteral(KOMA_EXECUTABLE), arguments);
}

CommandOutcome CommandRun::operator()(const QStringList &arguments) const
{
    QProcess process;
    QElapsedTimer clock;
    clock.start();
    start(process, arguments);
    return outcomeOf(process, clock, {});
}

CommandOutcome CommandRun::interrupted(const QStringList &arguments, const QString &mark) const
{
    QProcess process;
    QElapsedTimer clock;
    clock.start();
    start(process, arguments);
    QString output;
    while (!output.contains(mark) && process.waitForReadyRead(kPatienceMs))
        output += QString::fromUtf8(process.readAllStandardOutput());
    if (!output.contains(mark))
        return outcomeOf(process, clock, output);
    clock.restart();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    return outcomeOf(process, clock, output);
}

} // namespace koma::test
