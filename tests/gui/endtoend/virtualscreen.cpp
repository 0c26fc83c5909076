// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/endtoend/virtualscreen.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QThread>

namespace koma::test {
namespace {

constexpr int kPollMs = 100;

void end(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(3000)) {
        process.kill();
        process.waitForFinished(3000);
    }
}

} // namespace

VirtualScreen::VirtualScreen() = default;

VirtualScreen::~VirtualScreen()
{
    end(m_manager);
    end(m_server);
}

QString VirtualScreen::start()
{
    for (const char *program : {"Xvfb", "openbox", "xdotool"}) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return QStringLiteral("%1 is not installed").arg(QLatin1String(program));
    }
    m_server.setStandardErrorFile(QProcess::nullDevice());
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                    QStringLiteral("0"), QStringLiteral("1280x900x24"), QStringLiteral("-nolisten"),
                    QStringLiteral("tcp")});
    QElapsedTimer clock;
    clock.start();
    while (!m_server.canReadLine() && clock.elapsed() < 30000) {
        if (!m_server.waitForReadyRead(1000) && m_server.state() == QProcess::NotRunning)
            return QStringLiteral("Xvfb ended at once");
    }
    m_display = QLatin1Char(':') + QString::fromLatin1(m_server.readLine()).trimmed();
    if (m_display.size() < 2)
        return QStringLiteral("Xvfb named no display");
    m_manager.setProcessEnvironment(environment());
    m_manager.setStandardErrorFile(QProcess::nullDevice());
    m_manager.start(QStringLiteral("openbox"), QStringList());
    return m_manager.waitForStarted() ? QString() : QStringLiteral("openbox did not start");
}

QProcessEnvironment VirtualScreen::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    return environment;
}

QString VirtualScreen::xdotool(const QStringList &arguments, int timeoutMs) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral("xdotool"), arguments);
    if (!process.waitForFinished(timeoutMs) || process.exitCode() != 0) {
        end(process);
        return {};
    }
    const QString output = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    return output.isNull() ? QStringLiteral("") : output;
}

QString VirtualScreen::waitForWindow(const QString &titlePattern, int timeoutMs) const
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < timeoutMs) {
        const QString found = xdotool({QStringLiteral("search"), QStringLiteral("--onlyvisible"),
                                       QStringLiteral("--name"), titlePattern});
        if (!found.isEmpty())
            return found.section(QLatin1Char('\n'), 0, 0);
        QThread::msleep(kPollMs);
    }
    return {};
}

bool VirtualScreen::waitUntilWindowIsGone(const QString &titlePattern, int timeoutMs) const
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < timeoutMs) {
        if (xdotool({QStringLiteral("search"), QStringLiteral("--onlyvisible"),
                     QStringLiteral("--name"), titlePattern})
                .isEmpty())
            return true;
        QThread::msleep(kPollMs);
    }
    return false;
}

} // namespace koma::test
