// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/canvas/pagetransform.h"
#include "ui/page/canvas/shownpage.h"
#include "ui/page/tools/tool.h"

#include <QWidget>

namespace koma {

/// The shown page, and on wish the page that faces it in the open book, with the tool in hand over
/// them. The tool works on the shown page; a press on the facing one turns to it first. The wheel
/// zooms towards the pointer with Ctrl and scrolls without; space or the middle button pans. GUI
/// thread; selection, runner and art must outlive it.
class PageCanvas : public QWidget
{
    Q_OBJECT

public:
    PageCanvas(PageSelection &selection, JobRunner &runner, CanvasArt &art,
               QWidget *parent = nullptr);

    static QColor guideColour();

    /// nullptr for none. The tool must outlive the canvas or be taken from it.
    void setTool(Tool *tool);
    [[nodiscard]] Tool *tool() const { return m_tool; }

    [[nodiscard]] const PageTransform &transform() const { return m_transform; }
    /// Screen pixels for each pixel of the page at its own resolution.
    [[nodiscard]] double zoom() const;
    /// Everything on the page is on the screen as it is now.
    [[nodiscard]] bool isUpToDate() const { return m_shown.isUpToDate() && m_facing.isUpToDate(); }
    /// Turns to the facing page where the point lies on it; false where it does not.
    bool turnToPageAt(QPointF viewPx);
    /// Where a picture is about to be dropped; no points for none.
    void showDropTarget(const OutlinePt &outline);

public Q_SLOTS:
    void fit();
    void showActualPixels();
    void zoomIn();
    void zoomOut();
    /// Guides, trim, bleed and safe area.
    void setShowingGuides(bool showing);
    /// The facing page as well.
    void setShowingSpread(bool showing);

Q_SIGNALS:
    void zoomChanged(double zoom);
    /// All of the page was painted: what its readers would miss.
    void painted(koma::PageId page, const koma::RenderReport &report);
    void failed(const koma::Error &error);
    void contextMenuWanted(QPoint globalPosition, koma::PointPt point);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Grip { None, Pan, Tool };

    /// The page that faces the shown one, and where.
    struct Facing
    {
        PageId id;
        PointPt offset;       ///< of its corner, in points of the shown page
        double spinePt = 0.0; ///< between them, across the shown page
        bool isOnRight = false;
    };

    void follow(const DocumentChange &change);
    void showPage();
    [[nodiscard]] Facing facingPage() const;
    [[nodiscard]] RectPt extentPt() const;
    void zoomBy(double factor, QPointF anchorPx);
    void viewChanged();
    void updateCursor();
    [[nodiscard]] ToolPointer pointerAt(QPointF viewPx, Qt::KeyboardModifiers modifiers,
                                        Qt::MouseButtons buttons) const;
    void pressTool(const QMouseEvent &event);
    bool handleShortcutOverride(QKeyEvent *event) const;
    void paintPages(QPainter &painter) const;
    void paintGuides(QPainter &painter) const;
    void paintDropTarget(QPainter &painter) const;

    PageSelection &m_selection;
    PageTransform m_transform;
    ShownPage m_shown;
    ShownPage m_facing;
    Facing m_facingPlace;
    Tool *m_tool = nullptr;
    Grip m_grip = Grip::None;
    Qt::MouseButton m_gripButton = Qt::NoButton;
    bool m_isSpaceDown = false;
    bool m_isShowingGuides = true;
    bool m_isShowingSpread = false;
    double m_penPressure = 1.0;
    QPointF m_lastPx;
    OutlinePt m_dropTarget;
};

} // namespace koma
