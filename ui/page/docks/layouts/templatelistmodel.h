// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/pagetemplates.h"

#include <QAbstractListModel>

namespace koma {

/// A page as templates are cut for it.
struct TemplatePage
{
    PageSetup setup;
    GutterWidths gutters;
    ReadingDirection direction = ReadingDirection::LeftToRight;

    bool operator==(const TemplatePage &) const = default;
};

/// The page templates, group by group, each group under a row that is its heading, with their
/// panels on the page in question. GUI thread.
class TemplateListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< empty: a heading
    };

    explicit TemplateListModel(QObject *parent = nullptr);

    void setPage(const TemplatePage &page);
    [[nodiscard]] const TemplatePage &page() const { return m_page; }
    /// Lists only templates whose name or group has all these words.
    void setFilter(const QString &words);

    [[nodiscard]] bool isHeading(int row) const { return m_rows.at(row).pageTemplate == nullptr; }
    /// Empty for headings, and where the page is too small for the template.
    [[nodiscard]] const QList<OutlinePt> &panels(int row) const { return m_rows.at(row).panels; }
    /// -1 where there is none.
    [[nodiscard]] int firstTemplate() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        const PageTemplate *pageTemplate = nullptr; ///< none: a heading
        QString name;
        QList<OutlinePt> panels;
        QString refusal;
    };
    void read();
    void cut(Row &row) const;

    TemplatePage m_page;
    QStringList m_words;
    QList<Row> m_rows;
};

} // namespace koma
