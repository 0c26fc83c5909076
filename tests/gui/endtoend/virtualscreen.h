// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace koma::test {

/// A private X server with a window manager, and xdotool's hands on it. Everything ends with it.
class VirtualScreen
{
public:
    VirtualScreen();
    ~VirtualScreen();
    VirtualScreen(const VirtualScreen &) = delete;
    VirtualScreen &operator=(const VirtualScreen &) = delete;
    VirtualScreen(VirtualScreen &&) = delete;
    VirtualScreen &operator=(VirtualScreen &&) = delete;

    /// Empty when all is there; else what is missing.
    QString start();
    [[nodiscard]] QProcessEnvironment environment() const;

    /// Runs xdotool; its output, trimmed. An error is told by a null string.
    QString xdotool(const QStringList &arguments, int timeoutMs = 20000) const;
    /// The id of a visible window whose title matches, waited for; empty when none comes.
    QString waitForWindow(const QString &titlePattern, int timeoutMs) const;
    bool waitUntilWindowIsGone(const QString &titlePattern, int timeoutMs) const;

private:
    QProcess m_server;
    QProcess m_manager;
    QString m_display;
};

} // namespace koma::test
