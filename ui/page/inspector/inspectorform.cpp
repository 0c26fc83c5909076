// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/inspectorform.h"

#include "core/document/commands/typinggesture.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/inspector/text/languages.h"
#include "ui/page/session/lengthunit.h"
#include "ui/widgets/colourbutton.h"
#include "ui/widgets/numberfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <memory>

namespace koma {
namespace {

constexpr int kNameWidth = 92;

} // namespace

GestureNumber GestureOfInteraction::operator()(int interaction)
{
    if (interaction != m_interaction || m_gesture == 0)
        m_gesture = nextGestureNumber();
    m_interaction = interaction;
    return m_gesture;
}

double levelAngleDeg(double angleDeg)
{
    return std::remainder(angleDeg, 180.0);
}

InspectorForm::InspectorForm(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(title, this)), m_rows(new QGridLayout)
{
    m_title->setObjectName(QStringLiteral("sectionTitle"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(6);
    m_rows->setVerticalSpacing(6);
    m_rows->setColumnStretch(1, 1);
    m_rows->setColumnMinimumWidth(0, kNameWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addLayout(m_rows);
    setTitle(title);
}

void InspectorForm::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

QString InspectorForm::title() const
{
    return m_title->text();
}

void InspectorForm::refresh()
{
    for (const auto &update : m_updates)
        update();
}

void InspectorForm::forgetTyping()
{
    for (QLineEdit *line : findChildren<QLineEdit *>())
        line->setModified(false);
}

void InspectorForm::onRefresh(std::function<void()> update)
{
    m_updates.push_back(std::move(update));
}

SliderRow *InspectorForm::addSlider(SliderRow::Setup setup, const Binding<double> &binding)
{
    setup.shape = SliderRow::Shape::Line;
    setup.nameWidth = kNameWidth;
    auto *row = new SliderRow(setup, this);
    addWide(row);
    const auto gesture = std::make_shared<GestureOfInteraction>();
    connect(row, &SliderRow::valueEdited, this, [binding, gesture](double value, int interaction) {
        binding.change(value, (*gesture)(interaction));
    });
    onRefresh([row, binding] {
        const QList<double> values = binding.values();
        if (const auto shared = sharedValue(values))
            row->showValue(*shared);
        else if (!values.isEmpty())
            row->showMixed(values.first());
    });
    return row;
}

NumberField *InspectorForm::makeNumber(const NumberSpec &spec, const Binding<double> &binding)
{
    auto *field = new NumberField(this);
    field->showUnit(spec.suffix, spec.decimals, spec.minimum, spec.maximum);
    bindNumber(field, spec.name, binding);
    return field;
}

void InspectorForm::bindNumber(NumberField *field, const QString &name,
                               const Binding<double> &binding)
{
    field->setAccessibleName(name);
    field->setToolTip(name);
    constexpr int kLeastWidth = 48;
    field->setMinimumWidth(kLeastWidth);
    const auto gesture = std::make_shared<GestureOfInteraction>();
    connect(field, &NumberField::valueEdited, this,
            [binding, gesture](double value, int interaction) {
                binding.change(value, (*gesture)(interaction));
            });
    onRefresh([field, binding] {
        const QList<double> values = binding.values();
        if (const auto shared = sharedValue(values))
            field->showValue(*shared);
        else if (!values.isEmpty())
            field->showMixed(values.first());
    });
}

NumberField *InspectorForm::makeLength(const NumberSpec &spec, const LengthUnit &unit,
                                       const std::function<int()> &dpi, const Binding<double> &pt)
{
    const Binding<double> shown = converted<double, double>(
        pt, [&unit, dpi](const double &value) { return value * unit.perPt(dpi()); },
        [&unit, dpi](const double &value) { return value / unit.perPt(dpi()); });
    auto *field = new NumberField(this);
    // Before the binding's own: the digits must be there when the value comes.
    onRefresh([=, &unit] {
        const double least = spec.minimum * unit.perPt(dpi());
        field->showUnit(spec.isNarrow ? QString() : unit.suffix(), unit.decimals(), least,
                        spec.maximum * unit.perPt(dpi()));
    });
    bindNumber(field, spec.name, shown);
    return field;
}

QComboBox *InspectorForm::addChoice(const QString &name, const QList<Choice> &choices,
                                    const Binding<int> &binding)
{
    auto *box = new QComboBox(this);
    for (const Choice &choice : choices)
        box->addItem(choice.name, choice.value);
    box->setPlaceholderText(tr("Different"));
    box->setMinimumContentsLength(6);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(name, box);
    connect(box, &QComboBox::activated, this,
            [box, binding, gesture = std::make_shared<GestureOfInteraction>()] {
                binding.change(box->currentData().toInt(), gesture->ofEditNow());
            });
    onRefresh([box, binding] {
        const auto shared = sharedValue(binding.values());
        box->setCurrentIndex(shared ? box->findData(*shared) : -1);
    });
    return box;
}

ColourButton *InspectorForm::addColour(const QString &name, const Binding<Colour> &binding)
{
    auto *button = new ColourButton(name, this);
    auto *line = new QWidget(this);
    auto *lineLayout = new QHBoxLayout(line);
    lineLayout->setContentsMargins(0, 0, 0, 0);
    lineLayout->addWidget(button);
    lineLayout->addStretch(1);
    addRow(name, line);
    const auto gesture = std::make_shared<GestureOfInteraction>();
    connect(button, &ColourButton::colourEdited, this,
            [binding, gesture](const QColor &colour, int interaction) {
                binding.change({colour.rgba()}, (*gesture)(interaction));
            });
    onRefresh([button, binding] {
        if (const auto shared = sharedValue(binding.values()))
            button->showColour(colourOf(*shared));
        else
            button->showMixed();
    });
    return button;
}

QCheckBox *InspectorForm::addCheck(const QString &name, const QString &toolTip,
                                   const Binding<bool> &binding)
{
    auto *box = new QCheckBox(name, this);
    box->setToolTip(toolTip);
    m_rows->addWidget(box, m_rows->rowCount(), 1);
    connect(box, &QCheckBox::clicked, this, [box, binding] {
        // The half state is for showing only: a click means all.
        const bool isOn = box->checkState() != Qt::Unchecked;
        box->setTristate(false);
        binding.change(isOn, 0);
    });
    onRefresh([box, binding] {
        const auto shared = sharedValue(binding.values());
        box->setTristate(!shared.has_value());
        box->setCheckState(!shared ? Qt::PartiallyChecked : *shared ? Qt::Checked : Qt::Unchecked);
    });
    return box;
}

QComboBox *InspectorForm::addLanguage(const QString &nameOfNone, const Binding<QString> &binding)
{
    auto *box = new QComboBox(this);
    fillLanguages(*box, nameOfNone);
    addRow(tr("Language"), box);
    connect(box, &QComboBox::activated, this,
            [box, binding, gesture = std::make_shared<GestureOfInteraction>()] {
                binding.change(box->currentData().toString(), gesture->ofEditNow());
            });
    onRefresh([box, binding] {
        const auto shared = sharedValue(binding.values());
        box->setCurrentIndex(shared ? box->findData(*shared) : -1);
        box->setPlaceholderText(shared.value_or(tr("Different")));
    });
    return box;
}

QLineEdit *InspectorForm::addLine(const QString &name, const Binding<QString> &binding)
{
    auto *line = new QLineEdit(this);
    addRow(name, line);
    connect(line, &QLineEdit::editingFinished, this, [line, binding] {
        if (!line->isModified())
            return;
        line->setModified(false);
        binding.change(line->text(), 0);
    });
    onRefresh([line, binding] {
        const auto shared = sharedValue(binding.values());
        line->setPlaceholderText(shared ? QString() : tr("Different"));
        const QString text = shared.value_or(QString());
        // What is being typed is not taken away by a change elsewhere.
        if (!line->isModified() && line->text() != text)
            line->setText(text);
    });
    return line;
}

QToolButton *InspectorForm::makeToggle(const QString &name, const Binding<bool> &binding)
{
    auto *button = new QToolButton(this);
    button->setCheckable(true);
    button->setAccessibleName(name);
    connect(button, &QToolButton::clicked, this, [binding](bool isOn) { binding.change(isOn, 0); });
    onRefresh([button, binding, name] {
        const auto shared = sharedValue(binding.values());
        button->setChecked(shared.value_or(false));
        button->setToolTip(shared ? name : tr("%1: different").arg(name));
    });
    return button;
}

void InspectorForm::nameRow(int row, const QString &name, QWidget *buddy)
{
    auto *label = new QLabel(name, this);
    label->setBuddy(buddy);
    m_rows->addWidget(label, row, 0);
    if (buddy->accessibleName().isEmpty())
        buddy->setAccessibleName(name);
}

void InspectorForm::addRow(const QString &name, QWidget *control)
{
    const int row = m_rows->rowCount();
    nameRow(row, name, control);
    m_rows->addWidget(control, row, 1);
}

void InspectorForm::addPair(const QString &name, QWidget *first, QWidget *second, QWidget *last)
{
    const int row = m_rows->rowCount();
    nameRow(row, name, first);
    auto *pair = new QHBoxLayout;
    pair->setSpacing(6);
    pair->addWidget(first, 1);
    pair->addWidget(second, 1);
    if (last != nullptr)
        pair->addWidget(last);
    m_rows->addLayout(pair, row, 1);
}

void InspectorForm::addWide(QWidget *control)
{
    m_rows->addWidget(control, m_rows->rowCount(), 0, 1, 2);
}

void InspectorForm::addWide(QLayout *controls)
{
    m_rows->addLayout(controls, m_rows->rowCount(), 0, 1, 2);
}

void InspectorForm::setRowVisible(QWidget *control, bool isVisible)
{
    int index = m_rows->indexOf(control);
    QWidget *cell = control;
    if (index < 0) {
        cell = control->parentWidget();
        index = m_rows->indexOf(cell);
    }
    cell->setVisible(isVisible);
    if (index < 0)
        return;
    int row = 0;
    int column = 0;
    int rowSpan = 0;
    int columnSpan = 0;
    m_rows->getItemPosition(index, &row, &column, &rowSpan, &columnSpan);
    const QLayoutItem *name = column > 0 ? m_rows->itemAtPosition(row, 0) : nullptr;
    if (name != nullptr && name->widget() != nullptr)
        name->widget()->setVisible(isVisible);
}

} // namespace koma
