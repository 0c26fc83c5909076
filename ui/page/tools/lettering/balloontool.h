// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/tool.h"
#include "ui/page/tools/tooloptions.h"

namespace koma {

/// Makes balloons and captions by dragging their body, and has their words written at once. The
/// tail points down to what lies below. The options must outlive it.
class BalloonTool : public Tool
{
    Q_OBJECT

public:
    BalloonTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] RectPt body() const;
    [[nodiscard]] Balloon balloonAt(const RectPt &body) const;

    const ToolOptions &m_options;
    bool m_isPressed = false;
    PointPt m_from;
    PointPt m_at;
};

} // namespace koma
