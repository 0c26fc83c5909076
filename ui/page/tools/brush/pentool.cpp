// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/brush/pentool.h"

#include "core/document/commands/objectcommands.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QPainter>

#include <utility>

namespace koma {

PenTool::PenTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

void PenTool::press(const ToolPointer &pointer)
{
    if (page() == nullptr)
        return;
    m_panel = panelAt(*page(), pointer.point);
    m_recorder.begin(pointer);
    Q_EMIT looksChanged();
}

void PenTool::move(const ToolPointer &pointer)
{
    m_recorder.add(pointer);
    Q_EMIT looksChanged();
}

InkStroke PenTool::stroke() const
{
    InkStroke ink = m_options.pen;
    ink.points = m_recorder.points();
    return ink;
}

void PenTool::release(const ToolPointer &pointer)
{
    if (m_recorder.isEmpty() || page() == nullptr)
        return;
    m_recorder.add(pointer);
    const PageObject *panel = document().object(m_panel);
    const qsizetype top = panel != nullptr ? panel->children.size() : page()->objects.size();
    push(addObjects(document(), {page()->id, m_panel, top},
                    {{document().makeObjectId(), {}, stroke(), {}}}));
    cancel();
}

void PenTool::cancel()
{
    m_recorder.clear();
    Q_EMIT looksChanged();
}

void PenTool::paint(QPainter &painter, const PageTransform &view) const
{
    if (m_recorder.isEmpty())
        return;
    painter.save();
    const PageObject *object = document().object(m_panel);
    if (const auto *panel = object != nullptr ? object->as<Panel>() : nullptr)
        painter.setClipPath(view.matrix().map(pathOf(*panel)), Qt::IntersectClip);
    painter.fillPath(view.matrix().map(pathOf(stroke())), colourOf(m_options.pen.colour));
    painter.restore();
}

QString PenTool::hint() const
{
    return tr("Draw · a stroke stays in the panel that it begins in");
}

} // namespace koma
