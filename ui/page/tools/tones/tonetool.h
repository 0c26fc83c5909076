// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/brush/strokerecorder.h"
#include "ui/page/tools/tooloptions.h"

namespace koma {

/// Lays screentone: a click fills the panel, a drag goes round the area to fill; with a gradient,
/// the drag is from where it begins to where it ends. The options must outlive it.
class ToneTool : public Tool
{
    Q_OBJECT

public:
    ToneTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] bool isGradient() const;

    const ToolOptions &m_options;
    StrokeRecorder m_lasso;
    ObjectId m_panel;
    PointPt m_from;
    PointPt m_at;
};

} // namespace koma
