// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/tooloptionsbar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace koma {
namespace {

template<class Enum>
Enum choiceOf(double number)
{
    return static_cast<Enum>(static_cast<int>(number));
}

template<class Enum>
double numberOf(Enum choice)
{
    return static_cast<double>(static_cast<int>(choice));
}

constexpr double kPerCent = 100.0;

} // namespace

ToolOptionsBar::ToolOptionsBar(Toolbox &toolbox, QWidget *parent)
    : QStackedWidget(parent), m_toolbox(toolbox)
{
    setObjectName(QStringLiteral("toolOptions"));
    setAccessibleName(tr("Tool options"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    addPage(ToolKind::Select)->addStretch();
    buildPanels();
    buildLettering();
    buildBrushes();
    buildTones();
    connect(&toolbox, &Toolbox::toolChosen, this,
            [this](ToolKind kind) { setCurrentIndex(static_cast<int>(kind)); });
    setCurrentIndex(static_cast<int>(toolbox.chosen()));
}

/// Pages are added in the order of ToolKind.
QHBoxLayout *ToolOptionsBar::addPage(ToolKind kind)
{
    Q_ASSERT(count() == static_cast<int>(kind));
    Q_UNUSED(kind)
    auto *page = new QWidget(this);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(10, 4, 10, 4);
    row->setSpacing(8);
    addWidget(page);
    return row;
}

void ToolOptionsBar::edit(const Write &write, double value)
{
    ToolOptions options = m_toolbox.options();
    write(options, value);
    m_toolbox.setOptions(options);
}

void ToolOptionsBar::addNumber(QHBoxLayout &row, const Number &number, const Read &read,
                               const Write &write)
{
    auto *label = new QLabel(number.name, this);
    auto *field = new QDoubleSpinBox(this);
    field->setAccessibleName(number.name);
    field->setRange(number.minimum, number.maximum);
    field->setDecimals(number.decimals);
    field->setSingleStep(number.decimals > 0 ? 0.1 : 1.0);
    field->setSuffix(number.suffix);
    label->setBuddy(field);
    field->setValue(read(m_toolbox.options()));
    connect(field, &QDoubleSpinBox::valueChanged, this,
            [this, write](double value) { edit(write, value); });
    connect(&m_toolbox, &Toolbox::optionsChanged, field, [this, field, read] {
        const QSignalBlocker blocker(field);
        field->setValue(read(m_toolbox.options()));
    });
    row.addWidget(label);
    row.addWidget(field);
}

void ToolOptionsBar::addChoice(QHBoxLayout &row, const QString &name, const QStringList &choices,
                               const Read &read, const Write &write)
{
    auto *label = new QLabel(name, this);
    auto *field = new QComboBox(this);
    field->setAccessibleName(name);
    field->addItems(choices);
    label->setBuddy(field);
    field->setCurrentIndex(static_cast<int>(read(m_toolbox.options())));
    connect(field, &QComboBox::activated, this, [this, write](int index) { edit(write, index); });
    connect(&m_toolbox, &Toolbox::optionsChanged, field, [this, field, read] {
        field->setCurrentIndex(static_cast<int>(read(m_toolbox.options())));
    });
    row.addWidget(label);
    row.addWidget(field);
}

void ToolOptionsBar::addSwitch(QHBoxLayout &row, const QString &name, const Read &read,
                               const Write &write)
{
    auto *field = new QCheckBox(name, this);
    field->setChecked(read(m_toolbox.options()) != 0.0);
    connect(field, &QCheckBox::clicked, this,
            [this, write](bool isOn) { edit(write, isOn ? 1.0 : 0.0); });
    connect(&m_toolbox, &Toolbox::optionsChanged, field,
            [this, field, read] { field->setChecked(read(m_toolbox.options()) != 0.0); });
    row.addWidget(field);
}

void ToolOptionsBar::buildPanels()
{
    QHBoxLayout *panel = addPage(ToolKind::Panel);
    addNumber(
        *panel, {tr("Border"), 0.0, 20.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.panel.border.widthPt; },
        [](ToolOptions &options, double value) { options.panel.border.widthPt = value; });
    panel->addStretch();

    QHBoxLayout *knife = addPage(ToolKind::Knife);
    addSwitch(
        *knife, tr("Gutter of the comic"),
        [](const ToolOptions &options) { return options.knifeGutterPt ? 0.0 : 1.0; },
        [](ToolOptions &options, double isOn) {
            options.knifeGutterPt = isOn != 0.0 ? std::nullopt : std::optional(12.0);
        });
    addNumber(
        *knife, {tr("else"), 0.0, 100.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.knifeGutterPt.value_or(12.0); },
        [](ToolOptions &options, double value) { options.knifeGutterPt = value; });
    knife->addStretch();
}

void ToolOptionsBar::buildLettering()
{
    QHBoxLayout *balloon = addPage(ToolKind::Balloon);
    addChoice(
        *balloon, tr("Kind"),
        {tr("Speech"), tr("Thought"), tr("Shout"), tr("Whisper"), tr("Caption")},
        [](const ToolOptions &options) { return numberOf(options.balloon.kind); },
        [](ToolOptions &options, double value) {
            options.balloon.kind = choiceOf<BalloonKind>(value);
        });
    addNumber(
        *balloon, {tr("Largest letters"), 2.0, 200.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.balloonText.sizePt; },
        [](ToolOptions &options, double value) { options.balloonText.sizePt = value; });
    addSwitch(
        *balloon, tr("Vertical"),
        [](const ToolOptions &options) { return numberOf(options.balloonText.writingMode); },
        [](ToolOptions &options, double value) {
            options.balloonText.writingMode = choiceOf<WritingMode>(value);
        });
    balloon->addStretch();

    QHBoxLayout *text = addPage(ToolKind::Text);
    addNumber(
        *text, {tr("Size"), 2.0, 400.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.freeText.sizePt; },
        [](ToolOptions &options, double value) { options.freeText.sizePt = value; });
    addNumber(
        *text, {tr("Outline"), 0.0, 40.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.freeText.outline.widthPt; },
        [](ToolOptions &options, double value) { options.freeText.outline.widthPt = value; });
    addSwitch(
        *text, tr("Vertical"),
        [](const ToolOptions &options) { return numberOf(options.freeText.writingMode); },
        [](ToolOptions &options, double value) {
            options.freeText.writingMode = choiceOf<WritingMode>(value);
        });
    text->addStretch();
}

void ToolOptionsBar::buildBrushes()
{
    QHBoxLayout *pen = addPage(ToolKind::Pen);
    addNumber(
        *pen, {tr("Width"), 0.1, 100.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.pen.widthPt; },
        [](ToolOptions &options, double value) { options.pen.widthPt = value; });
    addNumber(
        *pen, {tr("Thinnest"), 0.0, 100.0, 0, tr(" %")},
        [](const ToolOptions &options) { return options.pen.minWidthFraction * kPerCent; },
        [](ToolOptions &options, double value) {
            options.pen.minWidthFraction = value / kPerCent;
        });
    pen->addStretch();

    QHBoxLayout *mask = addPage(ToolKind::Mask);
    addChoice(
        *mask, tr("Brush"), {tr("Hides"), tr("Brings back")},
        [](const ToolOptions &options) { return numberOf(options.mask.effect); },
        [](ToolOptions &options, double value) {
            options.mask.effect = choiceOf<MaskEffect>(value);
        });
    addNumber(
        *mask, {tr("Width"), 1.0, 500.0, 0, tr(" pt")},
        [](const ToolOptions &options) { return options.mask.widthPt; },
        [](ToolOptions &options, double value) { options.mask.widthPt = value; });
    addNumber(
        *mask, {tr("Hardness"), 0.0, 100.0, 0, tr(" %")},
        [](const ToolOptions &options) { return options.mask.hardness * kPerCent; },
        [](ToolOptions &options, double value) { options.mask.hardness = value / kPerCent; });
    mask->addStretch();
}

void ToolOptionsBar::buildTones()
{
    QHBoxLayout *tone = addPage(ToolKind::Tone);
    addChoice(
        *tone, tr("Pattern"), {tr("Dots"), tr("Lines"), tr("Noise"), tr("Gradient")},
        [](const ToolOptions &options) { return numberOf(options.tone.pattern); },
        [](ToolOptions &options, double value) {
            options.tone.pattern = choiceOf<TonePattern>(value);
        });
    addNumber(
        *tone, {tr("Screen"), 5.0, 200.0, 1, tr(" lpi")},
        [](const ToolOptions &options) { return options.tone.lpi; },
        [](ToolOptions &options, double value) { options.tone.lpi = value; });
    addNumber(
        *tone, {tr("Angle"), -180.0, 180.0, 0, tr("°")},
        [](const ToolOptions &options) { return options.tone.angleDeg; },
        [](ToolOptions &options, double value) { options.tone.angleDeg = value; });
    addNumber(
        *tone, {tr("Ink"), 0.0, 100.0, 0, tr(" %")},
        [](const ToolOptions &options) { return options.tone.density * kPerCent; },
        [](ToolOptions &options, double value) { options.tone.density = value / kPerCent; });
    tone->addStretch();

    QHBoxLayout *lines = addPage(ToolKind::SpeedLines);
    addChoice(
        *lines, tr("Lines"), {tr("Side by side"), tr("Towards a focus")},
        [](const ToolOptions &options) { return numberOf(options.lines.kind); },
        [](ToolOptions &options, double value) {
            options.lines.kind = choiceOf<SpeedLineKind>(value);
        });
    addNumber(
        *lines, {tr("Number"), 1.0, 2000.0, 0, {}},
        [](const ToolOptions &options) { return static_cast<double>(options.lines.count); },
        [](ToolOptions &options, double value) { options.lines.count = static_cast<int>(value); });
    addNumber(
        *lines, {tr("Thickest"), 0.1, 40.0, 1, tr(" pt")},
        [](const ToolOptions &options) { return options.lines.maxWidthPt; },
        [](ToolOptions &options, double value) { options.lines.maxWidthPt = value; });
    lines->addStretch();
}

} // namespace koma
