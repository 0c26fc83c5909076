// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/brush/strokerecorder.h"
#include "ui/page/tools/tooloptions.h"

namespace koma {

/// Hides parts of a layer, or brings them back, with a soft or hard brush: of what is picked, else
/// of the art under the brush. Alt does the opposite of what is set. The options must outlive it.
class MaskTool : public Tool
{
    Q_OBJECT

public:
    MaskTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void hover(const ToolPointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QCursor cursor() const override { return Qt::BlankCursor; }
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] ObjectId layerAt(PointPt point) const;

    const ToolOptions &m_options;
    StrokeRecorder m_recorder;
    ObjectId m_layer;
    PointPt m_at;
    bool m_isOpposite = false;
};

} // namespace koma
