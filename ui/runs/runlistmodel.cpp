// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runlistmodel.h"

#include <QBrush>
#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>
#include <limits>
#include <utility>

namespace koma {
namespace {

constexpr double kSecondsPerMinute = 60.0;
constexpr int kScoreDigits = 3;

QString firstLine(const std::string &text)
{
    return QString::fromStdString(text).section(QLatin1Char('\n'), 0, 0);
}

QString minutesText(double seconds)
{
    constexpr double kWhole = 10.0; // from so many minutes on, tenths tell nothing
    const double minutes = seconds / kSecondsPerMinute;
    return QLocale().toString(minutes, 'f', minutes < kWhole ? 1 : 0);
}

QString cellText(const RunArchive::Entry &entry, int column)
{
    const RunRecord &run = entry.record;
    switch (column) {
    case RunListModel::Name:
        return runNameText(run);
    case RunListModel::Date:
        return runDateText(run);
    case RunListModel::Minutes:
        return minutesText(run.seconds);
    case RunListModel::Steps:
        return QLocale().toString(static_cast<qlonglong>(run.steps));
    case RunListModel::BestScore:
        return runScoreText(run);
    case RunListModel::State:
        return runStateText(entry);
    case RunListModel::Notes:
        return firstLine(run.notes);
    default:
        return {};
    }
}

QVariant sortValue(const RunArchive::Entry &entry, int column)
{
    const RunRecord &run = entry.record;
    switch (column) {
    case RunListModel::Date:
        return QVariant::fromValue(static_cast<qlonglong>(run.startedAt));
    case RunListModel::Minutes:
        return run.seconds;
    case RunListModel::Steps:
        return QVariant::fromValue(static_cast<qlonglong>(run.steps));
    case RunListModel::BestScore: // less is better; those without come last
        return run.bestScore.value_or(std::numeric_limits<double>::max());
    default:
        return cellText(entry, column);
    }
}

bool isNumber(int column)
{
    return column == RunListModel::Minutes || column == RunListModel::Steps ||
           column == RunListModel::BestScore;
}

QVariant alignment(int column)
{
    return (Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)).toInt();
}

bool isAbsent(const RunArchive::Entry &entry)
{
    return entry.presence == RunPresence::Gone || entry.presence == RunPresence::Replaced;
}

} // namespace

QString runNameText(const RunRecord &run)
{
    return QString::fromStdString(run.styleName);
}

QString runDateText(const RunRecord &run)
{
    if (run.startedAt == 0)
        return QStringLiteral("–");
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(run.startedAt), QLocale::ShortFormat);
}

QString runScoreText(const RunRecord &run)
{
    return run.bestScore ? QLocale().toString(*run.bestScore, 'g', kScoreDigits)
                         : QStringLiteral("–");
}

QString runAbsenceText(const RunArchive::Entry &entry)
{
    const QString folder = QString::fromStdU16String(entry.record.folder.u16string());
    if (entry.presence == RunPresence::Gone)
        return RunListModel::tr("Its folder is gone or was moved: %1. Its curves and notes are "
                                "still here.")
            .arg(folder);
    if (entry.presence == RunPresence::Replaced)
        return RunListModel::tr("Its folder now holds another run: %1. Its curves and notes are "
                                "still here.")
            .arg(folder);
    return {};
}

QString runStateText(const RunArchive::Entry &entry)
{
    if (isAbsent(entry))
        return RunListModel::tr("Folder gone");
    if (entry.presence == RunPresence::Playing)
        return RunListModel::tr("Training");
    switch (entry.record.state) {
    case RunState::Running:
        return RunListModel::tr("Interrupted");
    case RunState::Finished:
        return RunListModel::tr("Finished");
    case RunState::Stopped:
        return RunListModel::tr("Stopped");
    case RunState::Failed:
        return RunListModel::tr("Failed");
    }
    return {};
}

RunListModel::RunListModel(QObject *parent) : QAbstractTableModel(parent) {}

void RunListModel::setEntries(std::vector<RunArchive::Entry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void RunListModel::setNotes(const std::filesystem::path &folder, const QString &notes)
{
    const int row = rowOf(folder);
    if (row < 0)
        return;
    m_entries[static_cast<std::size_t>(row)].record.notes = notes.toStdString();
    const QModelIndex cell = index(row, Notes);
    Q_EMIT dataChanged(cell, cell);
}

int RunListModel::rowOf(const std::filesystem::path &folder) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(),
                     [&](const RunArchive::Entry &entry) { return entry.record.folder == folder; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int RunListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int RunListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant RunListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunArchive::Entry &entry = entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(entry, index.column());
    case kSortRole:
        return sortValue(entry, index.column());
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::ForegroundRole:
        return isAbsent(entry)
                   ? QVariant(QBrush(QGuiApplication::palette().color(QPalette::PlaceholderText)))
                   : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == Notes)
            return QString::fromStdString(entry.record.notes);
        return isAbsent(entry) ? runAbsenceText(entry)
                               : QString::fromStdU16String(entry.record.folder.u16string());
    default:
        return {};
    }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role == Qt::ToolTipRole && section == BestScore)
        return tr("KID at the best moment: the distance of results from the drawings; less is "
                  "better.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Style");
    case Date:
        return tr("Begun");
    case Minutes:
        return tr("Minutes");
    case Steps:
        return tr("Steps");
    case BestScore:
        return tr("Best KID");
    case State:
        return tr("State");
    default:
        return tr("Notes");
    }
}

} // namespace koma
