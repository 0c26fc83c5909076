// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/stylelistmodel.h"

#include <algorithm>
#include <utility>

namespace koma {

StyleListModel::StyleListModel(QObject *parent) : QAbstractListModel(parent)
{
    m_entries.resize(1);
}

void StyleListModel::setStyles(std::vector<StyleCard> styles)
{
    beginResetModel();
    m_entries.resize(1);
    for (StyleCard &card : styles)
        m_entries.push_back({std::move(card), {}, {}, false});
    endResetModel();
}

int StyleListModel::rowOf(const QString &styleId) const
{
    const std::string id = styleId.toStdString();
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&id](const Entry &entry) { return entry.card.id == id; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

QString StyleListModel::styleIdAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return QString::fromStdString(m_entries.at(static_cast<std::size_t>(row)).card.id);
}

void StyleListModel::setPreview(const QString &styleId, const QImage &image)
{
    const int row = rowOf(styleId);
    if (row < 0)
        return;
    m_entries.at(static_cast<std::size_t>(row)).preview = image;
    Q_EMIT dataChanged(index(row), index(row), {ThumbnailRole});
}

void StyleListModel::setThumbnail(const QString &styleId, const QImage &image)
{
    const int row = rowOf(styleId);
    if (row < 0)
        return;
    Entry &entry = m_entries.at(static_cast<std::size_t>(row));
    entry.thumbnail = image;
    entry.isPending = false;
    Q_EMIT dataChanged(index(row), index(row), {ThumbnailRole, IsPendingRole});
}

void StyleListModel::markAllPending()
{
    for (Entry &entry : m_entries)
        entry.isPending = true;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {IsPendingRole});
}

int StyleListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant StyleListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return name(entry);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return toolTip(entry);
    case IdRole:
        return QString::fromStdString(entry.card.id);
    case Qt::DecorationRole:
    case ThumbnailRole:
        return entry.thumbnail.isNull() ? entry.preview : entry.thumbnail;
    case IsPendingRole:
        return entry.isPending;
    default:
        return {};
    }
}

QString StyleListModel::name(const Entry &entry) const
{
    return entry.card.id.empty() ? tr("Original") : QString::fromStdString(entry.card.name);
}

QString StyleListModel::toolTip(const Entry &entry) const
{
    if (entry.card.id.empty())
        return tr("The picture as it is");
    QStringList lines{QString::fromStdString(entry.card.name).toHtmlEscaped()};
    if (!entry.card.description.empty())
        lines.append(QString::fromStdString(entry.card.description).toHtmlEscaped());
    if (!entry.card.artist.empty())
        lines.append(tr("After %1").arg(QString::fromStdString(entry.card.artist).toHtmlEscaped()));
    if (!entry.card.licence.empty()) {
        lines.append(
            tr("Licence: %1").arg(QString::fromStdString(entry.card.licence).toHtmlEscaped()));
    }
    return QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("<br>")));
}

} // namespace koma
