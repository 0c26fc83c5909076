// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/trainingcontroller.h"

#include <QStackedWidget>

namespace koma {

class NewStylePage;
class TrainingDashboard;

/// The Train workspace: a new style, then its run. GUI thread.
class TrainWorkspace : public QStackedWidget
{
    Q_OBJECT

public:
    TrainWorkspace(JobRunner &runner, TrainingService &service, QWidget *parent = nullptr);

    [[nodiscard]] TrainingController &controller() { return m_controller; }
    [[nodiscard]] NewStylePage &newStyle() const { return *m_newStyle; }
    [[nodiscard]] TrainingDashboard &dashboard() const { return *m_dashboard; }

Q_SIGNALS:
    /// A style is new or has changed: the gallery should look again.
    void styleMade(const QString &runFolder);
    /// The artist wants to draw with it.
    void tryRequested(const QString &runFolder);
    void failed(const koma::Error &error);

private:
    void goOn(double minutes);

    TrainingController m_controller;
    NewStylePage *m_newStyle;
    TrainingDashboard *m_dashboard;
};

} // namespace koma
