// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QObject>

class QDBusVariant;

namespace koma {

/// Whether the desktop asks for dark or light windows, and when that changes: from the desktop
/// portal where one answers, from the start-up palette otherwise. Never waits for the portal. GUI
/// thread.
class SystemAppearance : public QObject
{
    Q_OBJECT

public:
    explicit SystemAppearance(QObject *parent = nullptr);

    [[nodiscard]] ColorScheme scheme() const { return m_scheme; }

Q_SIGNALS:
    void schemeChanged(koma::ColorScheme scheme);

private Q_SLOTS:
    void settingChanged(const QString &area, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void setPortalValue(const QVariant &value);

    ColorScheme m_scheme;
};

} // namespace koma
