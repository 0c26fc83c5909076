// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSettings;

namespace koma {

/// What lengths on pages are shown in; kept in the settings, which must outlive it. GUI thread.
class LengthUnit : public QObject
{
    Q_OBJECT

public:
    enum class Unit { Millimetres, Pixels };

    explicit LengthUnit(QSettings &settings, QObject *parent = nullptr);

    [[nodiscard]] Unit unit() const { return m_unit; }
    void setUnit(Unit unit);
    /// " mm"
    [[nodiscard]] QString suffix() const;
    [[nodiscard]] int decimals() const;
    /// How many of the unit make a point, on a page of this resolution.
    [[nodiscard]] double perPt(int dpi) const;

Q_SIGNALS:
    void changed();

private:
    QSettings &m_settings;
    Unit m_unit = Unit::Millimetres;
};

} // namespace koma
