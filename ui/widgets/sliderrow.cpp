// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sliderrow.h"

#include "ui/widgets/numberfield.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr int kSliderSteps = 1000;

} // namespace

SliderRow::SliderRow(const Setup &setup, QWidget *parent)
    : QWidget(parent),
      m_setup(setup),
      m_name(new QLabel(setup.name, this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_spinBox(new NumberField(this))
{
    m_slider->setRange(0, kSliderSteps);
    m_slider->setSingleStep(kSliderSteps / 100);
    m_slider->setPageStep(kSliderSteps / 10);
    m_slider->setAccessibleName(setup.name);
    m_spinBox->setDecimals(setup.decimals);
    m_spinBox->setRange(setup.minimum, setup.maximum);
    m_spinBox->setSuffix(setup.suffix);
    m_spinBox->setSingleStep(setup.decimals == 0 ? 1.0 : 0.05);
    m_spinBox->setFixedWidth(64);
    m_spinBox->setAccessibleName(setup.name);
    m_name->setBuddy(m_spinBox);
    const QString hint = setup.toolTip + QStringLiteral("\n") + tr("Double-click to reset.");
    for (QWidget *part : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_slider)}) {
        part->setToolTip(hint);
        part->installEventFilter(this);
    }

    layOut();
    showValue(setup.standard);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { m_interaction.begin(); });
    connect(m_slider, &QSlider::sliderReleased, this, [this] { m_interaction.end(); });
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { edit(fromSlider(position)); });
    connect(m_spinBox, &NumberField::valueEdited, this, [this](double value, int interaction) {
        moveSlider(value);
        Q_EMIT valueEdited(value, interaction);
    });
}

void SliderRow::layOut()
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_name, 0, 0);
    if (m_setup.shape == Shape::Line) {
        m_name->setMinimumWidth(m_setup.nameWidth);
        layout->addWidget(m_slider, 0, 1);
        layout->addWidget(m_spinBox, 0, 2);
        layout->setColumnStretch(1, 1);
        return;
    }
    layout->addWidget(m_spinBox, 0, 1);
    layout->addWidget(m_slider, 1, 0, 1, 2);
    layout->setColumnStretch(0, 1);
}

double SliderRow::value() const
{
    return m_spinBox->value();
}

QDoubleSpinBox *SliderRow::spinBox() const
{
    return m_spinBox;
}

void SliderRow::showValue(double value)
{
    m_spinBox->showValue(value);
    moveSlider(value);
}

void SliderRow::showMixed(double value)
{
    m_spinBox->showMixed(value);
    moveSlider(value);
}

void SliderRow::moveSlider(double value)
{
    // A slider under the hand is where the hand is.
    if (m_slider->isSliderDown())
        return;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(toSlider(value));
}

void SliderRow::edit(double value)
{
    m_spinBox->showValue(value);
    moveSlider(value);
    Q_EMIT valueEdited(m_spinBox->value(), m_interaction.ofEdit(m_slider->isSliderDown()));
}

int SliderRow::toSlider(double value) const
{
    double fraction = (value - m_setup.minimum) / (m_setup.maximum - m_setup.minimum);
    if (m_setup.scale == Scale::Logarithmic)
        fraction = std::log(value / m_setup.minimum) / std::log(m_setup.maximum / m_setup.minimum);
    return static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * kSliderSteps));
}

double SliderRow::fromSlider(int position) const
{
    const double fraction = static_cast<double>(position) / kSliderSteps;
    if (m_setup.scale == Scale::Logarithmic)
        return m_setup.minimum * std::pow(m_setup.maximum / m_setup.minimum, fraction);
    return m_setup.minimum + (m_setup.maximum - m_setup.minimum) * fraction;
}

bool SliderRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonDblClick) {
        m_slider->setSliderDown(false);
        edit(m_setup.standard);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace koma
