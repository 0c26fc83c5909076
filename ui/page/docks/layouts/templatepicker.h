// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/docks/layouts/templatelistmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace koma {

/// A gallery of all page templates, drawn for a page, with a field to search them. A click or Enter
/// chooses; arrows only look. GUI thread.
class TemplatePicker : public QWidget
{
    Q_OBJECT

public:
    explicit TemplatePicker(QWidget *parent = nullptr);

    /// Draws the templates for another page.
    void setPage(const TemplatePage &page) { m_model->setPage(page); }
    [[nodiscard]] const TemplateListModel &templates() const { return *m_model; }

Q_SIGNALS:
    void chosen(const QString &templateId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void filter(const QString &words);
    /// True where the key has been used.
    bool handleKey(const QObject *watched, int key);

    TemplateListModel *m_model;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_nothing;
};

} // namespace koma
