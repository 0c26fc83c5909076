// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/issues/issuelistmodel.h"

#include <algorithm>

namespace koma {

void IssueListModel::setIssues(const QList<ComicIssue> &issues)
{
    const auto [oldEnd, newEnd] =
        std::mismatch(m_issues.cbegin(), m_issues.cend(), issues.cbegin(), issues.cend());
    const auto same = static_cast<int>(oldEnd - m_issues.cbegin());
    const auto mostBelow =
        static_cast<int>(std::min(m_issues.cend() - oldEnd, issues.cend() - newEnd));
    int below = 0;
    while (below < mostBelow &&
           m_issues.at(m_issues.size() - 1 - below) == issues.at(issues.size() - 1 - below))
        ++below;
    const int gone = rowCount() - same - below;
    const int added = static_cast<int>(issues.size()) - same - below;
    if (gone > 0) {
        beginRemoveRows({}, same, same + gone - 1);
        m_issues.remove(same, gone);
        endRemoveRows();
    }
    if (added > 0) {
        beginInsertRows({}, same, same + added - 1);
        m_issues = issues;
        endInsertRows();
    }
}

int IssueListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_issues.size());
}

QVariant IssueListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComicIssue &issue = m_issues.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return issue.text;
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3", "severity, page, sentence")
            .arg(severityName(issue.severity), issuePlaceName(issue.pageNumber), issue.text);
    case Qt::ToolTipRole:
        return severityName(issue.severity);
    case SeverityRole:
        return static_cast<int>(issue.severity);
    case PageNumberRole:
        return issue.pageNumber;
    default:
        return {};
    }
}

QString severityName(IssueSeverity severity)
{
    switch (severity) {
    case IssueSeverity::Problem:
        return IssueListModel::tr("Problem");
    case IssueSeverity::Warning:
        return IssueListModel::tr("Warning");
    case IssueSeverity::Hint:
        return IssueListModel::tr("Hint");
    }
    return {};
}

QString issuePlaceName(int pageNumber)
{
    return pageNumber > 0 ? IssueListModel::tr("Page %1").arg(pageNumber)
                          : IssueListModel::tr("The comic");
}

} // namespace koma
