// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/typinggesture.h"
#include "core/document/model/page.h"
#include "ui/page/rulers/rulerscale.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace koma {

class LengthUnit;
class PageCanvas;
class PageSelection;

/// The measure along an edge of the canvas, from the corner of the trimmed page. A drag from it
/// onto the page makes a guide that is parallel to it; a guide's mark on it is dragged along it,
/// and off the page to remove the guide. One drag is one undo step. GUI thread; what it is given
/// must outlive it.
class Ruler : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kThicknessPx = 20;

    Ruler(Qt::Orientation orientation, PageCanvas &canvas, PageSelection &selection,
          const LengthUnit &unit, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// One is dragged: it should be seen.
    void guideDragged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Drag
    {
        GuideAxis axis = GuideAxis::Horizontal;
        QList<PageGuide> others; ///< of the page, but the dragged one
        GestureNumber gesture = 0;
    };

    [[nodiscard]] bool isAcross() const { return m_orientation == Qt::Horizontal; }
    [[nodiscard]] const Page *page() const;
    /// Of the guides whose marks are on this ruler.
    [[nodiscard]] GuideAxis markedAxis() const;
    [[nodiscard]] double lengthPx() const;
    /// Between points of the page along an axis and pixels of the canvas.
    [[nodiscard]] double pxOf(GuideAxis axis, double positionPt) const;
    [[nodiscard]] double ptOf(GuideAxis axis, QPointF canvasPx) const;
    [[nodiscard]] RulerScale scale() const;
    [[nodiscard]] double unitPerPt() const;
    [[nodiscard]] qsizetype guideAt(double alongPx) const;
    void dragTo(QPointF canvasPx, bool isFree);
    void paintLines(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void placeAlong(QPainter &painter) const;

    Qt::Orientation m_orientation;
    PageCanvas &m_canvas;
    PageSelection &m_selection;
    const LengthUnit &m_unit;
    std::optional<Drag> m_drag;
    std::optional<double> m_pointerPx; ///< of the mouse over the canvas
};

} // namespace koma
