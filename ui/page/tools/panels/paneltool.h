// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/snapping.h"
#include "ui/page/tools/tool.h"
#include "ui/page/tools/tooloptions.h"

namespace koma {

/// Makes panels: a rectangle by dragging, a polygon by clicking its corners; Enter, a double click
/// or a click on the first corner closes it. The options must outlive it.
class PanelTool : public Tool
{
    Q_OBJECT

public:
    PanelTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void hover(const ToolPointer &pointer) override;
    void doubleClick(const ToolPointer &pointer) override;
    bool keyPress(const QKeyEvent &event) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] PointPt snapped(const ToolPointer &pointer) const;
    void close();
    void add(const OutlinePt &outline);

    const ToolOptions &m_options;
    bool m_isPressed = false;
    bool m_isDragged = false;
    PointPt m_from;
    PointPt m_at;
    OutlinePt m_corners;
};

} // namespace koma
