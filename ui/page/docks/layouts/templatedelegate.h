// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace koma {

class TemplateListModel;

/// Draws templates as small pages with their names, and the headings of their groups across the
/// whole width.
class TemplateDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TemplateDelegate(const TemplateListModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    void paintPage(QPainter &painter, const QStyleOptionViewItem &option, int row) const;

    const TemplateListModel &m_model;
};

} // namespace koma
