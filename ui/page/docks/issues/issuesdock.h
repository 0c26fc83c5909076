// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/docks/issues/comicissue.h"
#include "ui/page/session/pageselection.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;

namespace koma {

class IssueListModel;
class JobRunner;
class ReadingWatch;

/// The content of the dock "Issues": what may trouble readers or printers, what a file lacked and
/// what could not be painted, page by page, each with a way to go there. Another comic forgets what
/// the file and the renderer had reported. GUI thread; selection and runner must outlive it.
class IssuesDock : public QWidget
{
    Q_OBJECT

public:
    IssuesDock(PageSelection &selection, JobRunner &runner, QWidget *parent = nullptr);

    /// What was missing when the comic was opened: after Document::reset().
    void setFileIssues(const FileIssues &issues);
    /// What the newest painting of a page could not show.
    void setRenderReport(PageId page, const RenderReport &report);

    [[nodiscard]] int count() const;
    /// "Issues (3)", or "Issues" for none.
    static QString titleFor(int count);
    [[nodiscard]] const IssueListModel &issues() const { return *m_model; }

Q_SIGNALS:
    void countChanged(int count);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeEmpty();
    void showEmpty();
    void follow(const DocumentChange &change);
    void compose();
    void goTo(const QModelIndex &index);
    bool eventFilter(QObject *watched, QEvent *event) override;

    PageSelection &m_selection;
    ReadingWatch *m_watch;
    IssueListModel *m_model;
    QListView *m_list;
    QStackedWidget *m_stack;
    QLabel *m_emptyIcon = nullptr;
    QLabel *m_emptyWords = nullptr;
    QList<ComicIssue> m_fileIssues;
    QHash<PageId, RenderReport> m_reports;
};

} // namespace koma
