// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "ui/errortext.h"
#include "ui/runs/runarchive.h"
#include "ui/runs/runfiles.h"
#include "ui/runs/runlistmodel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace koma {

class MessageBar;
class RunComparison;
class RunDetails;

/// All runs that there were: a table, one curve of the chosen ones on one chart, and the one that
/// was chosen last with its notes, its previews and what can be done with it. Disks are waited for
/// on the io lane. GUI thread.
class RunsPage : public QWidget
{
    Q_OBJECT

public:
    RunsPage(JobRunner &runner, std::shared_ptr<RunArchive> archive, QWidget *parent = nullptr);
    ~RunsPage() override;

    /// Looks for runs again; what is chosen stays chosen.
    void refresh();
    /// Also chooses that run when it is there.
    void refreshAndChoose(const std::filesystem::path &folder);
    void setTrainingBusy(bool busy);
    /// What the way back leads to.
    void setBackText(const QString &text);

    // What the buttons do once a file was chosen or a question was answered.
    void exportCsv(const QString &file);
    void exportTensorBoard(const QString &folder);
    void share(const QString &file);
    void forgetChosen();

    [[nodiscard]] const RunListModel &model() const { return m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] RunComparison &comparison() const { return *m_comparison; }
    [[nodiscard]] RunDetails &details() const { return *m_details; }
    [[nodiscard]] MessageBar &messages() const { return *m_messages; }
    [[nodiscard]] QPushButton *backButton() const { return m_back; }

Q_SIGNALS:
    void goOnRequested(const QString &runFolder, double minutes);
    void backRequested();
    /// The list is up to date.
    void listed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeTable();
    void connectDetails();
    void take(Result<RunArchive::Listing> listing);
    void tellFindings(const RunArchive::Listing &listing);
    void restoreChoice();
    void followSelection();
    void compareChosen();
    void showCurrent();
    void branch(qint64 step);
    void askForCsv();
    void askForTensorBoard();
    void askForShare();
    void askToForget();
    void saveNotes(const QString &notes);
    void runJob(std::function<Result<void>()> work, const QString &failure,
                std::function<void()> done);
    void showProblem(const QString &title, const Error &error);
    [[nodiscard]] std::optional<RunArchive::Entry> current() const;
    [[nodiscard]] std::vector<std::filesystem::path> chosen() const;
    [[nodiscard]] QString suggestedFile(const QString &ending) const;

    JobRunner &m_runner;
    std::shared_ptr<RunArchive> m_archive;
    RunListModel m_model;
    QSortFilterProxyModel m_sorted;
    std::vector<std::filesystem::path> m_choice; ///< to be chosen again when the list has changed
    /// Saved since the list was asked for, which may not have them yet.
    std::map<std::filesystem::path, std::string> m_freshNotes;
    bool m_isListing = false; ///< the list is being replaced

    MessageBar *m_messages;
    QTableView *m_table = nullptr;
    QLabel *m_empty = nullptr;
    QPushButton *m_back = nullptr;
    RunComparison *m_comparison;
    RunDetails *m_details;
    LatestJob<RunArchive::Listing> m_listing;
    LatestJob<RunTraces> m_tracing;
};

} // namespace koma
