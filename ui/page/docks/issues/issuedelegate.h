// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

namespace koma {

/// Draws an issue: its icon, where it is, and the whole sentence on as many lines as it takes.
class IssueDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit IssueDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    QIcon m_problem;
    QIcon m_warning;
    QIcon m_hint;
};

} // namespace koma
