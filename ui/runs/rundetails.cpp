// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rundetails.h"

#include "ui/runs/runlistmodel.h"
#include "ui/training/samplestrip.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace koma {
namespace {

constexpr int kNotesPauseMs = 1500;
constexpr int kNotesHeightPx = 84;
constexpr double kUsualMinutes = 10.0;
constexpr double kMostMinutes = 24.0 * 60.0;

} // namespace

RunDetails::RunDetails(JobRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_facts(new QLabel(this)),
      m_reason(new QLabel(this)),
      m_samples(new SampleStrip(runner, this)),
      m_notes(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(320);
    m_title->setObjectName(QStringLiteral("panelTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_facts->setObjectName(QStringLiteral("mutedText"));
    m_facts->setWordWrap(true);
    m_reason->setObjectName(QStringLiteral("warningText"));
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    auto *notesTitle = new QLabel(tr("Notes"), this);
    notesTitle->setObjectName(QStringLiteral("sectionTitle"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setPlaceholderText(tr("What was tried, and what came of it"));
    m_notes->setTabChangesFocus(true);
    m_notes->setAcceptDrops(false); // files that are dropped here are meant for the window
    m_notes->setFixedHeight(kNotesHeightPx);
    m_notes->installEventFilter(this);
    m_notesPause.setSingleShot(true);
    m_notesPause.setInterval(kNotesPauseMs);
    connect(&m_notesPause, &QTimer::timeout, this, &RunDetails::commitNotes);
    connect(m_notes, &QPlainTextEdit::textChanged, this, [this] { m_notesPause.start(); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_reason);
    layout->addWidget(m_samples, 1);
    layout->addWidget(notesTitle);
    layout->addWidget(m_notes);
    layout->addWidget(makeButtons());
    showRun(std::nullopt);
}

QWidget *RunDetails::makeButtons()
{
    auto *area = new QWidget(this);
    m_minutes = new QDoubleSpinBox(area);
    m_minutes->setDecimals(0);
    m_minutes->setRange(1.0, kMostMinutes);
    m_minutes->setValue(kUsualMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setAccessibleName(tr("Minutes to go on for"));
    m_goOn = new QPushButton(tr("Go on for"), area);
    m_goOn->setObjectName(QStringLiteral("primaryButton"));
    m_branch = new QPushButton(tr("Branch from…"), area);
    m_branchMenu = new QMenu(m_branch);
    m_branch->setMenu(m_branchMenu);
    m_branch->setToolTip(tr("Makes a new run that goes on from a moment of this one"));
    m_export = new QPushButton(tr("Export curves…"), area);
    auto *exportMenu = new QMenu(m_export);
    exportMenu->addAction(tr("As a table (CSV)…"), this, &RunDetails::csvRequested);
    exportMenu->addAction(tr("For TensorBoard…"), this, &RunDetails::tensorBoardRequested);
    m_export->setMenu(exportMenu);
    m_share = new QPushButton(tr("Share style…"), area);
    m_share->setToolTip(tr("Packs the style into one file that another Koma takes by drop"));
    m_showFolder = new QPushButton(tr("Show folder"), area);
    m_forget = new QPushButton(tr("Forget"), area);
    m_forget->setToolTip(tr("Takes the run off this list; its folder stays"));
    auto *layout = new QGridLayout(area);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_goOn, 0, 0);
    layout->addWidget(m_minutes, 0, 1);
    layout->addWidget(m_branch, 1, 0);
    layout->addWidget(m_share, 1, 1);
    layout->addWidget(m_export, 2, 0);
    layout->addWidget(m_showFolder, 2, 1);
    layout->addWidget(m_forget, 3, 0);
    connect(m_goOn, &QPushButton::clicked, this,
            [this] { Q_EMIT goOnRequested(m_minutes->value()); });
    connect(m_share, &QPushButton::clicked, this, &RunDetails::shareRequested);
    connect(m_showFolder, &QPushButton::clicked, this, &RunDetails::showFolderRequested);
    connect(m_forget, &QPushButton::clicked, this, &RunDetails::forgetRequested);
    return area;
}

void RunDetails::showRun(const std::optional<RunArchive::Entry> &entry)
{
    commitNotes();
    const bool isSame = m_entry && entry && m_entry->record.folder == entry->record.folder;
    m_entry = entry;
    showFacts();
    // Words that are being written are not taken from under the artist's hands.
    if (!isSame || !m_notes->hasFocus()) {
        m_notes->setPlainText(entry ? QString::fromStdString(entry->record.notes) : QString());
        m_notesPause.stop();
    }
    m_notes->setEnabled(entry.has_value());
    if (!isSame) {
        m_traces = {};
        m_samples->clearFor(entry && runAbsenceText(*entry).isEmpty() ? QString()
                                                                      : tr("No previews"));
    }
    enableButtons();
}

void RunDetails::showFacts()
{
    m_title->setText(m_entry ? runNameText(m_entry->record) : tr("No run chosen"));
    const QString reason = m_entry ? runAbsenceText(*m_entry) : QString();
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    if (!m_entry) {
        m_facts->clear();
        return;
    }
    const RunRecord &run = m_entry->record;
    m_facts->setText(tr("%1 · begun %2 · %3 steps · best KID %4")
                         .arg(runStateText(*m_entry), runDateText(run),
                              QLocale().toString(static_cast<qlonglong>(run.steps)),
                              runScoreText(run)));
}

void RunDetails::showTraces(const RunTraces &traces)
{
    m_traces = traces;
    if (traces.samples.isEmpty())
        m_samples->clearFor(tr("This run kept no previews."));
    else
        m_samples->setSamples(traces.samples);
    m_branchMenu->clear();
    const QLocale locale;
    for (const RunBranch &branch : traces.branches) {
        const QString step = locale.toString(static_cast<qlonglong>(branch.step));
        m_branchMenu->addAction(branch.isBest ? tr("Step %1 – the best").arg(step)
                                              : tr("Step %1").arg(step),
                                this, [this, at = branch.step] { Q_EMIT branchRequested(at); });
    }
    enableButtons();
}

void RunDetails::setTrainingBusy(bool busy)
{
    m_isTrainingBusy = busy;
    enableButtons();
}

void RunDetails::enableButtons()
{
    const bool isThere = m_entry && runAbsenceText(*m_entry).isEmpty();
    const bool isFree = isThere && m_entry->presence != RunPresence::Playing;
    m_goOn->setEnabled(isFree && m_traces.canGoOn && !m_isTrainingBusy);
    m_goOn->setToolTip(m_isTrainingBusy ? tr("Another run is being trained; wait for it or stop it")
                                        : tr("Trains this run further, from where it stands"));
    m_minutes->setEnabled(m_goOn->isEnabled());
    m_branch->setEnabled(isThere && m_traces.canGoOn && !m_traces.branches.empty());
    m_export->setEnabled(isThere && m_entry->record.steps > 0);
    m_share->setEnabled(isFree && m_traces.hasStyle);
    m_showFolder->setEnabled(isThere);
    m_forget->setEnabled(m_entry && m_entry->presence != RunPresence::Playing);
}

void RunDetails::commitNotes()
{
    m_notesPause.stop();
    if (!m_entry)
        return;
    const QString notes = m_notes->toPlainText();
    if (notes == QString::fromStdString(m_entry->record.notes))
        return;
    m_entry->record.notes = notes.toStdString();
    Q_EMIT notesChanged(notes);
}

QString RunDetails::reason() const
{
    return m_reason->text();
}

bool RunDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_notes && event->type() == QEvent::FocusOut)
        commitNotes();
    return QWidget::eventFilter(watched, event);
}

void RunDetails::hideEvent(QHideEvent *event)
{
    commitNotes();
    QWidget::hideEvent(event);
}

} // namespace koma
