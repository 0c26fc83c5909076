// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/tonetool.h"

#include "core/document/commands/objectcommands.h"
#include "core/document/layout/outlines.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kDragStartPx = 6.0;
constexpr double kFewestLassoPoints = 8;

OutlinePt outlineOfWay(const QList<InkPoint> &points)
{
    OutlinePt outline;
    for (const InkPoint &point : points)
        outline.append({double{point.xPt}, double{point.yPt}});
    return clockwise(outline);
}

/// Tones and lines lie under the panel's ink and letters, right above its art.
qsizetype placeOverArt(const PageObject *panel, const Page &page)
{
    const QList<PageObject> &layers = panel != nullptr ? panel->children : page.objects;
    qsizetype index = panel != nullptr ? 0 : layers.size();
    for (qsizetype i = 0; i < layers.size(); ++i) {
        const ObjectKind kind = layers[i].kind();
        const bool isBelow =
            kind == ObjectKind::Art || kind == ObjectKind::Tone || kind == ObjectKind::SpeedLines;
        if (panel != nullptr && isBelow)
            index = i + 1;
    }
    return index;
}

} // namespace

ToneTool::ToneTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

bool ToneTool::isGradient() const
{
    return m_options.tone.pattern == TonePattern::Gradient;
}

void ToneTool::press(const ToolPointer &pointer)
{
    if (page() == nullptr)
        return;
    m_panel = panelAt(*page(), pointer.point);
    m_from = pointer.point;
    m_at = pointer.point;
    m_lasso.begin(pointer);
}

void ToneTool::move(const ToolPointer &pointer)
{
    m_at = pointer.point;
    m_lasso.add(pointer);
    Q_EMIT looksChanged();
}

void ToneTool::release(const ToolPointer &pointer)
{
    if (m_lasso.isEmpty() || page() == nullptr)
        return;
    move(pointer);
    const bool isClick = lengthPt(m_at - m_from) < kDragStartPx * pointer.ptPerPx &&
                         static_cast<double>(m_lasso.points().size()) < kFewestLassoPoints;
    ToneFill tone = m_options.tone;
    const PageObject *panel = document().object(m_panel);
    const RectPt box = panel != nullptr ? boundsPt(*panel) : page()->properties.setup.trimPt();
    tone.gradientFromPt = isClick ? PointPt{box.centre().xPt, box.yPt} : m_from;
    tone.gradientToPt = isClick ? PointPt{box.centre().xPt, box.bottomPt()} : m_at;
    if (!isClick && !isGradient())
        tone.areaPt = outlineOfWay(m_lasso.points());
    if (panel == nullptr && tone.areaPt.isEmpty() && isClick) {
        Q_EMIT refused(tr("Click in a panel to fill it, or drag round an area."));
        cancel();
        return;
    }
    const ObjectId id = document().makeObjectId();
    if (push(addObjects(document(), {page()->id, m_panel, placeOverArt(panel, *page())},
                        {{id, {}, tone, {}}})))
        selection().select({id});
    cancel();
}

void ToneTool::cancel()
{
    m_lasso.clear();
    Q_EMIT looksChanged();
}

void ToneTool::paint(QPainter &painter, const PageTransform &view) const
{
    if (m_lasso.isEmpty())
        return;
    QColor accent = QGuiApplication::palette().color(QPalette::Highlight);
    painter.setPen(QPen(accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    if (isGradient()) {
        painter.drawLine(view.toView(m_from), view.toView(m_at));
        return;
    }
    OutlinePt way;
    for (const InkPoint &point : m_lasso.points())
        way.append({double{point.xPt}, double{point.yPt}});
    const QPainterPath path = view.matrix().map(pathOf(way));
    painter.strokePath(path, painter.pen());
    accent.setAlpha(40);
    painter.fillPath(path, accent);
}

QString ToneTool::hint() const
{
    return isGradient() ? tr("Drag from where the gradient begins to where it ends")
                        : tr("Click a panel to fill it with tone, or drag round an area");
}

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
