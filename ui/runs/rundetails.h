// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrunner.h"
#include "ui/runs/runarchive.h"
#include "ui/runs/runfiles.h"

#include <QTimer>
#include <QWidget>

#include <cstdint>
#include <optional>

class QDoubleSpinBox;
class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;

namespace koma {

class SampleStrip;

/// One run of the history: what it was, its previews, the artist's notes, and what can be done with
/// it. It only asks: the page does it. GUI thread.
class RunDetails : public QWidget
{
    Q_OBJECT

public:
    explicit RunDetails(JobRunner &runner, QWidget *parent = nullptr);

    /// Shows a run, or nothing. Notes of the run before are told first.
    void showRun(const std::optional<RunArchive::Entry> &entry);
    /// What readRunTraces() found for the shown run.
    void showTraces(const RunTraces &traces);
    /// While some run is being trained no other can be.
    void setTrainingBusy(bool busy);
    /// Tells notes that were changed and not yet told.
    void commitNotes();

    [[nodiscard]] const std::optional<RunArchive::Entry> &entry() const { return m_entry; }
    [[nodiscard]] QPlainTextEdit *notesField() const { return m_notes; }
    [[nodiscard]] QDoubleSpinBox *minutesField() const { return m_minutes; }
    [[nodiscard]] QPushButton *goOnButton() const { return m_goOn; }
    [[nodiscard]] QPushButton *branchButton() const { return m_branch; }
    [[nodiscard]] QMenu *branchMenu() const { return m_branchMenu; }
    [[nodiscard]] QPushButton *exportButton() const { return m_export; }
    [[nodiscard]] QPushButton *shareButton() const { return m_share; }
    [[nodiscard]] QPushButton *forgetButton() const { return m_forget; }
    [[nodiscard]] SampleStrip &samples() const { return *m_samples; }
    [[nodiscard]] QString reason() const;

Q_SIGNALS:
    void goOnRequested(double minutes);
    void branchRequested(qint64 step);
    void csvRequested();
    void tensorBoardRequested();
    void shareRequested();
    void showFolderRequested();
    void forgetRequested();
    /// The artist has left the notes or paused, and they have changed.
    void notesChanged(const QString &notes);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeButtons();
    void showFacts();
    void enableButtons();

    std::optional<RunArchive::Entry> m_entry;
    RunTraces m_traces;
    bool m_isTrainingBusy = false;
    QTimer m_notesPause;

    QLabel *m_title;
    QLabel *m_facts;
    QLabel *m_reason;
    SampleStrip *m_samples;
    QPlainTextEdit *m_notes;
    QDoubleSpinBox *m_minutes = nullptr;
    QPushButton *m_goOn = nullptr;
    QPushButton *m_branch = nullptr;
    QMenu *m_branchMenu = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_share = nullptr;
    QPushButton *m_showFolder = nullptr;
    QPushButton *m_forget = nullptr;
};

} // namespace koma
