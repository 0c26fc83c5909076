// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inferenceengine.h"
#include "ui/stylize/drawingservice.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace koma {

/// The line at the bottom: device and why, the last drawing's time, what is running and a stop
/// button.
class StatusStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void showDevice(const DeviceDescription &device);
    void showPicture(const QString &text);
    void showDrawing(const DrawReport &report);
    void clearDrawing();
    void showZoom(double zoom);
    void clearZoom(); ///< there is nothing to zoom
    /// A negative fraction means: running, end unknown.
    void showActivity(const QString &text, double fraction);
    void endActivity();

Q_SIGNALS:
    void stopRequested();

private:
    QLabel *m_device;
    QLabel *m_picture;
    QLabel *m_drawing;
    QLabel *m_zoom;
    QLabel *m_activity;
    QProgressBar *m_progress;
    QToolButton *m_stop;
};

} // namespace koma
