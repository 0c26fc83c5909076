// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/brush/masktool.h"

#include "core/document/commands/objectcommands.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QPainter>

#include <utility>

namespace koma {

MaskTool::MaskTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

ObjectId MaskTool::layerAt(PointPt point) const
{
    const ObjectId picked = selection().single();
    const PageObject *object = document().object(picked);
    if (object != nullptr && mayContain(object->kind(), ObjectKind::Mask))
        return picked;
    const ObjectId below = objectAt(*page(), point, 0.0, PickDepth::Innermost);
    const PageObject *found = document().object(below);
    return found != nullptr && found->kind() == ObjectKind::Art ? below : ObjectId{};
}

void MaskTool::press(const ToolPointer &pointer)
{
    if (page() == nullptr)
        return;
    m_layer = layerAt(pointer.point);
    if (!m_layer.isValid()) {
        Q_EMIT refused(tr("Pick the layer to mask, or brush over a picture."));
        return;
    }
    m_isOpposite = pointer.modifiers.testFlag(Qt::AltModifier);
    m_recorder.begin(pointer);
    hover(pointer);
}

void MaskTool::move(const ToolPointer &pointer)
{
    m_recorder.add(pointer);
    hover(pointer);
}

void MaskTool::hover(const ToolPointer &pointer)
{
    m_at = pointer.point;
    Q_EMIT looksChanged();
}

void MaskTool::release(const ToolPointer &pointer)
{
    const PageObject *layer = document().object(m_layer);
    if (m_recorder.isEmpty() || layer == nullptr)
        return;
    m_recorder.add(pointer);
    MaskStroke stroke = m_options.mask;
    if (m_isOpposite)
        stroke.effect = stroke.effect == MaskEffect::Hide ? MaskEffect::Reveal : MaskEffect::Hide;
    stroke.points = m_recorder.points();
    push(addObjects(document(), {page()->id, m_layer, layer->children.size()},
                    {{document().makeObjectId(), {}, stroke, {}}}));
    cancel();
}

void MaskTool::cancel()
{
    m_recorder.clear();
    Q_EMIT looksChanged();
}

void MaskTool::paint(QPainter &painter, const PageTransform &view) const
{
    InkStroke way;
    way.points = m_recorder.points();
    way.widthPt = m_options.mask.widthPt;
    way.minWidthFraction = 1.0;
    const bool hides = (m_options.mask.effect == MaskEffect::Hide) != m_isOpposite;
    if (!m_recorder.isEmpty())
        painter.fillPath(view.matrix().map(pathOf(way)),
                         hides ? QColor(255, 255, 255, 150) : QColor(60, 160, 255, 110));
    const double radius = m_options.mask.widthPt * view.pxPerPt() / 2.0;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(255, 255, 255, 200), 3.0));
    painter.drawEllipse(view.toView(m_at), radius, radius);
    painter.setPen(QPen(QColor(0, 0, 0, 220), 1.0));
    painter.drawEllipse(view.toView(m_at), radius, radius);
}

QString MaskTool::hint() const
{
    return tr("Brush over a picture to hide parts of it · Alt brings them back · [ and ] change "
              "the brush");
}

} // namespace koma
