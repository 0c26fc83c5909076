// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layouts/templatelistmodel.h"

#include <algorithm>

namespace koma {

TemplateListModel::TemplateListModel(QObject *parent) : QAbstractListModel(parent)
{
    read();
}

void TemplateListModel::setPage(const TemplatePage &page)
{
    if (page == m_page)
        return;
    m_page = page;
    for (Row &row : m_rows)
        cut(row);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void TemplateListModel::setFilter(const QString &words)
{
    const QStringList split = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (split == m_words)
        return;
    m_words = split;
    beginResetModel();
    read();
    endResetModel();
}

void TemplateListModel::read()
{
    m_rows.clear();
    QString heading;
    for (const PageTemplate &pageTemplate : pageTemplates()) {
        const QString group = templateGroupName(pageTemplate.group);
        Row row{&pageTemplate, templateName(pageTemplate), {}, {}};
        const bool isMeant = std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
            return row.name.contains(word, Qt::CaseInsensitive) ||
                   group.contains(word, Qt::CaseInsensitive);
        });
        if (!isMeant)
            continue;
        if (group != heading)
            m_rows.append({nullptr, group, {}, {}});
        heading = group;
        cut(row);
        m_rows.append(std::move(row));
    }
}

void TemplateListModel::cut(Row &row) const
{
    if (row.pageTemplate == nullptr)
        return;
    auto panels = templatePanels(*row.pageTemplate, m_page.setup, m_page.gutters, m_page.direction);
    row.panels = panels ? std::move(*panels) : QList<OutlinePt>();
    row.refusal = panels ? QString() : tr("The page is too small for this layout.");
}

int TemplateListModel::firstTemplate() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (!isHeading(row))
            return row;
    }
    return -1;
}

int TemplateListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TemplateListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        if (row.pageTemplate == nullptr)
            return {};
        return row.refusal.isEmpty()
                   ? tr("%1: %n panel(s)", nullptr, static_cast<int>(row.panels.size()))
                         .arg(row.name)
                   : row.refusal;
    case IdRole:
        return row.pageTemplate != nullptr ? QString::fromLatin1(row.pageTemplate->id) : QString();
    default:
        return {};
    }
}

Qt::ItemFlags TemplateListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    if (row.pageTemplate == nullptr || row.panels.isEmpty())
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace koma
