// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/numberfield.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace koma {

NumberField::NumberField(QWidget *parent) : QDoubleSpinBox(parent)
{
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setAlignment(Qt::AlignRight);
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QDoubleSpinBox::valueChanged, this, &NumberField::announce);
}

void NumberField::showUnit(const QString &suffix, int decimals, double minimum, double maximum)
{
    const QSignalBlocker quiet(this);
    leaveMixed();
    setSuffix(suffix);
    setDecimals(decimals);
    setRange(minimum, maximum);
}

void NumberField::showValue(double value)
{
    const QSignalBlocker quiet(this);
    leaveMixed();
    setValue(value);
}

void NumberField::showMixed(double stepsFrom)
{
    const QSignalBlocker quiet(this);
    m_stepsFrom = stepsFrom;
    if (!m_isMixed) {
        m_isMixed = true;
        m_ownMinimum = minimum();
        // A spin box shows a text of ours only in place of its least value.
        setMinimum(m_ownMinimum - 1.0);
        setSpecialValueText(QStringLiteral("–"));
    }
    setValue(minimum());
}

void NumberField::stepBy(int steps)
{
    if (m_isMixed) {
        const double from = m_stepsFrom;
        showValue(from);
    }
    QDoubleSpinBox::stepBy(steps);
}

void NumberField::focusInEvent(QFocusEvent *event)
{
    QDoubleSpinBox::focusInEvent(event);
    // The dash would stand in the way of typing; leaving without a number brings it back.
    if (m_isMixed)
        lineEdit()->clear();
}

void NumberField::wheelEvent(QWheelEvent *event)
{
    // Scrolling through the panel must not change what the pointer happens to pass.
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void NumberField::leaveMixed()
{
    if (!m_isMixed)
        return;
    m_isMixed = false;
    setSpecialValueText({});
    setMinimum(m_ownMinimum);
}

void NumberField::announce(double value)
{
    if (m_isMixed) {
        if (value < m_ownMinimum)
            return;
        showValue(value);
    }
    Q_EMIT valueEdited(value, m_interaction.ofEdit());
}

} // namespace koma
