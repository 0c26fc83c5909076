// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>

namespace koma {

/// Brings progress from a worker to the GUI: any rate in, at most 20 signals a second out, never
/// going backwards, and always a last one by finish(). Lives on the receiver's thread.
class ProgressRelay : public QObject
{
    Q_OBJECT

public:
    explicit ProgressRelay(QObject *parent = nullptr);
    ~ProgressRelay() override;

    /// For the work of one job; earlier ones no longer count. Starts at 0.
    [[nodiscard]] Progress begin();

    enum class Outcome { Done, Failed, Cancelled };
    /// Ends the running progress; Done reports 100 % first. Nothing where none runs.
    void finish(Outcome outcome);

    [[nodiscard]] bool isRunning() const { return m_latest != nullptr; }

Q_SIGNALS:
    void progressed(double fraction, const QString &stage);
    void finished(koma::ProgressRelay::Outcome outcome);

private:
    struct Latest;
    void relay();

    std::shared_ptr<Latest> m_latest;
    QElapsedTimer m_sinceSignal;
    QTimer m_wait;
};

} // namespace koma
