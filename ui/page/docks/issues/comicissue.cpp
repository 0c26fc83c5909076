// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/issues/comicissue.h"

#include <QCoreApplication>

namespace koma {
namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Issues", text);
}

IssueSeverity severityOf(ReadingIssue::Kind kind)
{
    switch (kind) {
    case ReadingIssue::Kind::TextOutsideSafeArea:
    case ReadingIssue::Kind::TinyLettering:
    case ReadingIssue::Kind::LowResolutionArt:
        return IssueSeverity::Warning;
    case ReadingIssue::Kind::PanelOrderInDoubt:
    case ReadingIssue::Kind::LetteringOrderInDoubt:
    case ReadingIssue::Kind::OverlappingTails:
    case ReadingIssue::Kind::EmptyBalloon:
        return IssueSeverity::Hint;
    }
    return IssueSeverity::Warning;
}

IssueSeverity severityOf(FileIssue::Kind kind)
{
    const bool isHarmless =
        kind == FileIssue::Kind::FieldReplaced || kind == FileIssue::Kind::ForeignEntry;
    return isHarmless ? IssueSeverity::Warning : IssueSeverity::Problem;
}

} // namespace

ComicIssue issueOf(const ReadingIssue &issue)
{
    return {severityOf(issue.kind), issue.page, issue.objects, issueText(issue), 0};
}

QList<ComicIssue> issuesOf(const FileIssues &issues, const Comic &comic)
{
    QList<ComicIssue> list;
    int lostPages = 0; // the file counts them, the comic no longer has them
    for (const FileIssue &issue : issues) {
        ComicIssue found{severityOf(issue.kind), {}, {}, QString::fromStdString(issue.message), 0};
        const qsizetype index = qsizetype{issue.pageNumber} - 1 - lostPages;
        if (issue.kind == FileIssue::Kind::PageLost)
            ++lostPages;
        else if (index >= 0 && index < comic.pages.size())
            found.page = comic.pages.at(index).id;
        list.append(found);
    }
    return list;
}

QList<ComicIssue> issuesOf(PageId page, const RenderReport &report)
{
    QList<ComicIssue> list;
    for (const MissingArt &art : report.missingArt) {
        list.append({IssueSeverity::Problem,
                     page,
                     {art.object},
                     translated(QT_TRANSLATE_NOOP("Issues", "The picture cannot be shown: %1"))
                         .arg(QString::fromStdString(art.reason)),
                     0});
    }
    for (const ObjectId text : report.overflowingTexts) {
        list.append({IssueSeverity::Warning,
                     page,
                     {text},
                     translated(QT_TRANSLATE_NOOP("Issues", "The words do not fit into their "
                                                            "frame.")),
                     0});
    }
    if (!report.missingCharacters.isEmpty()) {
        list.append(
            {IssueSeverity::Problem,
             page,
             {},
             translated(QT_TRANSLATE_NOOP("Issues", "No font on this computer can draw: %1"))
                 .arg(report.missingCharacters),
             0});
    }
    return list;
}

} // namespace koma
