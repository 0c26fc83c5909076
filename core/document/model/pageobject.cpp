// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/pageobject.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace koma {
namespace {

RectPt strokeBounds(const QList<InkPoint> &points, double widthPt)
{
    OutlinePt outline;
    outline.reserve(points.size());
    for (const InkPoint &point : points)
        outline.append({point.xPt, point.yPt});
    return points.isEmpty() ? RectPt{} : boundsOf(outline).grownBy(widthPt / 2.0);
}

RectPt rotatedBounds(const RectPt &box, double rotationDeg)
{
    const double angle = rotationDeg * std::numbers::pi / 180.0;
    const double c = std::abs(std::cos(angle));
    const double s = std::abs(std::sin(angle));
    const double width = box.widthPt * c + box.heightPt * s;
    const double height = box.widthPt * s + box.heightPt * c;
    const PointPt centre = box.centre();
    return {centre.xPt - width / 2.0, centre.yPt - height / 2.0, width, height};
}

/// The box of each kind of content.
struct ContentBounds
{
    RectPt operator()(const Panel &panel) const { return boundsOf(panel.outlinePt); }
    RectPt operator()(const ArtLayer &art) const
    {
        const RectPt box = unrotatedBoundsPt(art);
        return art.rotationDeg == 0.0 ? box : rotatedBounds(box, art.rotationDeg);
    }
    RectPt operator()(const Balloon &balloon) const { return balloon.boundsPt; }
    RectPt operator()(const TextBlock &text) const
    {
        return text.rotationDeg == 0.0 ? text.framePt
                                       : rotatedBounds(text.framePt, text.rotationDeg);
    }
    RectPt operator()(const ToneFill &tone) const { return boundsOf(tone.areaPt); }
    RectPt operator()(const SpeedLines &lines) const { return boundsOf(lines.areaPt); }
    RectPt operator()(const InkStroke &ink) const { return strokeBounds(ink.points, ink.widthPt); }
    RectPt operator()(const MaskStroke &mask) const
    {
        return strokeBounds(mask.points, mask.widthPt);
    }
    RectPt operator()(const Group &) const { return {}; }
};

void transformPoints(QList<InkPoint> &points, const AxisTransform &transform)
{
    for (InkPoint &point : points) {
        const PointPt mapped = transform.map(PointPt{point.xPt, point.yPt});
        point.xPt = static_cast<float>(mapped.xPt);
        point.yPt = static_cast<float>(mapped.yPt);
    }
}

/// Moves and resizes each kind of content.
struct ContentTransform
{
    AxisTransform transform;

    void operator()(Panel &panel) const { panel.outlinePt = transform.map(panel.outlinePt); }
    void operator()(ArtLayer &art) const
    {
        art.centrePt = transform.map(art.centrePt);
        // Pictures are never squeezed: they go on covering what they covered.
        art.scalePtPerPx *= std::max(std::abs(transform.scaleX), std::abs(transform.scaleY));
    }
    void operator()(Balloon &balloon) const
    {
        balloon.boundsPt = transform.map(balloon.boundsPt);
        for (BalloonTail &tail : balloon.tails) {
            tail.tipPt = transform.map(tail.tipPt);
            tail.baseWidthPt *= transform.lengthFactor();
        }
    }
    void operator()(TextBlock &text) const
    {
        text.framePt = transform.map(text.framePt);
        text.curvePt = transform.map(text.curvePt);
        text.sizePt *= transform.lengthFactor();
    }
    void operator()(ToneFill &tone) const
    {
        tone.areaPt = transform.map(tone.areaPt);
        tone.gradientFromPt = transform.map(tone.gradientFromPt);
        tone.gradientToPt = transform.map(tone.gradientToPt);
    }
    void operator()(SpeedLines &lines) const
    {
        lines.areaPt = transform.map(lines.areaPt);
        lines.focusPt = transform.map(lines.focusPt);
        lines.clearRadiusXPt *= std::abs(transform.scaleX);
        lines.clearRadiusYPt *= std::abs(transform.scaleY);
    }
    void operator()(InkStroke &ink) const
    {
        transformPoints(ink.points, transform);
        ink.widthPt *= transform.lengthFactor();
    }
    void operator()(MaskStroke &mask) const
    {
        transformPoints(mask.points, transform);
        mask.widthPt *= transform.lengthFactor();
    }
    void operator()(Group &) const {}
};

} // namespace

bool PageObject::operator==(const PageObject &other) const
{
    return id == other.id && properties == other.properties && content == other.content &&
           children == other.children;
}

bool mayLieOnPage(ObjectKind child)
{
    return child != ObjectKind::Mask;
}

bool mayContain(ObjectKind parent, ObjectKind child)
{
    switch (parent) {
    case ObjectKind::Panel:
    case ObjectKind::Group:
        return child != ObjectKind::Panel && child != ObjectKind::Mask;
    case ObjectKind::Balloon:
        return child == ObjectKind::Text;
    case ObjectKind::Art:
    case ObjectKind::Tone:
    case ObjectKind::SpeedLines:
        return child == ObjectKind::Mask;
    case ObjectKind::Text:
    case ObjectKind::Ink:
    case ObjectKind::Mask:
        return false;
    }
    return false;
}

const PageObject *findObject(const QList<PageObject> &objects, ObjectId id)
{
    for (const PageObject &object : objects) {
        if (object.id == id)
            return &object;
        if (const PageObject *below = findObject(object.children, id); below != nullptr)
            return below;
    }
    return nullptr;
}

void forEachObject(const QList<PageObject> &objects,
                   const std::function<void(const PageObject &)> &visit)
{
    for (const PageObject &object : objects) {
        visit(object);
        forEachObject(object.children, visit);
    }
}

RectPt boundsPt(const PageObject &object)
{
    if (object.kind() != ObjectKind::Group)
        return std::visit(ContentBounds{}, object.content);
    std::optional<RectPt> box;
    for (const PageObject &child : object.children) {
        const RectPt childBox = boundsPt(child);
        if (!childBox.isEmpty())
            box = box ? united(*box, childBox) : childBox;
    }
    return box.value_or(RectPt{});
}

void transformContent(ObjectContent &content, const AxisTransform &transform)
{
    std::visit(ContentTransform{transform}, content);
}

void transformObject(PageObject &object, const AxisTransform &transform)
{
    transformContent(object.content, transform);
    for (PageObject &child : object.children)
        transformObject(child, transform);
}

} // namespace koma
