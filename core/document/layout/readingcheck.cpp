// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/readingcheck.h"

#include "core/document/layout/readingorder.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

using Kind = ReadingIssue::Kind;

/// A tail as a straight line from the middle of its balloon to its tip.
struct TailLine
{
    const PageObject *balloon;
    PointPt fromPt;
    PointPt toPt;
};

/// What of a page is seen, flat.
struct Visible
{
    QList<const PageObject *> texts;
    QList<const PageObject *> art;
    QList<const PageObject *> balloons;
};

void collect(const QList<PageObject> &objects, Visible &visible)
{
    for (const PageObject &object : objects) {
        if (object.properties.isHidden)
            continue;
        if (object.kind() == ObjectKind::Text)
            visible.texts.append(&object);
        if (object.kind() == ObjectKind::Art)
            visible.art.append(&object);
        if (object.kind() == ObjectKind::Balloon)
            visible.balloons.append(&object);
        collect(object.children, visible);
    }
}

bool hasWords(const PageObject &text)
{
    return !plainText(*text.as<TextBlock>()).trimmed().isEmpty();
}

bool cross(const TailLine &a, const TailLine &b)
{
    const auto side = [](PointPt p, PointPt q, PointPt r) { return koma::cross(q - p, r - p); };
    const double a1 = side(a.fromPt, a.toPt, b.fromPt);
    const double a2 = side(a.fromPt, a.toPt, b.toPt);
    const double b1 = side(b.fromPt, b.toPt, a.fromPt);
    const double b2 = side(b.fromPt, b.toPt, a.toPt);
    return a1 * a2 < 0.0 && b1 * b2 < 0.0;
}

/// Whether a tail runs through the ellipse in a balloon's box.
bool runsThrough(const TailLine &tail, const RectPt &box)
{
    if (box.isEmpty())
        return false;
    const auto toCircle = [&](PointPt point) {
        const PointPt centred = point - box.centre();
        return PointPt{centred.xPt / (box.widthPt / 2.0), centred.yPt / (box.heightPt / 2.0)};
    };
    const PointPt from = toCircle(tail.fromPt);
    const PointPt along = toCircle(tail.toPt) - from;
    const double length2 = dot(along, along);
    const double at = length2 > 0.0 ? std::clamp(-dot(from, along) / length2, 0.0, 1.0) : 0.0;
    return lengthPt(from + along * at) < 1.0;
}

bool areJoined(const PageObject &a, const PageObject &b)
{
    const ObjectId join = a.as<Balloon>()->joinId;
    return join.isValid() && join == b.as<Balloon>()->joinId;
}

class PageCheck
{
public:
    PageCheck(const Page &page, ReadingDirection direction, const ReadingCheckOptions &options)
        : m_page(page), m_direction(direction), m_options(options)
    {
        collect(page.objects, m_visible);
    }

    QList<ReadingIssue> issues()
    {
        checkSafeArea();
        checkOrder();
        checkLettering();
        checkArt();
        checkTails();
        checkEmptyBalloons();
        return m_issues;
    }

private:
    void report(Kind kind, const QList<ObjectId> &objects, double value = 0.0, double limit = 0.0)
    {
        m_issues.append({kind, m_page.id, objects, value, limit});
    }

    void checkSafeArea()
    {
        constexpr double kRoundingPt = 0.01;
        const PageSetup &setup = m_page.properties.setup;
        for (const PageObject *text : m_visible.texts) {
            // Sound effects may reach for the edge, but not be cut off.
            const bool isEffect = !text->as<TextBlock>()->curvePt.isEmpty();
            const RectPt allowed = isEffect ? setup.trimPt() : setup.safeAreaPt();
            if (hasWords(*text) && !allowed.grownBy(kRoundingPt).contains(boundsPt(*text)))
                report(Kind::TextOutsideSafeArea, {text->id});
        }
    }

    void checkOrder()
    {
        const OrderedObjects panels = panelsInOrder(m_page, m_direction);
        if (!panels.doubtful.isEmpty())
            report(Kind::PanelOrderInDoubt, panels.doubtful);
        const OrderedObjects lettering = letteringInOrder(m_page, m_direction);
        if (!lettering.doubtful.isEmpty())
            report(Kind::LetteringOrderInDoubt, lettering.doubtful);
    }

    void checkLettering()
    {
        for (const PageObject *text : m_visible.texts) {
            const auto &block = *text->as<TextBlock>();
            double sizePt = block.sizePt;
            if (block.isAutoFitted && m_options.fittedSizePt)
                sizePt = m_options.fittedSizePt(*text).value_or(sizePt);
            double smallest = sizePt;
            for (const TextRun &run : block.runs) {
                if (!run.text.trimmed().isEmpty())
                    smallest = std::min(smallest, sizePt * run.sizeFactor);
            }
            if (hasWords(*text) && smallest < m_options.minLetteringPt)
                report(Kind::TinyLettering, {text->id}, smallest, m_options.minLetteringPt);
        }
    }

    void checkArt()
    {
        const double limit = m_options.minResolutionFraction * m_page.properties.setup.dpi;
        for (const PageObject *object : m_visible.art) {
            const double dpi = resolutionDpi(*object->as<ArtLayer>());
            if (!object->as<ArtLayer>()->picture.isEmpty() && dpi < limit)
                report(Kind::LowResolutionArt, {object->id}, dpi, limit);
        }
    }

    void checkTails()
    {
        QList<TailLine> tails;
        for (const PageObject *object : m_visible.balloons) {
            const auto &balloon = *object->as<Balloon>();
            for (const BalloonTail &tail : balloon.tails)
                tails.append({object, balloon.boundsPt.centre(), tailTipPt(m_page, tail)});
        }
        for (qsizetype i = 0; i < tails.size(); ++i) {
            for (const PageObject *other : m_visible.balloons)
                checkTailAgainst(tails, i, *other);
        }
    }

    void checkTailAgainst(const QList<TailLine> &tails, qsizetype i, const PageObject &other)
    {
        const PageObject &own = *tails[i].balloon;
        if (&own == &other || areJoined(own, other))
            return;
        bool overlaps = runsThrough(tails[i], other.as<Balloon>()->boundsPt);
        for (const TailLine &tail : tails)
            overlaps = overlaps || (tail.balloon == &other && cross(tails[i], tail));
        const QList<ObjectId> pair{std::min(own.id, other.id), std::max(own.id, other.id)};
        const bool isKnown = std::any_of(m_issues.begin(), m_issues.end(), [&](const auto &issue) {
            return issue.kind == Kind::OverlappingTails && issue.objects == pair;
        });
        if (overlaps && !isKnown)
            report(Kind::OverlappingTails, pair);
    }

    void checkEmptyBalloons()
    {
        for (const PageObject *balloon : m_visible.balloons) {
            const bool speaks = std::any_of(balloon->children.begin(), balloon->children.end(),
                                            [](const PageObject &text) { return hasWords(text); });
            if (!speaks)
                report(Kind::EmptyBalloon, {balloon->id});
        }
    }

    const Page &m_page;
    ReadingDirection m_direction;
    const ReadingCheckOptions &m_options;
    Visible m_visible;
    QList<ReadingIssue> m_issues;
};

} // namespace

QList<ReadingIssue> checkReading(const Page &page, ReadingDirection direction,
                                 const ReadingCheckOptions &options)
{
    return PageCheck(page, direction, options).issues();
}

QList<ReadingIssue> checkReading(const Comic &comic, const ReadingCheckOptions &options)
{
    QList<ReadingIssue> issues;
    for (const Page &page : comic.pages)
        issues += checkReading(page, comic.settings.direction, options);
    return issues;
}

QString issueText(const ReadingIssue &issue)
{
    const auto translated = [](const char *text) {
        return QCoreApplication::translate("ReadingCheck", text);
    };
    switch (issue.kind) {
    case Kind::TextOutsideSafeArea:
        return translated(QT_TRANSLATE_NOOP("ReadingCheck", "Text reaches out of the safe area."));
    case Kind::PanelOrderInDoubt:
        return translated(
            QT_TRANSLATE_NOOP("ReadingCheck", "Readers may be unsure which panel comes next."));
    case Kind::LetteringOrderInDoubt:
        return translated(
            QT_TRANSLATE_NOOP("ReadingCheck", "Readers may be unsure which balloon comes next."));
    case Kind::TinyLettering:
        return translated(
                   QT_TRANSLATE_NOOP("ReadingCheck",
                                     "Lettering of %1 pt is hard to read; %2 pt is the least."))
            .arg(issue.value, 0, 'f', 1)
            .arg(issue.limit, 0, 'f', 1);
    case Kind::LowResolutionArt:
        return translated(QT_TRANSLATE_NOOP(
                              "ReadingCheck",
                              "The picture has %1 dpi at this size; %2 dpi or more print sharply."))
            .arg(issue.value, 0, 'f', 0)
            .arg(std::ceil(issue.limit), 0, 'f', 0);
    case Kind::OverlappingTails:
        return translated(
            QT_TRANSLATE_NOOP("ReadingCheck", "Tails cross, or one runs through a balloon."));
    case Kind::EmptyBalloon:
        return translated(QT_TRANSLATE_NOOP("ReadingCheck", "A balloon without words."));
    }
    return {};
}

} // namespace koma
