// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runspage.h"

#include "core/engine/package/stylepackage.h"
#include "ui/runs/runcomparison.h"
#include "ui/runs/rundetails.h"
#include "ui/widgets/messagebar.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr int kRowHeightPx = 28;
constexpr int kNameWidthPx = 170;
constexpr int kSearchWidthPx = 220;

fs::path toPath(const QString &text)
{
    return {text.toStdU16String()};
}

QString toText(const fs::path &path)
{
    return QString::fromStdU16String(path.u16string());
}

} // namespace

RunsPage::RunsPage(JobRunner &runner, std::shared_ptr<RunArchive> archive, QWidget *parent)
    : QWidget(parent),
      m_runner(runner),
      m_archive(std::move(archive)),
      m_model(this),
      m_sorted(this),
      m_messages(new MessageBar(this)),
      m_comparison(new RunComparison(runner, m_archive, this)),
      m_details(new RunDetails(runner, this)),
      m_listing({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
                [this](Result<RunArchive::Listing> listing) { take(std::move(listing)); }),
      m_tracing({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                [this](const Result<RunTraces> &traces) {
                    if (traces)
                        m_details->showTraces(*traces);
                })
{
    setObjectName(QStringLiteral("runsPage"));
    auto *history = new QSplitter(Qt::Vertical, this);
    history->addWidget(makeTable());
    history->addWidget(m_comparison);
    history->setStretchFactor(0, 1);
    history->setStretchFactor(1, 1);
    history->setChildrenCollapsible(false);
    auto *side = new QWidget(this);
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(24, 16, 12, 12);
    sideLayout->addWidget(makeHeader());
    sideLayout->addWidget(history, 1);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(side);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(splitter, 1);
    m_messages->hide();
    connectDetails();
    connect(m_comparison, &RunComparison::failed, this,
            [this](const Error &error) { showProblem(tr("The curves could not be read"), error); });
}

RunsPage::~RunsPage() = default;

QWidget *RunsPage::makeHeader()
{
    auto *header = new QWidget(this);
    auto *title = new QLabel(tr("Earlier runs"), header);
    title->setObjectName(QStringLiteral("emptyTitle"));
    auto *search = new QLineEdit(header);
    search->setPlaceholderText(tr("Search names and notes"));
    search->setAccessibleName(tr("Search runs"));
    search->setClearButtonEnabled(true);
    search->setFixedWidth(kSearchWidthPx);
    search->setAcceptDrops(false); // files that are dropped here are meant for the window
    m_back = new QPushButton(header);
    setBackText(tr("Teach a new style"));
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title, 1);
    layout->addWidget(search);
    layout->addWidget(m_back);
    connect(search, &QLineEdit::textChanged, &m_sorted,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_back, &QPushButton::clicked, this, &RunsPage::backRequested);
    return header;
}

QWidget *RunsPage::makeTable()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(RunListModel::kSortRole);
    m_sorted.setFilterKeyColumn(-1);
    m_sorted.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("runsTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(&m_sorted);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setMinimumHeight(4 * kRowHeightPx);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeightPx);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunListModel::Date, Qt::DescendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RunsPage::followSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunsPage::followSelection);
    m_empty = new QLabel(tr("Looking for runs…"), m_table->viewport());
    m_empty->setObjectName(QStringLiteral("mutedText"));
    m_empty->setAlignment(Qt::AlignCenter);
    auto *overlay = new QVBoxLayout(m_table->viewport());
    overlay->addWidget(m_empty);
    return m_table;
}

void RunsPage::connectDetails()
{
    connect(m_details, &RunDetails::goOnRequested, this, [this](double minutes) {
        if (const auto entry = current())
            Q_EMIT goOnRequested(toText(entry->record.folder), minutes);
    });
    connect(m_details, &RunDetails::branchRequested, this, &RunsPage::branch);
    connect(m_details, &RunDetails::csvRequested, this, &RunsPage::askForCsv);
    connect(m_details, &RunDetails::tensorBoardRequested, this, &RunsPage::askForTensorBoard);
    connect(m_details, &RunDetails::shareRequested, this, &RunsPage::askForShare);
    connect(m_details, &RunDetails::forgetRequested, this, &RunsPage::askToForget);
    connect(m_details, &RunDetails::notesChanged, this, &RunsPage::saveNotes);
    connect(m_details, &RunDetails::showFolderRequested, this, [this] {
        if (const auto entry = current())
            QDesktopServices::openUrl(QUrl::fromLocalFile(toText(entry->record.folder)));
    });
}

void RunsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void RunsPage::refresh()
{
    m_details->commitNotes();
    m_freshNotes.clear(); // the list takes in what was kept before it
    m_listing.request(
        [archive = m_archive](const CancelToken &cancel) { return archive->list(cancel); });
}

void RunsPage::refreshAndChoose(const fs::path &folder)
{
    m_table->clearSelection();
    m_choice = {folder};
    refresh();
}

void RunsPage::take(Result<RunArchive::Listing> listing)
{
    if (!listing) {
        m_empty->setText(tr("The history of runs cannot be read."));
        if (listing.error().kind != ErrorKind::Cancelled)
            showProblem(tr("The history of runs cannot be read"), listing.error());
        return;
    }
    m_details->commitNotes();
    if (const auto now = chosen(); !now.empty())
        m_choice = now;
    tellFindings(*listing);
    for (RunArchive::Entry &entry : listing->entries) {
        const auto notes = m_freshNotes.find(entry.record.folder);
        if (notes != m_freshNotes.end())
            entry.record.notes = notes->second;
    }
    m_isListing = true;
    m_model.setEntries(std::move(listing->entries));
    m_isListing = false;
    m_empty->setText(tr("No runs yet. Each style that you teach is remembered here."));
    m_empty->setVisible(m_model.rowCount() == 0);
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(RunListModel::Name,
                            std::max(kNameWidthPx, m_table->columnWidth(RunListModel::Name)));
    restoreChoice();
    Q_EMIT listed();
}

void RunsPage::tellFindings(const RunArchive::Listing &listing)
{
    if (!listing.setAside.empty()) {
        m_messages->showProblem(
            {tr("The history of runs was damaged"),
             tr("Your runs are not: they were read again from their folders. Notes are in the old "
                "file, which is now %1.")
                 .arg(toText(listing.setAside)),
             {}});
    } else if (!listing.problems.empty()) {
        showProblem(tr("A run could not be read"), listing.problems.front());
    }
}

/// What was chosen before, or else the first of the list.
void RunsPage::restoreChoice()
{
    QItemSelection selection;
    QModelIndex last;
    for (const fs::path &folder : m_choice) {
        const int row = m_model.rowOf(folder);
        const QModelIndex index =
            row < 0 ? QModelIndex() : m_sorted.mapFromSource(m_model.index(row, 0));
        if (!index.isValid())
            continue;
        selection.select(index, index);
        last = last.isValid() ? last : index;
    }
    if (!last.isValid() && m_sorted.rowCount() > 0) {
        last = m_sorted.index(0, 0);
        selection.select(last, last);
    }
    m_isListing = true;
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect |
                                                     QItemSelectionModel::Rows);
    m_table->selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
    m_isListing = false;
    if (last.isValid())
        m_table->scrollTo(last);
    followSelection();
}

void RunsPage::followSelection()
{
    if (m_isListing)
        return;
    showCurrent();
    compareChosen();
}

void RunsPage::compareChosen()
{
    const std::vector<fs::path> folders = chosen();
    std::map<QString, int> uses;
    for (const fs::path &folder : folders)
        ++uses[runNameText(m_model.entryAt(m_model.rowOf(folder)).record)];
    std::vector<RunComparison::ComparedRun> runs;
    for (const fs::path &folder : folders) {
        QString label = runNameText(m_model.entryAt(m_model.rowOf(folder)).record);
        if (uses[label] > 1) // runs of the same style are told apart by their folders
            label = tr("%1 (%2)").arg(label, toText(folder.filename()));
        runs.push_back({folder, label});
    }
    m_comparison->setRuns(std::move(runs));
}

void RunsPage::showCurrent()
{
    const auto entry = current();
    m_details->showRun(entry);
    m_tracing.cancel();
    if (!entry || !runAbsenceText(*entry).isEmpty())
        return;
    m_tracing.request([folder = entry->record.folder](const CancelToken &) {
        return Result<RunTraces>(readRunTraces(folder));
    });
}

std::optional<RunArchive::Entry> RunsPage::current() const
{
    QModelIndex index = m_table->selectionModel()->currentIndex();
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    if (!index.isValid() || !m_table->selectionModel()->isRowSelected(index.row()))
        index = rows.front();
    return m_model.entryAt(m_sorted.mapToSource(index).row());
}

/// In the order of the table.
std::vector<fs::path> RunsPage::chosen() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    std::vector<fs::path> folders;
    for (const QModelIndex &row : rows)
        folders.push_back(m_model.entryAt(m_sorted.mapToSource(row).row()).record.folder);
    return folders;
}

void RunsPage::setTrainingBusy(bool busy)
{
    m_details->setTrainingBusy(busy);
}

void RunsPage::setBackText(const QString &text)
{
    m_back->setText(text);
}

void RunsPage::saveNotes(const QString &notes)
{
    const auto &entry = m_details->entry();
    if (!entry)
        return;
    m_model.setNotes(entry->record.folder, notes);
    m_freshNotes[entry->record.folder] = notes.toStdString();
    m_archive->keepNotes(entry->record.folder, notes.toStdString());
    runJob([archive = m_archive] { return archive->writeNotes(); },
           tr("The notes could not be saved"), {});
}

void RunsPage::branch(qint64 step)
{
    const auto entry = current();
    if (!entry)
        return;
    m_runner.start(
        Job<fs::path>{.lane = Lane::Io,
                      .priority = JobPriority::Normal,
                      .work = [folder = entry->record.folder,
                               step](const CancelToken &) { return makeBranch(folder, step); },
                      .context = this,
                      .done =
                          [this](const Result<fs::path> &made) {
                              if (!made) {
                                  showProblem(tr("The run could not be branched"), made.error());
                                  return;
                              }
                              m_messages->showInformation(
                                  tr("A new run begins there"),
                                  tr("“%1” is a run of its own; go on with it as long as you like.")
                                      .arg(toText(made->filename())));
                              refreshAndChoose(*made);
                          }});
}

QString RunsPage::suggestedFile(const QString &ending) const
{
    const auto entry = current();
    const QString name = entry ? toText(entry->record.folder.filename()) : QString();
    return QDir::home().filePath(name + ending);
}

void RunsPage::askForCsv()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export curves"), suggestedFile(QStringLiteral(".csv")), tr("Tables (*.csv)"));
    if (!file.isEmpty())
        exportCsv(file);
}

void RunsPage::askForTensorBoard()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder that TensorBoard opens"));
    if (!folder.isEmpty())
        exportTensorBoard(folder);
}

void RunsPage::askForShare()
{
    const QString ending = QLatin1String(kStylePackageEnding);
    QString file =
        QFileDialog::getSaveFileName(this, tr("Share style"), suggestedFile(ending),
                                     tr("Styles of Koma") + QStringLiteral(" (*%1)").arg(ending));
    if (file.isEmpty())
        return;
    if (!file.endsWith(ending))
        file += ending;
    share(file);
}

void RunsPage::exportCsv(const QString &file)
{
    const auto entry = current();
    if (!entry)
        return;
    runJob([folder = entry->record.folder,
            target = toPath(file)] { return exportCurvesAsCsv(folder, target); },
           tr("The curves could not be exported"),
           [this, file] { m_messages->showInformation(tr("The curves are exported"), file); });
}

void RunsPage::exportTensorBoard(const QString &folder)
{
    const auto entry = current();
    if (!entry)
        return;
    runJob([run = entry->record.folder, startedAt = entry->record.startedAt,
            target = toPath(folder)] { return exportCurvesToTensorBoard(run, target, startedAt); },
           tr("The curves could not be exported"),
           [this, folder] {
               m_messages->showInformation(tr("The curves are exported"),
                                           tr("Open them with: tensorboard --logdir %1")
                                               .arg(QDir::toNativeSeparators(folder)));
           });
}

void RunsPage::share(const QString &file)
{
    const auto entry = current();
    if (!entry)
        return;
    runJob([folder = entry->record.folder,
            target = toPath(file)] { return shareStyle(folder, target); },
           tr("The style could not be packed"),
           [this, file] {
               m_messages->showInformation(
                   tr("The style is packed"),
                   tr("Whoever drops %1 on Koma has it in the gallery.").arg(file));
           });
}

void RunsPage::askToForget()
{
    const auto entry = current();
    if (!entry)
        return;
    auto *question = new QMessageBox(
        QMessageBox::Question, tr("Forget this run?"),
        tr("“%1” goes from this list, with its notes. Its folder and its style stay where they "
           "are.")
            .arg(runNameText(entry->record)),
        QMessageBox::Cancel, this);
    QPushButton *forget = question->addButton(tr("Forget"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(forget, &QPushButton::clicked, this, &RunsPage::forgetChosen);
    question->open();
}

void RunsPage::forgetChosen()
{
    const auto entry = current();
    if (!entry)
        return;
    runJob([archive = m_archive, folder = entry->record.folder] { return archive->forget(folder); },
           tr("The run could not be forgotten"), [this] { refresh(); });
}

/// Also runs to its end where the page is closed meanwhile.
void RunsPage::runJob(std::function<Result<void>()> work, const QString &failure,
                      std::function<void()> done)
{
    m_runner.start(
        Job<void>{.lane = Lane::Io,
                  .priority = JobPriority::Normal,
                  .work = [work = std::move(work)](const CancelToken &) { return work(); },
                  .context = this,
                  .done =
                      [this, failure, done = std::move(done)](const Result<void> &result) {
                          if (!result)
                              showProblem(failure, result.error());
                          else if (done)
                              done();
                      }});
}

void RunsPage::showProblem(const QString &title, const Error &error)
{
    ErrorText text = errorText(error, Activity::History);
    text.title = title;
    m_messages->showProblem(text);
}

} // namespace koma
