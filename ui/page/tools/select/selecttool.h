// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/changecommands.h"
#include "core/document/layout/gutters.h"
#include "core/document/layout/snapping.h"
#include "ui/page/tools/select/handles.h"
#include "ui/page/tools/tool.h"

#include <QElapsedTimer>

#include <optional>

namespace koma {

/// Picks, moves, resizes and turns objects; drags gutters with all panels along them, corners of
/// panels, and tails. Ctrl reaches inside panels and groups, and moves without snapping; Shift adds
/// to what is picked, keeps to an axis, and keeps proportions; Alt drags copies.
class SelectTool : public Tool
{
    Q_OBJECT

public:
    explicit SelectTool(PageSelection &selection, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void hover(const ToolPointer &pointer) override;
    void doubleClick(const ToolPointer &pointer) override;
    bool keyPress(const QKeyEvent &event) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QCursor cursor() const override;
    [[nodiscard]] QString hint() const override;

private:
    enum class Drag { None, Band, Waiting, Move, Resize, Corner, Rotate, Tail, Gutter };

    void pick(const ToolPointer &pointer);
    void pressEmpty(const ToolPointer &pointer);
    void begin(Drag drag, const ToolPointer &pointer);
    void end();
    void moveBy(const ToolPointer &pointer);
    void resizeTo(const ToolPointer &pointer);
    void resizeArt(const ToolPointer &pointer, const ArtLayer &original);
    void moveCorner(const ToolPointer &pointer);
    void reshapePanel(const OutlinePt &outline);
    void turnTo(const ToolPointer &pointer);
    void moveTail(const ToolPointer &pointer, bool isDropped);
    void moveGutter(const ToolPointer &pointer);
    void restore();
    void giveUp();
    void put(std::unique_ptr<QUndoCommand> command);
    void pickCopies(PointPt offset);
    void resizeText(const ToolPointer &pointer, const TextBlock &original);
    [[nodiscard]] PointPt snapped(const RectPt &box, const ToolPointer &pointer);
    [[nodiscard]] PointPt snappedPoint(PointPt point, const ToolPointer &pointer);
    [[nodiscard]] std::optional<Gutter> gutterAt(PointPt point, double ptPerPx) const;
    void nudge(PointPt offset);
    void pickNext(int step);
    void write();

    Drag m_drag = Drag::None;
    QList<ObjectId> m_objects; ///< what is dragged
    int m_stepsBefore = 0;     ///< on the undo stack
    bool m_hasStep = false;    ///< the drag's own is on the undo stack
    PointPt m_from;
    PointPt m_at;
    RectPt m_box;                            ///< of what is picked, at the beginning of the drag
    std::optional<ObjectContent> m_original; ///< of the one picked object
    Handle m_handle;
    SnapLines m_lines;
    Snap m_snap; ///< to show
    QList<PanelOutline> m_panels;
    std::optional<Gutter> m_gutter; ///< hovered or dragged
    std::optional<Handle> m_hovered;
    bool m_isOverObject = false;
    ObjectId m_clickedAgain; ///< picked before the press: a click without a drag picks it alone
    GestureNumber m_nudgeGesture = 0;
    QElapsedTimer m_sinceNudge;
};

} // namespace koma
