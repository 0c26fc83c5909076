// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/issues/issuesdock.h"

#include "core/jobs/jobrunner.h"
#include "ui/page/docks/issues/issuedelegate.h"
#include "ui/page/docks/issues/issuelistmodel.h"
#include "ui/page/docks/issues/readingwatch.h"
#include "ui/theme/icon.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace koma {

IssuesDock::IssuesDock(PageSelection &selection, JobRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_watch(new ReadingWatch(runner, selection.document(), this)),
      m_model(new IssueListModel(this)),
      m_list(new QListView(this)),
      m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    m_list->setObjectName(QStringLiteral("issuesView"));
    m_list->setAccessibleName(tr("Issues"));
    m_list->setItemDelegate(new IssueDelegate(this));
    m_list->setModel(m_model);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(m_list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_list, &QListView::doubleClicked, this, &IssuesDock::goTo);
    connect(m_watch, &ReadingWatch::checked, this, &IssuesDock::compose);
    // The watch was connected first and has dropped what went.
    connect(&selection.document(), &Document::changed, this, &IssuesDock::follow);
}

QWidget *IssuesDock::makeEmpty()
{
    auto *page = new QWidget(this);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyWords = new QLabel(page);
    m_emptyWords->setObjectName(QStringLiteral("mutedText"));
    m_emptyWords->setAlignment(Qt::AlignCenter);
    m_emptyWords->setWordWrap(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->addStretch();
    layout->addWidget(m_emptyIcon);
    layout->addWidget(m_emptyWords);
    layout->addStretch();
    showEmpty();
    return page;
}

void IssuesDock::showEmpty()
{
    const QIcon icon = m_watch->hasChecked() ? themeIcon(QStringLiteral("all-well")) : QIcon();
    m_emptyIcon->setPixmap(icon.pixmap(QSize(40, 40), devicePixelRatioF()));
    m_emptyWords->setText(m_watch->hasChecked()
                              ? tr("Nothing to mend: the comic reads and prints well as it is.")
                              : tr("Looking through the comic…"));
}

void IssuesDock::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showEmpty(); // in the new colours
}

int IssuesDock::count() const
{
    return m_model->rowCount();
}

QString IssuesDock::titleFor(int count)
{
    return count > 0 ? tr("Issues (%1)").arg(count) : tr("Issues");
}

void IssuesDock::setFileIssues(const FileIssues &issues)
{
    m_fileIssues = issuesOf(issues, m_selection.document().comic());
    compose();
}

void IssuesDock::setRenderReport(PageId page, const RenderReport &report)
{
    if (m_reports.value(page) == report)
        return;
    m_reports.insert(page, report);
    compose();
}

void IssuesDock::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    if (change.kind == Kind::Reset) {
        m_fileIssues.clear();
        m_reports.clear();
    }
    const bool isOfPages = change.kind == Kind::Reset || change.kind == Kind::PagesAdded ||
                           change.kind == Kind::PagesRemoved || change.kind == Kind::PagesMoved;
    if (isOfPages)
        compose();
}

void IssuesDock::compose()
{
    QList<ComicIssue> issues;
    const auto add = [&](const QList<ComicIssue> &all, PageId page, int number) {
        for (ComicIssue issue : all) {
            if (issue.page != page)
                continue;
            issue.pageNumber = number;
            issues.append(issue);
        }
    };
    add(m_fileIssues, {}, 0);
    int number = 0;
    for (const Page &page : m_selection.document().comic().pages) {
        ++number;
        add(m_fileIssues, page.id, number);
        if (const auto report = m_reports.constFind(page.id); report != m_reports.cend())
            add(issuesOf(page.id, *report), page.id, number);
        for (const ReadingIssue &issue : m_watch->issues(page.id))
            add({issueOf(issue)}, page.id, number);
    }
    const int before = count();
    m_model->setIssues(issues);
    showEmpty();
    m_stack->setCurrentIndex(issues.isEmpty() ? 0 : 1);
    if (count() != before)
        Q_EMIT countChanged(count());
}

void IssuesDock::goTo(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const ComicIssue issue = m_model->issues().at(index.row());
    const Document &document = m_selection.document();
    QList<ObjectId> objects = issue.objects;
    objects.removeIf([&](ObjectId id) { return document.object(id) == nullptr; });
    if (objects.isEmpty())
        m_selection.setPage(issue.page);
    else
        m_selection.reveal(objects);
}

bool IssuesDock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            goTo(m_list->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace koma
