// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/panels/paneltool.h"

#include "core/document/commands/objectcommands.h"
#include "core/document/layout/outlines.h"
#include "core/document/render/objectshapes.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kSnapReachPx = 6.0;
constexpr double kDragStartPx = 5.0;

RectPt spanned(PointPt a, PointPt b)
{
    return {std::min(a.xPt, b.xPt), std::min(a.yPt, b.yPt), std::abs(a.xPt - b.xPt),
            std::abs(a.yPt - b.yPt)};
}

} // namespace

PanelTool::PanelTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

PointPt PanelTool::snapped(const ToolPointer &pointer) const
{
    if (page() == nullptr || pointer.modifiers.testFlag(Qt::ControlModifier))
        return pointer.point;
    return pointer.point +
           snapPoint(pointer.point, snapLines(*page(), {}), kSnapReachPx * pointer.ptPerPx).offset;
}

void PanelTool::press(const ToolPointer &pointer)
{
    m_isPressed = true;
    m_isDragged = false;
    m_from = snapped(pointer);
    m_at = m_from;
}

void PanelTool::move(const ToolPointer &pointer)
{
    if (!m_isPressed)
        return;
    m_at = snapped(pointer);
    if (m_corners.isEmpty() && lengthPt(m_at - m_from) > kDragStartPx * pointer.ptPerPx)
        m_isDragged = true;
    Q_EMIT looksChanged();
}

void PanelTool::hover(const ToolPointer &pointer)
{
    if (m_corners.isEmpty())
        return;
    m_at = snapped(pointer);
    Q_EMIT looksChanged();
}

void PanelTool::release(const ToolPointer &pointer)
{
    if (!std::exchange(m_isPressed, false))
        return;
    m_at = snapped(pointer);
    if (m_isDragged) {
        add(outlineOf(spanned(m_from, m_at)));
        cancel();
        return;
    }
    const bool closes = m_corners.size() >= 3 &&
                        lengthPt(m_at - m_corners.first()) <= 2.0 * kDragStartPx * pointer.ptPerPx;
    if (closes)
        close();
    else if (m_corners.isEmpty() || m_at != m_corners.last())
        m_corners.append(m_at);
    Q_EMIT looksChanged();
}

void PanelTool::doubleClick(const ToolPointer & /*pointer*/)
{
    close();
}

bool PanelTool::keyPress(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        close();
        return true;
    }
    if (event.key() == Qt::Key_Backspace && !m_corners.isEmpty()) {
        m_corners.removeLast();
        Q_EMIT looksChanged();
        return true;
    }
    if (event.key() == Qt::Key_Escape && !m_corners.isEmpty()) {
        cancel();
        return true;
    }
    return false;
}

void PanelTool::close()
{
    if (m_corners.size() >= 3)
        add(clockwise(m_corners));
    cancel();
}

void PanelTool::add(const OutlinePt &outline)
{
    const RectPt box = boundsOf(outline);
    if (page() == nullptr || outline.size() < 3 || box.widthPt < kMinPanelSidePt ||
        box.heightPt < kMinPanelSidePt) {
        Q_EMIT refused(tr("That is too small for a panel."));
        return;
    }
    Panel panel = m_options.panel;
    panel.outlinePt = outline;
    const ObjectId id = document().makeObjectId();
    // Over the panels that are there, under balloons and letters.
    qsizetype index = 0;
    for (qsizetype i = 0; i < page()->objects.size(); ++i) {
        if (page()->objects[i].kind() == ObjectKind::Panel)
            index = i + 1;
    }
    if (push(addObjects(document(), {page()->id, {}, index}, {{id, {}, panel, {}}})))
        selection().select({id});
}

void PanelTool::cancel()
{
    m_corners.clear();
    m_isPressed = false;
    m_isDragged = false;
    Q_EMIT looksChanged();
}

void PanelTool::paint(QPainter &painter, const PageTransform &view) const
{
    OutlinePt outline = m_corners;
    if (m_isDragged)
        outline = outlineOf(spanned(m_from, m_at));
    else if (!m_corners.isEmpty())
        outline.append(m_at);
    if (outline.isEmpty())
        return;
    QColor accent = QGuiApplication::palette().color(QPalette::Highlight);
    const QPainterPath path = view.matrix().map(pathOf(outline));
    painter.strokePath(path, QPen(accent, 1.5));
    accent.setAlpha(40);
    painter.fillPath(path, accent);
}

QString PanelTool::hint() const
{
    return tr("Drag a rectangle, or click corner by corner and close with Enter · "
              "Ctrl draws without snapping");
}

} // namespace koma
