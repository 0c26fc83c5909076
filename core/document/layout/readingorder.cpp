// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/readingorder.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace koma {
namespace {

/// Slanted gutters make boxes overlap: this share of a box's side is forgiven at each end.
constexpr double kForgiven = 0.12;
/// How much wider the white between columns must be to be read as the stronger border.
constexpr double kClearlyWider = 1.5;

struct Span
{
    double low;
    double high;
};

/// Groups of boxes along one axis with white between them, and the least white, which is negative
/// where only forgiveness parts them.
struct Bands
{
    std::vector<QList<qsizetype>> groups;
    double gapPt = std::numeric_limits<double>::max();
};

class Cutter
{
public:
    Cutter(const QList<RectPt> &boxes, ReadingDirection direction)
        : m_boxes(boxes), m_direction(direction)
    {
    }

    void read(const QList<qsizetype> &group, ReadingOrder &result) const
    {
        if (group.size() < 2) {
            result.order += group;
            return;
        }
        const Bands rows = bands(group, [](const RectPt &box) {
            return Span{box.yPt, box.bottomPt()};
        });
        Bands columns = bands(group, [](const RectPt &box) {
            return Span{box.xPt, box.rightPt()};
        });
        if (m_direction == ReadingDirection::RightToLeft)
            std::reverse(columns.groups.begin(), columns.groups.end());
        const bool hasRows = rows.groups.size() > 1;
        const bool hasColumns = columns.groups.size() > 1;
        if (!hasRows && !hasColumns) {
            readByCorner(group, result);
            return;
        }
        const bool isColumnsFirst =
            hasColumns && m_direction != ReadingDirection::TopToBottom &&
            (!hasRows || columns.gapPt > kClearlyWider * std::max(rows.gapPt, 0.0));
        // Rows that only nearly line up beside columns that do: staggered.
        if (hasRows && hasColumns && rows.gapPt < 0.0 && columns.gapPt >= 0.0)
            result.doubtful += group;
        const Bands &chosen = isColumnsFirst || !hasRows ? columns : rows;
        for (const QList<qsizetype> &part : chosen.groups)
            read(part, result);
    }

private:
    template<class SpanOf>
    Bands bands(QList<qsizetype> group, const SpanOf &spanOf) const
    {
        const auto core = [&](qsizetype i) {
            const Span span = spanOf(m_boxes[i]);
            const double forgiven = kForgiven * (span.high - span.low);
            return Span{span.low + forgiven, span.high - forgiven};
        };
        std::sort(group.begin(), group.end(),
                  [&](qsizetype a, qsizetype b) { return core(a).low < core(b).low; });
        Bands result;
        double coreEnd = -std::numeric_limits<double>::max();
        double end = coreEnd;
        for (const qsizetype i : group) {
            const Span span = spanOf(m_boxes[i]);
            if (result.groups.empty() || core(i).low >= coreEnd) {
                if (!result.groups.empty())
                    result.gapPt = std::min(result.gapPt, span.low - end);
                result.groups.emplace_back();
            }
            result.groups.back().append(i);
            coreEnd = std::max(coreEnd, core(i).high);
            end = std::max(end, span.high);
        }
        return result;
    }

    /// No straight cut parts them: by height, then side; all are in doubt.
    void readByCorner(QList<qsizetype> group, ReadingOrder &result) const
    {
        const bool isFromRight = m_direction == ReadingDirection::RightToLeft;
        std::sort(group.begin(), group.end(), [&](qsizetype a, qsizetype b) {
            const PointPt p = m_boxes[a].centre();
            const PointPt q = m_boxes[b].centre();
            if (p.yPt != q.yPt)
                return p.yPt < q.yPt;
            return isFromRight ? p.xPt > q.xPt : p.xPt < q.xPt;
        });
        result.order += group;
        result.doubtful += group;
    }

    const QList<RectPt> &m_boxes;
    ReadingDirection m_direction;
};

/// The box that this one lies on as an inset: the smallest that covers most of it; -1 for none.
qsizetype baseOf(const QList<RectPt> &boxes, qsizetype inset)
{
    constexpr double kMost = 0.8;
    const auto area = [](const RectPt &box) { return box.widthPt * box.heightPt; };
    qsizetype base = -1;
    for (qsizetype i = 0; i < boxes.size(); ++i) {
        const RectPt &box = boxes[i];
        const RectPt &small = boxes[inset];
        const double width =
            std::min(box.rightPt(), small.rightPt()) - std::max(box.xPt, small.xPt);
        const double height =
            std::min(box.bottomPt(), small.bottomPt()) - std::max(box.yPt, small.yPt);
        const bool isOn = i != inset && width > 0.0 && height > 0.0 &&
                          width * height >= kMost * area(small) && area(box) > area(small);
        if (isOn && (base < 0 || area(box) < area(boxes[base])))
            base = i;
    }
    return base;
}

/// The mean of where an outline begins and ends on level lines through its box.
Span meanSpan(const OutlinePt &outline, const RectPt &box)
{
    constexpr int kLines = 16;
    Span mean{0.0, 0.0};
    for (int line = 0; line < kLines; ++line) {
        const double y = box.yPt + box.heightPt * (line + 0.5) / kLines;
        Span span{box.rightPt(), box.xPt};
        for (qsizetype i = 0; i < outline.size(); ++i) {
            const PointPt a = outline[i];
            const PointPt b = outline[(i + 1) % outline.size()];
            if ((a.yPt > y) == (b.yPt > y))
                continue;
            const double x = a.xPt + (b.xPt - a.xPt) * (y - a.yPt) / (b.yPt - a.yPt);
            span = {std::min(span.low, x), std::max(span.high, x)};
        }
        mean = {mean.low + span.low / kLines, mean.high + span.high / kLines};
    }
    return mean;
}

struct PlacedBox
{
    ObjectId id;
    RectPt box;
};

OrderedObjects ordered(const QList<PlacedBox> &placed, ReadingDirection direction)
{
    QList<RectPt> boxes;
    for (const PlacedBox &each : placed)
        boxes.append(each.box);
    const ReadingOrder order = readingOrder(boxes, direction);
    OrderedObjects objects;
    for (const qsizetype i : order.order)
        objects.ids.append(placed[i].id);
    for (const qsizetype i : order.doubtful) {
        if (!objects.doubtful.contains(placed[i].id))
            objects.doubtful.append(placed[i].id);
    }
    return objects;
}

QList<PlacedBox> visiblePanels(const Page &page)
{
    QList<PlacedBox> panels;
    for (const PageObject &object : page.objects) {
        if (object.kind() == ObjectKind::Panel && !object.properties.isHidden)
            panels.append({object.id, meanBox(object.as<Panel>()->outlinePt)});
    }
    return panels;
}

/// Balloons and texts that are not in balloons, with the panel that they are read in.
void collectLettering(const QList<PageObject> &objects, ObjectId panel,
                      const std::function<void(const PageObject &, ObjectId)> &found)
{
    for (const PageObject &object : objects) {
        if (object.properties.isHidden)
            continue;
        const ObjectKind kind = object.kind();
        if (kind == ObjectKind::Balloon || kind == ObjectKind::Text)
            found(object, panel);
        else
            collectLettering(object.children, kind == ObjectKind::Panel ? object.id : panel, found);
    }
}

/// The topmost panel under a point; invalid where there is none.
ObjectId panelAt(const Page &page, PointPt point)
{
    ObjectId panel;
    for (const PageObject &object : page.objects) {
        const auto *content = object.as<Panel>();
        if (content != nullptr && !object.properties.isHidden &&
            contains(content->outlinePt, point))
            panel = object.id;
    }
    return panel;
}

} // namespace

ReadingOrder readingOrder(const QList<RectPt> &boxes, ReadingDirection direction)
{
    QList<qsizetype> grounded;
    QList<QList<qsizetype>> insets(boxes.size());
    for (qsizetype i = 0; i < boxes.size(); ++i) {
        const qsizetype base = baseOf(boxes, i);
        if (base < 0)
            grounded.append(i);
        else
            insets[base].append(i);
    }
    ReadingOrder result;
    const Cutter cutter(boxes, direction);
    const std::function<void(const QList<qsizetype> &)> readWithInsets =
        [&](const QList<qsizetype> &group) {
            ReadingOrder part;
            cutter.read(group, part);
            result.doubtful += part.doubtful;
            for (const qsizetype i : part.order) {
                result.order.append(i);
                if (!insets[i].isEmpty())
                    readWithInsets(insets[i]);
            }
        };
    readWithInsets(grounded);
    return result;
}

RectPt meanBox(const OutlinePt &outline)
{
    const RectPt box = boundsOf(outline);
    OutlinePt transposed;
    for (const PointPt &point : outline)
        transposed.append({point.yPt, point.xPt});
    if (isRectangle(outline) || box.isEmpty())
        return box;
    const Span across = meanSpan(outline, box);
    const Span down = meanSpan(transposed, {box.yPt, box.xPt, box.heightPt, box.widthPt});
    return {across.low, down.low, across.high - across.low, down.high - down.low};
}

OrderedObjects panelsInOrder(const Page &page, ReadingDirection direction)
{
    return ordered(visiblePanels(page), direction);
}

OrderedObjects letteringInOrder(const Page &page, ReadingDirection direction)
{
    QList<ObjectId> places = panelsInOrder(page, direction).ids;
    places.append(ObjectId{});
    QList<QList<PlacedBox>> groups(places.size());
    collectLettering(page.objects, {}, [&](const PageObject &object, ObjectId panel) {
        const RectPt box = boundsPt(object);
        const ObjectId place = panel.isValid() ? panel : panelAt(page, box.centre());
        const qsizetype i = places.indexOf(place);
        groups[i >= 0 ? i : places.size() - 1].append({object.id, box});
    });
    OrderedObjects all;
    for (const QList<PlacedBox> &group : groups) {
        const OrderedObjects part = ordered(group, direction);
        all.ids += part.ids;
        all.doubtful += part.doubtful;
    }
    return all;
}

} // namespace koma
