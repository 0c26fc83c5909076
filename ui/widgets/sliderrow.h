// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace koma {

/// A named value with a slider and a number field that follow each other. Double-clicking the name
/// or the slider goes back to the default.
class SliderRow : public QWidget
{
    Q_OBJECT

public:
    enum class Scale { Linear, Logarithmic };

    struct Setup
    {
        QString name;
        QString toolTip;
        QString suffix;
        double minimum = 0.0;
        double maximum = 100.0;
        double standard = 100.0;
        int decimals = 0;
        Scale scale = Scale::Linear;
    };

    explicit SliderRow(const Setup &setup, QWidget *parent = nullptr);

    [[nodiscard]] double value() const;
    /// Shows a value without announcing it.
    void showValue(double value);

    [[nodiscard]] QSlider *slider() const { return m_slider; }
    [[nodiscard]] QDoubleSpinBox *spinBox() const { return m_spinBox; }

Q_SIGNALS:
    /// The user changed the value. Changes with the same `interaction` are one stroke of the hand.
    void valueEdited(double value, int interaction);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] int toSlider(double value) const;
    [[nodiscard]] double fromSlider(int position) const;
    void edit(double value);

    Setup m_setup;
    QLabel *m_name;
    QSlider *m_slider;
    QDoubleSpinBox *m_spinBox;
    QElapsedTimer m_sinceEdit;
    int m_interaction = 0;
};

} // namespace koma
