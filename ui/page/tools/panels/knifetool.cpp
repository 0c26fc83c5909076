// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/panels/knifetool.h"

#include "core/document/commands/panelcommands.h"
#include "core/document/layout/gutters.h"
#include "core/document/render/objectshapes.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kShortestCutPx = 6.0;

/// The nearest of level, upright and the diagonals.
PointPt straightened(PointPt from, PointPt to)
{
    const PointPt arm = to - from;
    const double eighth = std::acos(-1.0) / 4.0;
    const double angle = std::round(std::atan2(arm.yPt, arm.xPt) / eighth) * eighth;
    return from + PointPt{std::cos(angle), std::sin(angle)} * lengthPt(arm);
}

/// Does the way from one point to the other pass through the outline?
bool crosses(const OutlinePt &outline, const CutLine &line)
{
    constexpr int kSamples = 64;
    for (int i = 0; i <= kSamples; ++i) {
        const PointPt at = line.fromPt + (line.toPt - line.fromPt) * (double{1.0} * i / kSamples);
        if (contains(outline, at))
            return true;
    }
    return false;
}

} // namespace

KnifeTool::KnifeTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
}

void KnifeTool::press(const ToolPointer &pointer)
{
    m_line = CutLine{pointer.point, pointer.point};
}

void KnifeTool::move(const ToolPointer &pointer)
{
    if (!m_line)
        return;
    m_line->toPt = pointer.modifiers.testFlag(Qt::ShiftModifier)
                       ? straightened(m_line->fromPt, pointer.point)
                       : pointer.point;
    Q_EMIT looksChanged();
}

void KnifeTool::release(const ToolPointer &pointer)
{
    move(pointer);
    const bool cuts =
        m_line && lengthPt(m_line->toPt - m_line->fromPt) > kShortestCutPx * pointer.ptPerPx;
    if (cuts) {
        const QList<ObjectId> panels = crossedPanels();
        if (panels.isEmpty())
            Q_EMIT refused(tr("Drag the knife across a panel."));
        else
            push(splitPanels(document(), panels, *m_line, m_options.knifeGutterPt));
    }
    cancel();
}

void KnifeTool::cancel()
{
    m_line.reset();
    Q_EMIT looksChanged();
}

QList<ObjectId> KnifeTool::crossedPanels() const
{
    QList<ObjectId> crossed;
    QList<ObjectId> picked;
    for (const PanelOutline &panel : panelOutlines(*page())) {
        if (!crosses(panel.outlinePt, *m_line))
            continue;
        crossed.append(panel.id);
        if (selection().contains(panel.id))
            picked.append(panel.id);
    }
    return picked.isEmpty() ? crossed : picked;
}

double KnifeTool::gutterPt() const
{
    return m_options.knifeGutterPt.value_or(gutterForCut(document().settings().gutters, *m_line));
}

void KnifeTool::paint(QPainter &painter, const PageTransform &view) const
{
    if (!m_line || page() == nullptr)
        return;
    QColor accent = QGuiApplication::palette().color(QPalette::Highlight);
    QColor band = accent;
    band.setAlpha(90);
    const QPointF from = view.toView(m_line->fromPt);
    const QPointF to = view.toView(m_line->toPt);
    painter.setPen(
        QPen(band, std::max(1.0, gutterPt() * view.pxPerPt()), Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(from, to);
    painter.setPen(QPen(accent, 1.0, Qt::DashLine));
    painter.drawLine(from, to);
    for (const ObjectId id : crossedPanels()) {
        const PageObject *object = document().object(id);
        const auto *panel = object != nullptr ? object->as<Panel>() : nullptr;
        if (panel != nullptr)
            painter.strokePath(view.matrix().map(pathOf(panel->outlinePt)), QPen(accent, 2.0));
    }
}

QString KnifeTool::hint() const
{
    return tr("Drag across panels to cut them · Shift cuts straight · "
              "with panels picked, only those are cut");
}

} // namespace koma
