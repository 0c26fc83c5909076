// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layers/layerdelegate.h"

#include "ui/page/docks/layers/layertreemodel.h"
#include "ui/theme/icon.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace koma {
namespace {

constexpr int kRowHeightPx = 28;
constexpr int kSwitchPx = 16;
constexpr double kFaintOpacity = 0.45;
constexpr double kUnusedOpacity = 0.25; ///< of a lock that is open

} // namespace

LayerDelegate::LayerDelegate(QObject *parent)
    : QStyledItemDelegate(parent),
      m_eye(themeIcon(QStringLiteral("eye"))),
      m_eyeClosed(themeIcon(QStringLiteral("eye-closed"))),
      m_lock(themeIcon(QStringLiteral("lock"))),
      m_lockOpen(themeIcon(QStringLiteral("lock-open")))
{
}

QSize LayerDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(),
            std::max(kRowHeightPx, option.fontMetrics.height() + 10)};
}

void LayerDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->decorationSize = QSize(18, 18);
    if (!index.data(LayerTreeModel::IsFaintRole).toBool())
        return;
    const QColor muted = option->palette.color(QPalette::PlaceholderText);
    option->palette.setColor(QPalette::Text, muted);
    option->font.setItalic(true);
}

void LayerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() == LayerTreeModel::NameColumn)
        return;
    const bool isEye = index.column() == LayerTreeModel::VisibleColumn;
    const bool isOn =
        index.data(isEye ? LayerTreeModel::IsVisibleRole : LayerTreeModel::IsLockedRole).toBool();
    const bool isFaint = isEye && index.data(LayerTreeModel::IsFaintRole).toBool();
    const QIcon &eye = isOn ? m_eye : m_eyeClosed;
    const QIcon &lock = isOn ? m_lock : m_lockOpen;
    QRect place(0, 0, kSwitchPx, kSwitchPx);
    place.moveCenter(option.rect.center());
    painter->save();
    if (isFaint)
        painter->setOpacity(kFaintOpacity);
    else if (!isEye && !isOn)
        painter->setOpacity(kUnusedOpacity);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    (isEye ? eye : lock)
        .paint(painter, place, Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
    painter->restore();
}

bool LayerDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (index.column() == LayerTreeModel::NameColumn)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const bool isPress =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (!isPress || static_cast<QMouseEvent *>(event)->button() != Qt::LeftButton)
        return false;
    Q_EMIT switchClicked(index);
    return true;
}

} // namespace koma
