// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/tones/speedlinestool.h"

#include "core/document/commands/objectcommands.h"
#include "ui/page/canvas/hittest.h"
#include "ui/page/tools/tones/toneplace.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kDragStartPx = 6.0;

} // namespace

SpeedLinesTool::SpeedLinesTool(PageSelection &selection, const ToolOptions &options,
                               QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

void SpeedLinesTool::press(const ToolPointer &pointer)
{
    if (page() == nullptr)
        return;
    m_panel = panelAt(*page(), pointer.point);
    m_isPressed = true;
    m_from = pointer.point;
    m_at = pointer.point;
}

void SpeedLinesTool::move(const ToolPointer &pointer)
{
    m_at = pointer.point;
    Q_EMIT looksChanged();
}

SpeedLines SpeedLinesTool::lines(bool isClick) const
{
    SpeedLines made = m_options.lines;
    made.seed = static_cast<std::uint32_t>(document().comic().pages.size() + 1) * 2654435761U +
                static_cast<std::uint32_t>(std::abs(m_from.xPt * 31.0 + m_from.yPt * 17.0));
    made.focusPt = m_from;
    const PointPt arm = m_at - m_from;
    if (isClick)
        return made;
    if (made.kind == SpeedLineKind::Parallel) {
        made.angleDeg = std::atan2(arm.yPt, arm.xPt) * 180.0 / std::acos(-1.0);
    } else {
        constexpr double kSmallestPt = 4.0;
        made.clearRadiusXPt = std::max(kSmallestPt, std::abs(arm.xPt));
        made.clearRadiusYPt = std::max(kSmallestPt, std::abs(arm.yPt));
    }
    return made;
}

void SpeedLinesTool::release(const ToolPointer &pointer)
{
    if (!std::exchange(m_isPressed, false) || page() == nullptr)
        return;
    m_at = pointer.point;
    const bool isClick = lengthPt(m_at - m_from) < kDragStartPx * pointer.ptPerPx;
    const PageObject *panel = document().object(m_panel);
    const ObjectId id = document().makeObjectId();
    if (push(addObjects(document(), {page()->id, m_panel, placeOverArt(panel, *page())},
                        {{id, {}, lines(isClick), {}}})))
        selection().select({id});
    cancel();
}

void SpeedLinesTool::cancel()
{
    m_isPressed = false;
    Q_EMIT looksChanged();
}

void SpeedLinesTool::paint(QPainter &painter, const PageTransform &view) const
{
    if (!m_isPressed)
        return;
    painter.setPen(QPen(QGuiApplication::palette().color(QPalette::Highlight), 1.5));
    painter.setBrush(Qt::NoBrush);
    const SpeedLines made = lines(false);
    if (made.kind == SpeedLineKind::Parallel)
        painter.drawLine(view.toView(m_from), view.toView(m_at));
    else
        painter.drawEllipse(view.toView(m_from), made.clearRadiusXPt * view.pxPerPt(),
                            made.clearRadiusYPt * view.pxPerPt());
}

QString SpeedLinesTool::hint() const
{
    return m_options.lines.kind == SpeedLineKind::Focus
               ? tr("Click what the lines point at, or drag the clear ellipse around it")
               : tr("Drag the way that the motion goes");
}

} // namespace koma
