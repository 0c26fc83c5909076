// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/tones/tonetool.h"

#include "core/document/commands/objectcommands.h"
#include "core/document/layout/outlines.h"
#include "core/document/render/objectshapes.h"
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
constexpr double kFewestLassoPoints = 8;

OutlinePt outlineOfWay(const QList<InkPoint> &points)
{
    OutlinePt outline;
    for (const InkPoint &point : points)
        outline.append({double{point.xPt}, double{point.yPt}});
    return clockwise(outline);
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

} // namespace koma
