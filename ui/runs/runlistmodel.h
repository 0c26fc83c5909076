// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/runarchive.h"

#include <QAbstractTableModel>

#include <filesystem>
#include <vector>

namespace koma {

/// The runs that there were, a row each. Runs that cannot go on because their folder is gone are
/// grey and say so. GUI thread.
class RunListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Date, Minutes, Steps, BestScore, State, Notes, ColumnCount };

    static constexpr int kSortRole = Qt::UserRole; ///< what a column is sorted by

    explicit RunListModel(QObject *parent = nullptr);

    void setEntries(std::vector<RunArchive::Entry> entries);
    void setNotes(const std::filesystem::path &folder, const QString &notes);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    [[nodiscard]] const RunArchive::Entry &entryAt(int row) const
    {
        return m_entries[static_cast<std::size_t>(row)];
    }
    /// -1 where there is no such run.
    [[nodiscard]] int rowOf(const std::filesystem::path &folder) const;

private:
    std::vector<RunArchive::Entry> m_entries;
};

/// "Finished", "Stopped", "Folder gone", …
QString runStateText(const RunArchive::Entry &entry);
/// Why a run's folder cannot be used; empty where it can.
QString runAbsenceText(const RunArchive::Entry &entry);
QString runDateText(const RunRecord &run);
/// Its best KID; a dash where it was never scored.
QString runScoreText(const RunRecord &run);
QString runNameText(const RunRecord &run);

} // namespace koma
