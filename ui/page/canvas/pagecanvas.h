// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "ui/page/art/canvasart.h"
#include "ui/page/canvas/pagesheet.h"
#include "ui/page/canvas/pagetransform.h"
#include "ui/page/tools/tool.h"

#include <QTimer>
#include <QWidget>

namespace koma {

/// The shown page, painted by jobs with the renderer of all exports, and the tool in hand over it.
/// It blits what was painted last while it pans and zooms, so that both stay fluid whatever the
/// page holds. The wheel zooms towards the pointer with Ctrl and scrolls without; space or the
/// middle button pans. GUI thread; selection, runner and art must outlive it.
class PageCanvas : public QWidget
{
    Q_OBJECT

public:
    PageCanvas(PageSelection &selection, JobRunner &runner, CanvasArt &art,
               QWidget *parent = nullptr);

    /// nullptr for none. The tool must outlive the canvas or be taken from it.
    void setTool(Tool *tool);
    [[nodiscard]] Tool *tool() const { return m_tool; }

    [[nodiscard]] const PageTransform &transform() const { return m_transform; }
    /// Screen pixels for each pixel of the page at its own resolution.
    [[nodiscard]] double zoom() const;
    /// Everything on the page is on the screen as it is now.
    [[nodiscard]] bool isUpToDate() const { return !m_job.isBusy() && !m_wait.isActive(); }
    /// Where a picture is about to be dropped; no points for none.
    void showDropTarget(const OutlinePt &outline);

public Q_SLOTS:
    void fit();
    void showActualPixels();
    void zoomIn();
    void zoomOut();
    /// Guides, trim, bleed and safe area.
    void setShowingGuides(bool showing);

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

    void follow(const DocumentChange &change);
    void showPage();
    void forgetSheets();
    void orderSheet();
    void orderNow();
    void repaintPictures(const QStringList &sha256s);
    void takeSheet(Result<PageSheet> sheet);
    [[nodiscard]] bool isCovered(double margin) const;
    [[nodiscard]] RectPt areaInSightPt(double margin) const;
    [[nodiscard]] RectPt sheetAreaPt() const;
    void zoomBy(double factor, QPointF anchorPx);
    void viewChanged();
    void updateCursor();
    [[nodiscard]] ToolPointer pointerAt(QPointF viewPx, Qt::KeyboardModifiers modifiers,
                                        Qt::MouseButtons buttons) const;
    bool handleShortcutOverride(QKeyEvent *event) const;
    void paintPaper(QPainter &painter) const;
    void paintSheet(QPainter &painter, const PageSheet &sheet) const;
    void paintGuides(QPainter &painter) const;
    void paintDropTarget(QPainter &painter) const;

    PageSelection &m_selection;
    CanvasArt &m_art;
    PageTransform m_transform;
    LatestJob<PageSheet> m_job;
    bool m_isOrderDue = false; ///< as soon as the job is done
    QTimer m_wait;             ///< gathers changes of one turn of the event loop
    PageId m_shown;
    std::shared_ptr<ShapeCache> m_shapes; ///< of the open comic
    QStringList m_arrived;                ///< pictures to be painted again
    PageSheet m_sheet;                    ///< what is seen, with some margin
    PageSheet m_overview; ///< the last that showed all of the page: for where the sheet ends
    Tool *m_tool = nullptr;
    Grip m_grip = Grip::None;
    Qt::MouseButton m_gripButton = Qt::NoButton;
    bool m_isSpaceDown = false;
    bool m_isShowingGuides = true;
    double m_penPressure = 1.0;
    QPointF m_lastPx;
    OutlinePt m_dropTarget;
};

} // namespace koma
