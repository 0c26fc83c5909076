// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <functional>

namespace koma::test {

/// What a run of the real `koma` program left behind.
struct CommandOutcome
{
    int exitCode = -1;       ///< -1: it crashed, was killed or did not end in time
    QString output;          ///< stdout
    QString errors;          ///< stderr
    qint64 endedAfterMs = 0; ///< since the interrupt, where there was one, else since the start
};

/// Runs the built `koma` program as a user would, without a display.
class CommandRun
{
public:
    /// Styles and samples are looked for in `dataFolder`, the user's things in `homeFolder`.
    CommandRun(const QString &dataFolder, const QString &homeFolder);

    CommandOutcome operator()(const QStringList &arguments) const;

    /// The same, and Ctrl+C as soon as stdout contains `mark`.
    CommandOutcome interrupted(const QStringList &arguments, const QString &mark) const;

    void setWorkingFolder(const QString &folder) { m_workingFolder = folder; }
    void setVariable(const QString &name, const QString &value)
    {
        m_environment.insert(name, value);
    }

    /// As `ulimit -d` would: what the program may hold in memory of its own. 0: no limit.
    void setMostDataBytes(qint64 bytes) { m_mostDataBytes = bytes; }

private:
    void start(QProcess &process, const QStringList &arguments) const;

    QProcessEnvironment m_environment;
    QString m_workingFolder;
    qint64 m_mostDataBytes = 0;
};

} // namespace koma::test
