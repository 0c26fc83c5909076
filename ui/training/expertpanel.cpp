// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/expertpanel.h"

#include "core/training/trainingsettings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

struct Explained
{
    const char *name;
    QString label;
    QString explanation;
};

std::vector<Explained> explainedSettings()
{
    const auto tr = [](const char *text) { return ExpertPanel::tr(text); };
    return {
        {"guideWeight", tr("Guide"),
         tr("How strongly results are held to the computed drawing at the start of the game.")},
        {"guideWeightEnd", tr("Guide, at the end"), tr("The same at the end of the run.")},
        {"flatnessWeight", tr("Even areas"),
         tr("What grain and soft shading cost where an area should be even; 1 suits flat colour, "
            "more "
            "blurs lines.")},
        {"adversarialWeight", tr("Adversary"),
         tr("How much the discriminators' judgement counts: more is more like the drawings.")},
        {"contentWeight", tr("Content"),
         tr("How much each place must stay recognisable from its photo.")},
        {"inkWeight", tr("Ink"), tr("Pushes greys to ink or paper; for pure ink styles.")},
        {"hatchBelow", tr("Hatch below"), tr("Tones darker than this get strokes; 0: none.")},
        {"crossHatchBelow", tr("Cross below"), tr("Tones darker than this get crossed strokes.")},
        {"solidBelow", tr("Solid below"), tr("Tones darker than this are all ink.")},
        {"lineWidth", tr("Line width"), tr("Of the guide's contours; 1 is about two pixels.")},
        {"warmupSteps", tr("Warm-up steps"),
         tr("Steps towards the guide alone, before the game begins.")},
        {"batchSize", tr("Batch"), tr("Pictures per step: more is steadier, slower and larger.")},
        {"cropPx", tr("Crop"), tr("Side of the pieces that are trained on; a multiple of 8.")},
        {"generatorLearningRate", tr("Generator's rate"), tr("Size of the generator's steps.")},
        {"discriminatorLearningRate", tr("Discriminators' rate"),
         tr("Size of the discriminators' steps; they win if it is too large.")},
        {"emaDecay", tr("Averaging"),
         tr("How long the shown generator remembers; closer to 1 is steadier and slower.")},
        {"gradientPenaltyWeight", tr("Gradient penalty"),
         tr("R1 on real drawings; tames discriminators, costs time.")},
        {"drawingZoomMin", tr("Drawing zoom, least"), tr("Enlarges drawings: thicker strokes.")},
        {"drawingZoomMax", tr("Drawing zoom, most"), tr("Enlarges drawings: thicker strokes.")},
        {"photoZoomMin", tr("Photo zoom, least"), tr("Range of scales that photos are shown at.")},
        {"photoZoomMax", tr("Photo zoom, most"), tr("Range of scales that photos are shown at.")},
        {"photoNoise", tr("Photo noise"), tr("Grain on photos, so that grain makes no strokes.")},
        {"augmentBrightness", tr("Brightness play"),
         tr("Random brightness in what discriminators see; helps with few drawings.")},
        {"augmentShift", tr("Shift play"), tr("Random shifts in what discriminators see.")},
        {"augmentCutout", tr("Cut-out play"), tr("Random holes in what discriminators see.")},
    };
}

/// So many decimals that the smallest useful change shows.
int decimalsFor(double high)
{
    return high <= 0.2 ? 6 : high <= 2.0 ? 4 : 2;
}

} // namespace

ExpertPanel::ExpertPanel(QWidget *parent) : QWidget(parent)
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 4, 0, 4);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    addDevice(*form);
    addChoices(*form);
    for (const Explained &setting : explainedSettings())
        addNumber(*form, setting.name, setting.label, setting.explanation);
    showConfig(m_config);
}

void ExpertPanel::addChoices(QFormLayout &form)
{
    auto *objective = new QComboBox(this);
    objective->addItem(tr("Least squares"), static_cast<int>(GanObjective::LeastSquares));
    objective->addItem(tr("Hinge"), static_cast<int>(GanObjective::Hinge));
    objective->addItem(tr("Cross-entropy"), static_cast<int>(GanObjective::BinaryCrossEntropy));
    objective->setToolTip(tr("What the two players play for. Least squares is the calmest."));
    form.addRow(tr("Objective"), objective);
    connect(objective, &QComboBox::currentIndexChanged, this, [this, objective] {
        if (m_isShowing)
            return;
        m_config.objective = static_cast<GanObjective>(objective->currentData().toInt());
        Q_EMIT edited(m_config);
    });
    m_refreshers.emplace_back([this, objective] {
        objective->setCurrentIndex(objective->findData(static_cast<int>(m_config.objective)));
    });

    auto *seed = new QDoubleSpinBox(this);
    seed->setDecimals(0);
    seed->setRange(0.0, 1e9);
    seed->setButtonSymbols(QAbstractSpinBox::NoButtons);
    seed->setToolTip(tr("Equal seeds and settings give equal styles on a processor."));
    form.addRow(tr("Seed"), seed);
    connect(seed, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (m_isShowing)
            return;
        m_config.seed = static_cast<std::uint64_t>(value);
        Q_EMIT edited(m_config);
    });
    m_refreshers.emplace_back([this, seed] { seed->setValue(static_cast<double>(m_config.seed)); });

    auto *reduced = new QCheckBox(tr("Reduced precision where it is fast"), this);
    reduced->setToolTip(tr("bfloat16: half the memory and time on processors that have it."));
    form.addRow(QString(), reduced);
    connect(reduced, &QCheckBox::toggled, this, [this](bool on) {
        if (m_isShowing)
            return;
        m_config.bfloat16 = on;
        Q_EMIT edited(m_config);
    });
    m_refreshers.emplace_back([this, reduced] { reduced->setChecked(m_config.bfloat16); });
}

void ExpertPanel::addDevice(QFormLayout &form)
{
    m_deviceChoice = new QComboBox(this);
    m_deviceChoice->setObjectName(QStringLiteral("trainingDevice"));
    m_deviceChoice->setToolTip(tr("What computes. A graphics card is many times faster."));
    m_deviceChoice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_deviceChoice->setMinimumContentsLength(16);
    form.addRow(tr("Device"), m_deviceChoice);
    offerDevices({});
    connect(m_deviceChoice, &QComboBox::activated, this, &ExpertPanel::deviceChosen);
}

void ExpertPanel::offerDevices(const std::vector<DeviceInfo> &devices)
{
    const std::optional<Device> chosen = device();
    m_devices = devices;
    m_deviceChoice->clear();
    m_deviceChoice->addItem(tr("Automatic"));
    for (const DeviceInfo &info : m_devices) {
        m_deviceChoice->addItem(info.device.kind == DeviceKind::Cpu
                                    ? tr("Processor")
                                    : QString::fromStdString(info.name));
        if (chosen == info.device)
            m_deviceChoice->setCurrentIndex(m_deviceChoice->count() - 1);
    }
}

std::optional<Device> ExpertPanel::device() const
{
    const int index = m_deviceChoice->currentIndex() - 1;
    if (index < 0)
        return std::nullopt;
    return m_devices[static_cast<std::size_t>(index)].device;
}

void ExpertPanel::addNumber(QFormLayout &form, const std::string &name, const QString &label,
                            const QString &explanation)
{
    const std::vector<TrainingSetting> settings = trainingSettings(m_config);
    const auto setting = std::find_if(settings.begin(), settings.end(),
                                      [&](const TrainingSetting &one) { return one.name == name; });
    if (setting == settings.end())
        return;
    auto *field = new QDoubleSpinBox(this);
    field->setDecimals(setting->isWhole ? 0 : decimalsFor(setting->high));
    field->setRange(setting->low, setting->high);
    field->setSingleStep(setting->isWhole ? 1.0 : std::pow(10.0, -field->decimals() + 1));
    field->setKeyboardTracking(false);
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setMinimumWidth(92);
    field->setToolTip(explanation + QLatin1Char('\n') +
                      tr("From %1 to %2.").arg(setting->low).arg(setting->high));
    field->setAccessibleName(label);
    field->setAccessibleDescription(explanation);
    auto *title = new QLabel(label, this);
    title->setToolTip(field->toolTip());
    title->setBuddy(field);
    form.addRow(title, field);
    connect(field, &QDoubleSpinBox::valueChanged, this, [this, name, field](double value) {
        if (m_isShowing)
            return;
        if (!setTrainingSetting(m_config, name, value)) {
            showConfig(m_config); // a value that does not go with the others
            field->setFocus();
            return;
        }
        Q_EMIT edited(m_config);
    });
    m_refreshers.emplace_back([this, name, field] {
        for (const TrainingSetting &one : trainingSettings(m_config)) {
            if (one.name == name)
                field->setValue(one.value);
        }
    });
}

void ExpertPanel::showConfig(const TrainingConfig &config)
{
    m_config = config;
    m_isShowing = true;
    for (const auto &refresh : m_refreshers)
        refresh();
    m_isShowing = false;
}

} // namespace koma
