// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/logguard.h"

#include <QFile>
#include <QMutex>
#include <QStringList>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <cstdio>

namespace koma::test {
namespace {

struct Findings
{
    QMutex mutex;
    QStringList expected;
    QStringList unexpected;
};

Findings &findingsStore()
{
    static Findings store;
    return store;
}

void judge(const QString &message)
{
    Findings &store = findingsStore();
    const QMutexLocker lock(&store.mutex);
    for (qsizetype i = 0; i < store.expected.size(); ++i) {
        if (message.contains(store.expected.at(i))) {
            store.expected.removeAt(i);
            return;
        }
    }
    store.unexpected.append(message);
}

QtMessageHandler previousHandler = nullptr;

void qtHandler(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtWarningMsg || type == QtCriticalMsg)
        judge(message);
    if (previousHandler != nullptr)
        previousHandler(type, context, message);
}

/// An spdlog sink that hands warnings and errors to the judge.
class JudgingSink : public spdlog::sinks::base_sink<std::mutex>
{
    void sink_it_(const spdlog::details::log_msg &message) override
    {
        const QString text = QString::fromUtf8(message.payload.data(),
                                               static_cast<qsizetype>(message.payload.size()));
        if (message.level >= spdlog::level::warn)
            judge(text);
        std::fprintf(stderr, "log: %s\n", qPrintable(text)); // NOLINT(*-vararg)
    }
    void flush_() override {}
};

} // namespace

LogGuard::LogGuard()
{
    previousHandler = qInstallMessageHandler(&qtHandler);
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("test", std::make_shared<JudgingSink>()));
}

LogGuard::~LogGuard()
{
    qInstallMessageHandler(previousHandler);
}

void LogGuard::expect(const QString &part)
{
    Findings &store = findingsStore();
    const QMutexLocker lock(&store.mutex);
    store.expected.append(part);
}

void LogGuard::judgeTestLog(const QString &file)
{
    QFile log(file);
    if (!log.open(QIODevice::ReadOnly | QIODevice::Text)) {
        judge(QStringLiteral("the log of the tests cannot be read: ") + log.errorString());
        return;
    }
    while (!log.atEnd()) {
        const QString line = QString::fromUtf8(log.readLine()).trimmed();
        // What the offscreen platform, which the tests run on, says of itself.
        if (line.contains(QLatin1String("This plugin does not support")))
            continue;
        for (const char *kind : {"QWARN", "QCRITICAL", "QSYSTEM"}) {
            if (line.startsWith(QLatin1String(kind)))
                judge(line);
        }
    }
}

QStringList LogGuard::findings()
{
    Findings &store = findingsStore();
    const QMutexLocker lock(&store.mutex);
    QStringList all;
    for (const QString &message : std::as_const(store.unexpected))
        all.append(QStringLiteral("unannounced message: ") + message);
    for (const QString &part : std::as_const(store.expected))
        all.append(QStringLiteral("announced message did not come: ") + part);
    return all;
}

} // namespace koma::test
