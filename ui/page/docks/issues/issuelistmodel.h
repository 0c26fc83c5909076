// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/docks/issues/comicissue.h"

#include <QAbstractListModel>

namespace koma {

/// The issues as rows. A new list changes no more rows than it must, so that the row the artist is
/// on stays. GUI thread.
class IssueListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SeverityRole = Qt::UserRole + 1, PageNumberRole };

    explicit IssueListModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}

    void setIssues(const QList<ComicIssue> &issues);
    [[nodiscard]] const QList<ComicIssue> &issues() const { return m_issues; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<ComicIssue> m_issues;
};

/// "Problem", "Warning" or "Hint", translated.
QString severityName(IssueSeverity severity);
/// "Page 3", or "Comic" for 0.
QString issuePlaceName(int pageNumber);

} // namespace koma
