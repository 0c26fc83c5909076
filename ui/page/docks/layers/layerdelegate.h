// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

namespace koma {

/// Draws the rows of the layers: names, faint where the layer is hidden, and the switches in the
/// columns beside them, which answer to a click without picking the row.
class LayerDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit LayerDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void switchClicked(const QModelIndex &index);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    QIcon m_eye;
    QIcon m_eyeClosed;
    QIcon m_lock;
    QIcon m_lockOpen;
};

} // namespace koma
