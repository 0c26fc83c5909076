// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/progressrelay.h"

#include "core/jobs/deliverytarget.h"

#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace koma {

namespace {
constexpr int kIntervalMs = 50;
}

/// The newest report of one job, written by its thread and read by the relay's.
struct ProgressRelay::Latest
{
    std::mutex mutex;
    double fraction = 0.0;
    std::string stage;
    bool isAnnounced = false;
};

ProgressRelay::ProgressRelay(QObject *parent) : QObject(parent)
{
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    connect(&m_wait, &QTimer::timeout, this, &ProgressRelay::relay);
}

ProgressRelay::~ProgressRelay() = default;

Progress ProgressRelay::begin()
{
    m_wait.stop();
    m_latest = std::make_shared<Latest>();
    m_sinceSignal.start();
    Q_EMIT progressed(0.0, QString());
    return Progress([latest = m_latest, target = DeliveryTarget(this),
                     this](double fraction, std::string_view stage) {
        bool announce = false;
        {
            const std::lock_guard lock(latest->mutex);
            latest->fraction = fraction;
            latest->stage = stage;
            announce = !std::exchange(latest->isAnnounced, true);
        }
        if (announce) {
            target.post([this, latest] {
                if (latest == m_latest)
                    relay();
            });
        }
    });
}

void ProgressRelay::relay()
{
    if (!m_latest)
        return;
    const qint64 elapsedMs = m_sinceSignal.elapsed();
    if (elapsedMs < kIntervalMs) {
        m_wait.start(static_cast<int>(kIntervalMs - elapsedMs));
        return;
    }
    double fraction = 0.0;
    QString stage;
    {
        const std::lock_guard lock(m_latest->mutex);
        m_latest->isAnnounced = false;
        fraction = m_latest->fraction;
        stage = QString::fromStdString(m_latest->stage);
    }
    m_sinceSignal.start();
    Q_EMIT progressed(fraction, stage);
}

void ProgressRelay::finish(Outcome outcome)
{
    if (!m_latest)
        return;
    m_wait.stop();
    m_latest.reset();
    if (outcome == Outcome::Done)
        Q_EMIT progressed(1.0, QString());
    Q_EMIT finished(outcome);
}

} // namespace koma
