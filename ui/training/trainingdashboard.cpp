// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trainingdashboard.h"

#include "core/engine/hardware.h"
#include "ui/errortext.h"
#include "ui/training/copypair.h"
#include "ui/training/losschart.h"
#include "ui/training/samplestrip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sliderrow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

namespace koma {
namespace {

constexpr int kProgressSteps = 1000;
constexpr double kPercent = 100.0;
constexpr double kMoreMinutes = 10.0;

constexpr int kGameGroup = 0;
constexpr int kGuideGroup = 2;

/// Curves that belong together, and a sentence on how to read them.
struct CurveGroup
{
    QString name;
    QString explanation;
    std::vector<LossChart::Curve> curves;
};

std::vector<CurveGroup> curveGroups()
{
    const auto tr = [](const char *text) { return TrainingDashboard::tr(text); };
    return {
        {tr("The game"),
         tr("What each player pays. Neither should win: both settle and wander."),
         {{"generator", tr("Generator")}, {"discriminator", tr("Discriminators")}}},
        {tr("Scores of drawings and results"),
         tr("How sure the discriminators are that it is your drawing. Apart means they see a "
            "difference; together means they see none."),
         {{"real.luma", tr("Drawings")},
          {"fake.luma", tr("Results")},
          {"real.half", tr("Drawings, from afar")},
          {"fake.half", tr("Results, from afar")},
          {"real.colour", tr("Drawings, in colour")},
          {"fake.colour", tr("Results, in colour")}}},
        {tr("Guide and content"),
         tr("How far results are from the computed drawing and from their photo's content. They "
            "fall at first and then rise a little as your hand comes in."),
         {{"guide", tr("Guide")}, {"content", tr("Content")}, {"ink", tr("Greys")}}},
        {tr("Quality"),
         tr("KID: the distance of results from your drawings, as Koma's judge sees them; less is "
            "better. The dashed line marks the best moment."),
         {{"kid", tr("KID")}}},
        {tr("Faithfulness"),
         tr("Share of photos found again from their results, and how varied results are; both "
            "should stay near 1."),
         {{"retrieval", tr("Found again")}, {"diversity", tr("Variety")}}},
        {tr("Learning rate"),
         tr("How large the generator's steps are. It falls towards the end, so that the style "
            "settles."),
         {{"learningRate", tr("Learning rate")}}},
        {tr("Speed"),
         tr("Pictures that go through per second."),
         {{"picturesPerSecond", tr("Pictures per second")}}},
    };
}

QString durationText(double seconds)
{
    const auto whole = static_cast<qint64>(std::lround(seconds));
    constexpr qint64 kMinute = 60;
    constexpr qint64 kHour = 60 * kMinute;
    if (whole >= kHour)
        return TrainingDashboard::tr("%1 h %2 min").arg(whole / kHour).arg(whole % kHour / kMinute);
    return TrainingDashboard::tr("%1 min %2 s").arg(whole / kMinute).arg(whole % kMinute);
}

} // namespace

TrainingDashboard::TrainingDashboard(JobRunner &runner, TrainingController &controller,
                                     QWidget *parent)
    : QWidget(parent),
      m_controller(controller),
      m_samples(new SampleStrip(runner, this)),
      m_alarms(new MessageBar(this)),
      m_copyPair(new CopyPair(runner, this)),
      m_past({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
             [this](const Result<RunPast> &past) { showPast(past); })
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeCurves());
    splitter->addWidget(m_samples);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({width(), width()}); // equal shares: previews are what artists look at
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(20, 14, 20, 14);
    inner->setSpacing(10);
    inner->addWidget(makeHeader());
    inner->addWidget(splitter, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_alarms);
    layout->addWidget(m_copyPair);
    layout->addLayout(inner, 1);
    m_alarms->hide();
    connectController();
    chooseCurves(0);
}

QWidget *TrainingDashboard::makeHeader()
{
    auto *header = new QWidget(this);
    m_title = new QLabel(header);
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_verdict = new QLabel(header);
    m_verdict->setWordWrap(true);
    m_figures = new QLabel(header);
    m_figures->setObjectName(QStringLiteral("mutedText"));
    m_progress = new QProgressBar(header);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(5);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setAccessibleName(tr("Progress of the training"));
    m_pause = new QPushButton(tr("Pause"), header);
    m_stop = new QPushButton(tr("Stop"), header);
    m_stop->setToolTip(tr("Ends the run here; the style as it is now is kept"));
    m_continue = new QPushButton(tr("%1 more minutes").arg(kMoreMinutes), header);
    m_new = new QPushButton(tr("New style"), header);
    m_try = new QPushButton(tr("Try it on a picture"), header);
    m_try->setObjectName(QStringLiteral("primaryButton"));
    m_runs = new QPushButton(tr("Earlier runs"), header);
    for (QPushButton *button : {m_runs, m_continue, m_new, m_try})
        button->hide();
    auto *words = new QVBoxLayout;
    words->addWidget(m_title);
    words->addWidget(m_verdict);
    auto *top = new QHBoxLayout;
    top->addLayout(words, 1);
    for (QPushButton *button : {m_pause, m_stop, m_runs, m_continue, m_new, m_try})
        top->addWidget(button, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_progress);
    layout->addWidget(m_figures);
    return header;
}

QWidget *TrainingDashboard::makeCurves()
{
    auto *side = new QWidget(this);
    m_chart = new LossChart(m_curves, side);
    m_groups = new QComboBox(side);
    m_groups->setAccessibleName(tr("Which curves"));
    for (const CurveGroup &group : curveGroups())
        m_groups->addItem(group.name);
    auto *logarithmic = new QCheckBox(tr("Logarithmic"), side);
    auto *smoothing = new SliderRow({.name = tr("Smoothing"),
                                     .toolTip = tr("How much of the past each point carries."),
                                     .suffix = tr(" %"),
                                     .maximum = 99.0,
                                     .standard = 60.0},
                                    side);
    smoothing->showValue(60.0);
    smoothing->setMaximumWidth(240);
    m_explanation = new QLabel(side);
    m_explanation->setObjectName(QStringLiteral("mutedText"));
    m_explanation->setWordWrap(true);
    m_hover = new QLabel(side);
    m_hover->setObjectName(QStringLiteral("mutedText"));
    auto *controls = new QHBoxLayout;
    controls->addWidget(m_groups);
    controls->addWidget(logarithmic);
    controls->addStretch();
    controls->addWidget(smoothing);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addLayout(controls);
    layout->addWidget(m_explanation);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_hover);
    connect(m_groups, &QComboBox::currentIndexChanged, this, &TrainingDashboard::chooseCurves);
    connect(m_groups, &QComboBox::activated, this, [this] { m_followsPhase = false; });
    connect(logarithmic, &QCheckBox::toggled, m_chart, &LossChart::setLogarithmic);
    connect(smoothing, &SliderRow::valueEdited, this,
            [this](double value) { m_chart->setSmoothing(value / kPercent); });
    connect(m_chart, &LossChart::hovered, m_hover, &QLabel::setText);
    return side;
}

void TrainingDashboard::connectController()
{
    connect(&m_controller, &TrainingController::started, this, &TrainingDashboard::begin);
    connect(&m_controller, &TrainingController::phaseChanged, this, &TrainingDashboard::showPhase);
    connect(&m_controller, &TrainingController::reported, this,
            [this](const TrainingReport &report) { take(report); });
    connect(&m_controller, &TrainingController::scored, this,
            [this](const QualityReport &quality) { take(quality); });
    connect(&m_controller, &TrainingController::alarmed, this, &TrainingDashboard::alarm);
    connect(&m_controller, &TrainingController::sampleWritten, m_samples, &SampleStrip::addSample);
    connect(&m_controller, &TrainingController::drained, this, &TrainingDashboard::refresh);
    connect(&m_controller, &TrainingController::finished, this,
            [this](const TrainingOutcome &outcome) {
                showEnd(outcome.cancelled ? tr("Stopped") : tr("Finished"),
                        tr("“%1” is in the gallery. It was trained for %2.")
                            .arg(QString::fromStdString(outcome.card.name),
                                 durationText(outcome.elapsedSeconds)));
                m_try->setEnabled(true);
            });
    connect(&m_controller, &TrainingController::failed, this, [this](const Error &error) {
        const ErrorText text = errorText(error, Activity::Training);
        showEnd(tr("The run ended with a problem"), text.explanation);
        m_alarms->showProblem(text);
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_controller.isPaused())
            m_controller.resume();
        else
            m_controller.pause();
        m_pause->setText(m_controller.isPaused() ? tr("Go on") : tr("Pause"));
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_controller.stop();
    });
    connect(m_continue, &QPushButton::clicked, this,
            [this] { Q_EMIT continueRequested(kMoreMinutes); });
    connect(m_new, &QPushButton::clicked, this, &TrainingDashboard::newStyleRequested);
    connect(m_runs, &QPushButton::clicked, this, &TrainingDashboard::runsRequested);
    connect(m_try, &QPushButton::clicked, this, [this] {
        Q_EMIT tryRequested(QString::fromStdU16String(m_controller.run().runFolder.u16string()));
    });
}

void TrainingDashboard::begin()
{
    const TrainingRun &run = m_controller.run();
    if (!run.resume || run.runFolder != m_folder) {
        m_folder = run.runFolder;
        m_curves.clear();
        m_chart->setMark({});
        m_samples->clear();
        m_state = {};
        m_report = {};
        m_past.request([folder = m_folder](const CancelToken &) { return readRunPast(folder); });
        chooseCurves(m_groups->currentIndex());
    }
    m_alarms->hide();
    m_copyPair->clear();
    for (QPushButton *button : {m_pause, m_stop})
        button->setVisible(true);
    for (QPushButton *button : {m_runs, m_continue, m_new, m_try})
        button->setVisible(false);
    m_stop->setEnabled(true);
    m_pause->setText(tr("Pause"));
    m_figures->clear();
    showPhase(TrainingPhase::Preparing);
    refresh();
}

/// What a run that goes on did before it was last stopped.
void TrainingDashboard::showPast(const Result<RunPast> &past)
{
    if (!past)
        return; // the trainer reads the same files and tells what is wrong with them
    m_curves.setPast(past->curves);
    for (const QString &file : past->samples)
        m_samples->addSample(file);
    chooseCurves(m_groups->currentIndex());
}

void TrainingDashboard::take(const TrainingReport &report)
{
    m_report = report;
    m_curves.add(report);
    m_state.advantage = RunWatch(m_controller.run().config).advantage(report);
}

void TrainingDashboard::take(const QualityReport &quality)
{
    m_curves.add(quality);
    m_state.latest = quality;
    if (quality.best) {
        m_state.best = quality;
        m_chart->setMark(quality.step);
    }
}

void TrainingDashboard::alarm(const TrainingAlarmReport &report)
{
    const AlarmText text = alarmText(report.alarm);
    m_alarms->showProblem({text.title, text.remedy, {}});
    if (report.alarm == TrainingAlarm::Copying && m_state.latest)
        m_copyPair->show(*m_state.latest);
    if (report.alarm == TrainingAlarm::RolledBack)
        m_curves.cutAfter(report.step);
}

void TrainingDashboard::showPhase(TrainingPhase phase)
{
    m_state.phase = phase;
    // The warm-up has no game to show. Once the artist has chosen curves, they stay.
    if (m_followsPhase && phase == TrainingPhase::WarmingUp)
        m_groups->setCurrentIndex(kGuideGroup);
    if (m_followsPhase && phase == TrainingPhase::Playing)
        m_groups->setCurrentIndex(kGameGroup);
    m_title->setText(
        tr("%1 – %2").arg(QString::fromStdString(m_controller.run().card.name), phaseText(phase)));
    m_verdict->setText(verdictText(m_state));
}

void TrainingDashboard::showFigures()
{
    constexpr double kGigabyte = 1e9;
    const QLocale locale;
    const double whole = m_report.elapsedSeconds + m_report.remainingSeconds;
    m_progress->setValue(
        whole > 0.0 ? static_cast<int>(kProgressSteps * m_report.elapsedSeconds / whole) : 0);
    m_figures->setText(
        tr("Step %1  ·  %2 pictures a second  ·  %3 done, %4 left  ·  %5 GB of memory")
            .arg(locale.toString(static_cast<qlonglong>(m_report.step)),
                 locale.toString(m_report.picturesPerSecond, 'f', 1),
                 durationText(m_report.elapsedSeconds), durationText(m_report.remainingSeconds),
                 locale.toString(static_cast<double>(processMemoryBytes()) / kGigabyte, 'f', 1)));
}

void TrainingDashboard::showEnd(const QString &title, const QString &text)
{
    m_title->setText(
        tr("%1 – %2").arg(QString::fromStdString(m_controller.run().card.name), title));
    m_verdict->setText(text);
    for (QPushButton *button : {m_pause, m_stop})
        button->setVisible(false);
    for (QPushButton *button : {m_runs, m_continue, m_new, m_try})
        button->setVisible(true);
    m_try->setEnabled(false);
    refresh();
}

void TrainingDashboard::chooseCurves(int group)
{
    const std::vector<CurveGroup> groups = curveGroups();
    if (group < 0 || static_cast<std::size_t>(group) >= groups.size())
        return;
    const CurveGroup &chosen = groups[static_cast<std::size_t>(group)];
    m_explanation->setText(chosen.explanation);
    m_chart->setShown(chosen.curves);
}

void TrainingDashboard::refresh()
{
    if (m_controller.isRunning())
        m_verdict->setText(verdictText(m_state));
    showFigures();
    if (isVisible())
        m_chart->refresh();
}

QString TrainingDashboard::verdict() const
{
    return m_verdict->text();
}

} // namespace koma
