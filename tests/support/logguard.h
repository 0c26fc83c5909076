// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace koma::test {

/// While it lives, every Qt warning or critical message and every spdlog warning or error that was
/// not announced is remembered, and the test program fails at its end. One per program, made by the
/// test main.
class LogGuard
{
public:
    LogGuard();
    ~LogGuard();
    LogGuard(const LogGuard &) = delete;
    LogGuard &operator=(const LogGuard &) = delete;
    LogGuard(LogGuard &&) = delete;
    LogGuard &operator=(LogGuard &&) = delete;

    /// The next message that contains `part` is expected once.
    static void expect(const QString &part);

    /// Judges the warnings in a plain-text log of Qt Test, which takes Qt's messages for itself
    /// while tests run.
    static void judgeTestLog(const QString &file);

    /// The unannounced messages so far, and announced ones that did not come.
    static QStringList findings();
};

} // namespace koma::test
