// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/interaction.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace koma {

class NumberField;

/// A named value with a slider and a number field that follow each other. Double-clicking the name
/// or the slider goes back to the default.
class SliderRow : public QWidget
{
    Q_OBJECT

public:
    enum class Scale { Linear, Logarithmic };
    enum class Shape { Stacked, Line }; ///< the slider below its name, or between name and number

    struct Setup
    {
        QString name;
        QString toolTip = {};
        QString suffix = {};
        double minimum = 0.0;
        double maximum = 100.0;
        double standard = 100.0;
        int decimals = 0;
        Scale scale = Scale::Linear;
        Shape shape = Shape::Stacked;
        int nameWidth = 0; ///< Line: so that rows stand in columns
    };

    explicit SliderRow(const Setup &setup, QWidget *parent = nullptr);

    [[nodiscard]] double value() const;
    /// Shows a value without announcing it.
    void showValue(double value);
    /// Shows that several things have different values; the slider stands at this one.
    void showMixed(double value);

    [[nodiscard]] QSlider *slider() const { return m_slider; }
    [[nodiscard]] QDoubleSpinBox *spinBox() const;

Q_SIGNALS:
    /// The user changed the value. Changes with the same `interaction` are one stroke of the hand.
    void valueEdited(double value, int interaction);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] int toSlider(double value) const;
    [[nodiscard]] double fromSlider(int position) const;
    void layOut();
    void moveSlider(double value);
    void edit(double value);

    Setup m_setup;
    QLabel *m_name;
    QSlider *m_slider;
    NumberField *m_spinBox;
    Interaction m_interaction;
};

} // namespace koma
