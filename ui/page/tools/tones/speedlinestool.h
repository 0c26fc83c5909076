// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/tool.h"
#include "ui/page/tools/tooloptions.h"

namespace koma {

/// Draws lines of motion in a panel: a drag from the middle of the focus lines sets the clear
/// ellipse; for parallel lines it is the direction. The options must outlive it.
class SpeedLinesTool : public Tool
{
    Q_OBJECT

public:
    SpeedLinesTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] SpeedLines lines(bool isClick) const;

    const ToolOptions &m_options;
    bool m_isPressed = false;
    ObjectId m_panel;
    PointPt m_from;
    PointPt m_at;
};

} // namespace koma
