// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/paintbounds.h"

#include "core/document/balloons/balloonpainter.h"
#include "core/document/geometry/dashedstroke.h"
#include "core/document/render/objectshapes.h"

#include <QHash>
#include <QSet>
#include <QTransform>

#include <algorithm>
#include <utility>

namespace koma {
namespace {

constexpr double kJoinWidthPt = 12.0; ///< of the band between joined balloons that do not touch
constexpr double kMissingArtPenPt = 1.0;

QRectF grown(const QRectF &box, double byPt)
{
    return box.adjusted(-byPt, -byPt, byPt, byPt);
}

void collectJoined(const QList<PageObject> &objects, ObjectId join,
                   QList<const PageObject *> &joined)
{
    for (const PageObject &object : objects) {
        if (object.properties.isHidden)
            continue;
        const auto *balloon = object.as<Balloon>();
        if (balloon != nullptr && balloon->joinId == join)
            joined.append(&object);
        collectJoined(object.children, join, joined);
    }
}

bool hasMask(const PageObject &object)
{
    return std::any_of(object.children.begin(), object.children.end(),
                       [](const PageObject &child) { return child.kind() == ObjectKind::Mask; });
}

/// Two states of a page, compared object by object.
class PageDifference
{
public:
    PageDifference(const Page &before, const Page &after, const QString &language,
                   ShapeCache &shapes)
        : m_before{before, PaintBounds(before, language, shapes)},
          m_after{after, PaintBounds(after, language, shapes)}
    {
    }

    QRectF areaPt()
    {
        PaintPlace page;
        page.region.addRect(rectOf(m_after.page.properties.setup.bleedBoxPt()));
        compareLists(m_before.page.objects, m_after.page.objects, page);
        compareTails();
        return m_areaPt;
    }

private:
    struct State
    {
        const Page &page;
        PaintBounds bounds;
    };

    void add(const State &state, const PageObject &object, const PaintPlace &place)
    {
        m_areaPt |= state.bounds.wholePt(object, place);
    }

    void compareLists(const QList<PageObject> &before, const QList<PageObject> &after,
                      const PaintPlace &place)
    {
        if (before == after)
            return;
        const bool isSameOrder =
            std::equal(before.begin(), before.end(), after.begin(), after.end(),
                       [](const PageObject &a, const PageObject &b) { return a.id == b.id; });
        if (isSameOrder) {
            for (qsizetype i = 0; i < before.size(); ++i)
                compare(before[i], after[i], place);
            return;
        }
        // Something came, went or changed its height: those that differ in place or value.
        QHash<ObjectId, qsizetype> places;
        for (qsizetype i = 0; i < before.size(); ++i)
            places.insert(before[i].id, i);
        qsizetype highest = -1;
        QSet<ObjectId> matched;
        for (const PageObject &object : after) {
            const qsizetype place0 = places.value(object.id, -1);
            if (place0 > highest) {
                highest = place0;
                matched.insert(object.id);
                compare(before[place0], object, place);
            } else {
                add(m_after, object, place);
            }
        }
        for (const PageObject &object : before) {
            if (!matched.contains(object.id))
                add(m_before, object, place);
        }
    }

    void compare(const PageObject &before, const PageObject &after, const PaintPlace &place)
    {
        if (before == after)
            return;
        const bool isSameItself =
            before.properties == after.properties && before.content == after.content;
        // A masked or joined object looks different all over when something below it changes.
        const bool isMasked = hasMask(before) || hasMask(after);
        if (!isSameItself || isMasked || after.kind() == ObjectKind::Balloon) {
            add(m_before, before, place);
            add(m_after, after, place);
            return;
        }
        const BalloonShape none;
        compareLists(before.children, after.children, m_after.bounds.placeIn(after, place, none));
    }

    /// Tails follow what they point at.
    void compareTails()
    {
        QHash<ObjectId, BalloonShape> shapes;
        forEachObject(m_before.page.objects, [&](const PageObject &object) {
            if (object.kind() == ObjectKind::Balloon)
                shapes.insert(object.id, shapeOf(object, m_before.page));
        });
        PaintPlace anywhere;
        forEachObject(m_after.page.objects, [&](const PageObject &object) {
            if (!shapes.contains(object.id) || shapeOf(object, m_after.page) == shapes[object.id])
                return;
            m_areaPt |= m_after.bounds.ownPt(object, anywhere);
            if (const PageObject *was = findObject(m_before.page.objects, object.id))
                m_areaPt |= m_before.bounds.ownPt(*was, anywhere);
        });
    }

    State m_before;
    State m_after;
    QRectF m_areaPt;
};

} // namespace

PaintBounds::PaintBounds(const Page &page, QString language, ShapeCache &shapes)
    : m_page(page), m_language(std::move(language)), m_shapes(shapes)
{
}

QRectF PaintBounds::ownPt(const PageObject &object, const PaintPlace &place) const
{
    if (object.properties.isHidden)
        return {};
    if (const auto *panel = object.as<Panel>())
        return grown(pathOf(*panel).boundingRect(), strokeReach(penOf(panel->border)));
    if (object.kind() == ObjectKind::Art)
        return grown(rectOf(boundsPt(object)), kMissingArtPenPt);
    if (const auto *balloon = object.as<Balloon>())
        return balloonPt(object, *balloon);
    if (const auto *text = object.as<TextBlock>())
        return textPt(object, *text, place);
    const QRectF region = place.region.boundingRect();
    if (const auto *tone = object.as<ToneFill>())
        return tone->areaPt.isEmpty() ? region : region & pathOf(tone->areaPt).boundingRect();
    if (const auto *lines = object.as<SpeedLines>())
        return m_shapes.lines(object.id, *lines, place.region).boundingRect();
    if (const auto *ink = object.as<InkStroke>())
        return m_shapes.ink(object.id, *ink).boundingRect();
    return {};
}

QRectF PaintBounds::wholePt(const PageObject &object, const PaintPlace &place) const
{
    if (object.properties.isHidden)
        return {};
    QRectF whole = ownPt(object, place);
    if (object.kind() == ObjectKind::Panel) {
        // It clips what is in it, but not balloons elsewhere that are joined with some in it.
        forEachObject(object.children, [&](const PageObject &below) {
            const auto *balloon = below.as<Balloon>();
            if (balloon != nullptr && balloon->joinId.isValid())
                whole |= ownPt(below, place);
        });
        return whole;
    }
    const BalloonShape shape = shapeOf(object, m_page);
    const PaintPlace inside = placeIn(object, place, shape);
    for (const PageObject &child : object.children)
        whole |= wholePt(child, inside);
    return whole;
}

PaintPlace PaintBounds::placeIn(const PageObject &object, const PaintPlace &place,
                                const BalloonShape &shape) const
{
    if (const auto *panel = object.as<Panel>())
        return {.region = pathOf(*panel)};
    if (object.kind() == ObjectKind::Balloon)
        return {.region = place.region, .balloon = &shape};
    return place;
}

QRectF PaintBounds::balloonPt(const PageObject &object, const Balloon &balloon) const
{
    if (!balloon.joinId.isValid()) {
        const BalloonShape shape = shapeOf(object, m_page);
        return grown(m_shapes.balloon(object.id, shape).boundingRect(),
                     balloonLineReachPt(shape.form, balloon.lineWidthPt));
    }
    // All are drawn with the line of one of them.
    QRectF all;
    double widestPt = 0.0;
    double longestMitre = 0.0; // of a line of 1 pt
    for (const PageObject *joined : joinedBalloons(m_page, balloon.joinId)) {
        const BalloonShape shape = shapeOf(*joined, m_page);
        all |= m_shapes.balloon(joined->id, shape).boundingRect();
        widestPt = std::max(widestPt, std::get<Balloon>(joined->content).lineWidthPt);
        longestMitre = std::max(longestMitre, balloonLineReachPt(shape.form, 1.0));
    }
    return grown(all, widestPt * longestMitre + kJoinWidthPt);
}

QRectF PaintBounds::textPt(const PageObject &object, const TextBlock &text,
                           const PaintPlace &place) const
{
    const auto set = m_shapes.text(object.id, text, place.balloon, m_language);
    const QPointF centre = rectOf(text.framePt).center();
    QTransform turn;
    turn.translate(centre.x(), centre.y());
    turn.rotate(text.rotationDeg);
    turn.translate(-centre.x(), -centre.y());
    return turn.mapRect(grown(set->inkBounds, text.outline.widthPt));
}

QPen penOf(const PanelBorder &border)
{
    QPen pen(colourOf(border.colour), border.widthPt);
    pen.setJoinStyle(Qt::MiterJoin);
    constexpr double kSharpCorners = 8.0;
    pen.setMiterLimit(kSharpCorners);
    if (border.style == BorderStyle::Dashed)
        pen.setDashPattern({5.0, 3.0});
    if (border.style == BorderStyle::Dotted) {
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({0.01, 2.5});
    }
    return pen;
}

QList<const PageObject *> joinedBalloons(const Page &page, ObjectId join)
{
    QList<const PageObject *> joined;
    collectJoined(page.objects, join, joined);
    return joined;
}

QPainterPath joinedOutline(const QList<const PageObject *> &balloons, const Page &page)
{
    std::vector<BalloonShape> shapes;
    for (const PageObject *balloon : balloons)
        shapes.push_back(shapeOf(*balloon, page));
    return joinedOutline(shapes, kJoinWidthPt);
}

QRectF changedAreaPt(const Page &before, const Page &after, const QString &language,
                     ShapeCache &shapes)
{
    if (before == after)
        return {};
    if (before.id != after.id || !(before.properties == after.properties))
        return rectOf(before.properties.setup.bleedBoxPt()) |
               rectOf(after.properties.setup.bleedBoxPt());
    return PageDifference(before, after, language, shapes).areaPt();
}

QRectF areaOfPicturesPt(const Page &page, const QStringList &sha256s)
{
    QRectF area;
    forEachObject(page.objects, [&](const PageObject &object) {
        const auto *art = object.as<ArtLayer>();
        if (art != nullptr && sha256s.contains(art->picture.sha256))
            area |= rectOf(boundsPt(object));
    });
    return area;
}

} // namespace koma
