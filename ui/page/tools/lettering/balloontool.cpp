// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/lettering/balloontool.h"

#include "core/document/balloons/balloonshape.h"
#include "core/document/commands/objectcommands.h"
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

constexpr double kSmallestPt = 12.0;
constexpr RectPt kFirstBody{0.0, 0.0, 96.0, 56.0};
constexpr double kTailReachPt = 26.0;

} // namespace

BalloonTool::BalloonTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

void BalloonTool::press(const ToolPointer &pointer)
{
    m_isPressed = true;
    m_from = pointer.point;
    m_at = pointer.point;
}

void BalloonTool::move(const ToolPointer &pointer)
{
    m_at = pointer.point;
    Q_EMIT looksChanged();
}

/// What was dragged; a click alone makes one of the usual size.
RectPt BalloonTool::body() const
{
    const RectPt dragged{std::min(m_from.xPt, m_at.xPt), std::min(m_from.yPt, m_at.yPt),
                         std::abs(m_from.xPt - m_at.xPt), std::abs(m_from.yPt - m_at.yPt)};
    if (dragged.widthPt >= kSmallestPt && dragged.heightPt >= kSmallestPt)
        return dragged;
    return {m_from.xPt - kFirstBody.widthPt / 2.0, m_from.yPt - kFirstBody.heightPt / 2.0,
            kFirstBody.widthPt, kFirstBody.heightPt};
}

Balloon BalloonTool::balloonAt(const RectPt &body) const
{
    Balloon balloon = m_options.balloon;
    balloon.boundsPt = body;
    balloon.tails.clear();
    if (balloon.kind == BalloonKind::Caption) {
        balloon.roundness = 0.0;
        return balloon;
    }
    BalloonTail tail;
    tail.tipPt = {body.centre().xPt - body.widthPt * 0.12, body.bottomPt() + kTailReachPt};
    tail.baseWidthPt = std::clamp(body.widthPt * 0.14, 6.0, 18.0);
    const PageObject *target = document().object(followableAt(*page(), tail.tipPt));
    const RectPt box = target != nullptr ? boundsPt(*target) : RectPt{};
    if (!box.isEmpty()) {
        tail.target = target->id;
        tail.targetAnchor = {(tail.tipPt.xPt - box.xPt) / box.widthPt,
                             (tail.tipPt.yPt - box.yPt) / box.heightPt};
    }
    balloon.tails.append(tail);
    return balloon;
}

void BalloonTool::release(const ToolPointer &pointer)
{
    if (!std::exchange(m_isPressed, false) || page() == nullptr)
        return;
    m_at = pointer.point;
    PageObject object{document().makeObjectId(), {}, balloonAt(body()), {}};
    TextBlock words = m_options.balloonText;
    words.framePt = textFrameOf(object, *page());
    const ObjectId text = document().makeObjectId();
    object.children.append({text, {}, words, {}});
    if (push(addObjects(document(), {page()->id, {}, page()->objects.size()}, {object})))
        Q_EMIT writingRequested(text);
    Q_EMIT looksChanged();
}

void BalloonTool::cancel()
{
    m_isPressed = false;
    Q_EMIT looksChanged();
}

void BalloonTool::paint(QPainter &painter, const PageTransform &view) const
{
    if (!m_isPressed || page() == nullptr)
        return;
    const PageObject object{{}, {}, balloonAt(body()), {}};
    const QPainterPath path = view.matrix().map(balloonOutline(shapeOf(object, *page())));
    painter.fillPath(path, QColor(255, 255, 255, 160));
    painter.strokePath(path, QPen(QGuiApplication::palette().color(QPalette::Highlight), 1.5));
}

QString BalloonTool::hint() const
{
    return tr("Drag a balloon and type · with the arrow, drag the tail's tip to who speaks");
}

} // namespace koma
