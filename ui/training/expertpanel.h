// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device.h"
#include "core/training/trainingconfig.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace koma {

/// Every setting of a run that an expert may want, each with a sentence of explanation and limited
/// to what the trainer accepts. GUI thread.
class ExpertPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ExpertPanel(QWidget *parent = nullptr);

    /// Shows a configuration without announcing it.
    void showConfig(const TrainingConfig &config);
    [[nodiscard]] const TrainingConfig &config() const { return m_config; }
    /// What training can run on, to choose from.
    void offerDevices(const std::vector<DeviceInfo> &devices);
    /// None: what drawings are made on.
    [[nodiscard]] std::optional<Device> device() const;

Q_SIGNALS:
    void edited(const koma::TrainingConfig &config);
    void deviceChosen();

private:
    void addNumber(QFormLayout &form, const std::string &name, const QString &label,
                   const QString &explanation);
    void addChoices(QFormLayout &form);
    void addDevice(QFormLayout &form);

    TrainingConfig m_config;
    std::vector<DeviceInfo> m_devices;
    QComboBox *m_deviceChoice = nullptr;             ///< the first entry is automatic
    std::vector<std::function<void()>> m_refreshers; ///< each shows one field of m_config
    bool m_isShowing = false;
};

} // namespace koma
