// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/rulers/ruler.h"

#include "core/document/commands/changecommands.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/session/lengthunit.h"
#include "ui/page/session/pageselection.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace koma {
namespace {

constexpr double kReachPx = 5.0;
constexpr double kLongLinePx = 9.0;
constexpr double kShortLinePx = 4.0;
constexpr double kFontShare = 0.8; ///< of the window's

} // namespace

Ruler::Ruler(Qt::Orientation orientation, PageCanvas &canvas, PageSelection &selection,
             const LengthUnit &unit, QWidget *parent)
    : QWidget(parent),
      m_orientation(orientation),
      m_canvas(canvas),
      m_selection(selection),
      m_unit(unit)
{
    setObjectName(isAcross() ? QStringLiteral("rulerAcross") : QStringLiteral("rulerDown"));
    setToolTip(
        tr("Drag from here onto the page for a guide. Drag a mark to move its guide, off the "
           "page to remove it. Ctrl: not by the ruler's lines."));
    setAccessibleName(isAcross() ? tr("Ruler across") : tr("Ruler down"));
    setMouseTracking(true);
    setSizePolicy(isAcross() ? QSizePolicy::Ignored : QSizePolicy::Fixed,
                  isAcross() ? QSizePolicy::Fixed : QSizePolicy::Ignored);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * kFontShare);
    setFont(small);
    canvas.installEventFilter(this);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(&canvas, &PageCanvas::zoomChanged, this, repaint); // and where the view moves
    connect(&unit, &LengthUnit::changed, this, repaint);
    connect(&selection, &PageSelection::pageChanged, this, repaint);
    connect(&selection.document(), &Document::changed, this, repaint);
}

QSize Ruler::sizeHint() const
{
    return {kThicknessPx, kThicknessPx};
}

const Page *Ruler::page() const
{
    return m_selection.document().page(m_selection.page());
}

GuideAxis Ruler::markedAxis() const
{
    return isAcross() ? GuideAxis::Vertical : GuideAxis::Horizontal;
}

double Ruler::lengthPx() const
{
    return isAcross() ? width() : height();
}

double Ruler::pxOf(GuideAxis axis, double positionPt) const
{
    const QPointF at = m_canvas.transform().toView(PointPt{positionPt, positionPt});
    return axis == GuideAxis::Vertical ? at.x() : at.y();
}

double Ruler::ptOf(GuideAxis axis, QPointF canvasPx) const
{
    const PointPt at = m_canvas.transform().toPage(canvasPx);
    return axis == GuideAxis::Vertical ? at.xPt : at.yPt;
}

double Ruler::unitPerPt() const
{
    return m_unit.perPt(page()->properties.setup.dpi);
}

RulerScale Ruler::scale() const
{
    return RulerScale::forScale(m_canvas.transform().pxPerPt() / unitPerPt());
}

qsizetype Ruler::guideAt(double alongPx) const
{
    qsizetype nearest = -1;
    double leastPx = kReachPx;
    const QList<PageGuide> &guides = page()->properties.guides;
    for (qsizetype i = 0; i < guides.size(); ++i) {
        const double awayPx = std::abs(pxOf(guides[i].axis, guides[i].positionPt) - alongPx);
        if (guides[i].axis == markedAxis() && awayPx <= leastPx) {
            nearest = i;
            leastPx = awayPx;
        }
    }
    return nearest;
}

void Ruler::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || page() == nullptr)
        return;
    const qsizetype taken = guideAt(isAcross() ? event->position().x() : event->position().y());
    const GuideAxis parallel = isAcross() ? GuideAxis::Horizontal : GuideAxis::Vertical;
    m_drag =
        Drag{taken >= 0 ? markedAxis() : parallel, page()->properties.guides, nextGestureNumber()};
    if (taken >= 0)
        m_drag->others.removeAt(taken);
    Q_EMIT guideDragged();
}

void Ruler::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag) {
        dragTo(m_canvas.mapFromGlobal(event->globalPosition()),
               event->modifiers().testFlag(Qt::ControlModifier));
        return;
    }
    const double along = isAcross() ? event->position().x() : event->position().y();
    const bool isOverMark = page() != nullptr && guideAt(along) >= 0;
    const bool movesAcross = isOverMark == isAcross();
    setCursor(movesAcross ? Qt::SplitHCursor : Qt::SplitVCursor);
}

void Ruler::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_drag.reset();
}

/// Off the page there is no guide.
void Ruler::dragTo(QPointF canvasPx, bool isFree)
{
    if (page() == nullptr)
        return;
    const RectPt bleed = page()->properties.setup.bleedBoxPt();
    double atPt = ptOf(m_drag->axis, canvasPx);
    if (!isFree)
        atPt = scale().nearest(atPt * unitPerPt()) / unitPerPt();
    const bool isOnPage = m_drag->axis == GuideAxis::Vertical
                              ? atPt >= bleed.xPt && atPt <= bleed.rightPt()
                              : atPt >= bleed.yPt && atPt <= bleed.bottomPt();
    const bool isOnRuler =
        m_drag->axis != markedAxis() && (isAcross() ? canvasPx.y() : canvasPx.x()) < 0.0;
    QList<PageGuide> guides = m_drag->others;
    if (isOnPage && !isOnRuler)
        guides.append({m_drag->axis, atPt});
    auto command = changePages(
        m_selection.document(), {m_selection.page()},
        [&](PageProperties &properties) { properties.guides = guides; }, m_drag->gesture);
    if (command)
        m_selection.document().undoStack().push(command.release());
}

bool Ruler::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        const QPointF at = static_cast<QMouseEvent *>(event)->position();
        m_pointerPx = isAcross() ? at.x() : at.y();
        update();
    } else if (event->type() == QEvent::Leave) {
        m_pointerPx.reset();
        update();
    }
    return QWidget::eventFilter(watched, event);
}

/// From here on x runs along the ruler and y towards the canvas.
void Ruler::placeAlong(QPainter &painter) const
{
    if (!isAcross())
        painter.setTransform(QTransform(0.0, 1.0, 1.0, 0.0, 0.0, 0.0));
}

void Ruler::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    if (page() == nullptr)
        return;
    const RectPt trim = page()->properties.setup.trimPt();
    const double from = pxOf(markedAxis(), isAcross() ? trim.xPt : trim.yPt);
    const double to = pxOf(markedAxis(), isAcross() ? trim.rightPt() : trim.bottomPt());
    painter.save();
    placeAlong(painter);
    painter.fillRect(QRectF(from, 0.0, to - from, kThicknessPx), palette().color(QPalette::Base));
    painter.restore();
    paintLines(painter);
    paintMarks(painter);
}

void Ruler::paintLines(QPainter &painter) const
{
    const RulerScale lines = scale();
    const double unitPx = m_canvas.transform().pxPerPt() / unitPerPt();
    const double zeroPx = pxOf(markedAxis(), 0.0);
    const auto first = static_cast<int>(std::floor(-zeroPx / unitPx / lines.shortStep()));
    const auto last =
        static_cast<int>(std::ceil((lengthPx() - zeroPx) / unitPx / lines.shortStep()));
    const QLocale locale;
    painter.setPen(palette().color(QPalette::WindowText));
    for (int i = first; i <= last; ++i) {
        const bool isLong = i % lines.shortPerLong == 0;
        const double at = std::floor(zeroPx + i * lines.shortStep() * unitPx) + 0.5;
        painter.save();
        placeAlong(painter);
        painter.drawLine(
            QLineF(at, kThicknessPx - (isLong ? kLongLinePx : kShortLinePx), at, kThicknessPx));
        painter.restore();
        if (!isLong)
            continue;
        const QString number = locale.toString(i * lines.shortStep(), 'g', 6);
        painter.save();
        if (isAcross()) {
            painter.translate(at + 2.0, 0.0);
        } else { // read from below
            painter.translate(0.0, at - 2.0);
            painter.rotate(-90.0);
        }
        painter.drawText(QPointF(0.0, fontMetrics().ascent() - 1.0), number);
        painter.restore();
    }
}

void Ruler::paintMarks(QPainter &painter) const
{
    painter.save();
    placeAlong(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(PageCanvas::guideColour());
    for (const PageGuide &guide : page()->properties.guides) {
        if (guide.axis != markedAxis())
            continue;
        const double at = pxOf(guide.axis, guide.positionPt);
        painter.drawPolygon(QPolygonF({QPointF(at - kReachPx, kThicknessPx - 2.0 * kReachPx),
                                       QPointF(at + kReachPx, kThicknessPx - 2.0 * kReachPx),
                                       QPointF(at, kThicknessPx)}));
    }
    if (m_pointerPx) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawLine(QLineF(*m_pointerPx, 0.0, *m_pointerPx, kThicknessPx));
    }
    painter.restore();
}

} // namespace koma
