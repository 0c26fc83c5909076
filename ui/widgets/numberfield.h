// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/interaction.h"

#include <QDoubleSpinBox>

namespace koma {

/// A number that belongs to one thing or to several: where they differ it shows a dash, and what
/// is then typed holds for all. Only the user's changes are announced.
class NumberField : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit NumberField(QWidget *parent = nullptr);

    /// Another suffix, number of digits and range, without announcing it.
    void showUnit(const QString &suffix, int decimals, double minimum, double maximum);
    /// Shows a value without announcing it.
    void showValue(double value);
    /// The dash; steps begin at this value.
    void showMixed(double stepsFrom);
    [[nodiscard]] bool isMixed() const { return m_isMixed; }

    void stepBy(int steps) override;

Q_SIGNALS:
    /// Changes with the same `interaction` are one stroke of the hand.
    void valueEdited(double value, int interaction);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void leaveMixed();
    void announce(double value);

    Interaction m_interaction;
    bool m_isMixed = false;
    double m_stepsFrom = 0.0;
    double m_ownMinimum = 0.0; ///< kept while the dash stands below it
};

} // namespace koma
