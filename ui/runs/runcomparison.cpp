// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runcomparison.h"

#include "ui/runs/runarchive.h"
#include "ui/training/losschart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace koma {
namespace {

/// Losses are noisy; checks are few and each counts.
constexpr double kLossSmoothing = 0.6;

struct CurveChoice
{
    const char *name;
    QString label;
    double smoothing;
};

std::vector<CurveChoice> curveChoices()
{
    const auto tr = [](const char *text) { return RunComparison::tr(text); };
    return {{"generator", tr("Generator"), kLossSmoothing},
            {"discriminator", tr("Discriminators"), kLossSmoothing},
            {"guide", tr("Guide"), kLossSmoothing},
            {"content", tr("Content"), kLossSmoothing},
            {"kid", tr("KID"), 0.0},
            {"retrieval", tr("Found again"), 0.0},
            {"learningRate", tr("Learning rate"), 0.0}};
}

std::string keyOf(const std::filesystem::path &folder)
{
    return folder.string();
}

} // namespace

RunComparison::RunComparison(JobRunner &runner, std::shared_ptr<RunArchive> archive,
                             QWidget *parent)
    : QWidget(parent),
      m_archive(std::move(archive)),
      m_choice(new QComboBox(this)),
      m_chart(new LossChart(m_curves, this)),
      m_remark(new QLabel(this)),
      m_reading({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                [this](const Result<std::vector<CurveSeries>> &curves) { take(curves); })
{
    m_choice->setAccessibleName(tr("Curve to compare"));
    for (const CurveChoice &choice : curveChoices())
        m_choice->addItem(choice.label);
    auto *title = new QLabel(tr("Compare"), this);
    title->setObjectName(QStringLiteral("sectionTitle"));
    auto *logarithmic = new QCheckBox(tr("Logarithmic"), this);
    m_remark->setObjectName(QStringLiteral("mutedText"));
    auto *top = new QHBoxLayout;
    top->addWidget(title);
    top->addWidget(m_choice);
    top->addWidget(logarithmic);
    top->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_remark);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &RunComparison::read);
    connect(logarithmic, &QCheckBox::toggled, m_chart, &LossChart::setLogarithmic);
    connect(m_chart, &LossChart::hovered, m_remark, &QLabel::setText);
}

void RunComparison::setRuns(std::vector<ComparedRun> runs)
{
    m_runs = std::move(runs);
    read();
}

void RunComparison::read()
{
    std::vector<std::filesystem::path> folders;
    for (const ComparedRun &run : m_runs)
        folders.push_back(run.folder);
    const std::string name =
        curveChoices().at(static_cast<std::size_t>(m_choice->currentIndex())).name;
    m_reading.request([archive = m_archive, folders, name](const CancelToken &) {
        return archive->curves(folders, name);
    });
}

void RunComparison::take(const Result<std::vector<CurveSeries>> &curves)
{
    m_curves.clear();
    if (!curves) {
        m_chart->setShown({});
        Q_EMIT failed(curves.error());
        return;
    }
    std::vector<LossChart::Curve> shown;
    for (std::size_t i = 0; i < std::min(m_runs.size(), curves->size()); ++i) {
        if ((*curves)[i].empty())
            continue;
        const std::string key = keyOf(m_runs[i].folder);
        m_curves.set(key, (*curves)[i]);
        shown.push_back({key, m_runs[i].label});
    }
    const CurveChoice choice =
        curveChoices().at(static_cast<std::size_t>(m_choice->currentIndex()));
    m_chart->setSmoothing(choice.smoothing);
    m_chart->setShown(shown);
    m_chart->showAll();
    const auto missing = static_cast<int>(m_runs.size() - shown.size());
    if (m_runs.empty())
        m_remark->setText(tr("Choose runs above; several with Ctrl or Shift."));
    else
        m_remark->setText(missing > 0
                              ? tr("%n of the chosen runs have no such curve.", nullptr, missing)
                              : QString());
}

QString RunComparison::remark() const
{
    return m_remark->text();
}

} // namespace koma
