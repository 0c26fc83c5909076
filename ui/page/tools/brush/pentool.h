// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/brush/strokerecorder.h"
#include "ui/page/tools/tooloptions.h"

namespace koma {

/// Draws ink with the pressure of a tablet. A stroke stays in the panel that it begins in. The
/// options must outlive it.
class PenTool : public Tool
{
    Q_OBJECT

public:
    PenTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] InkStroke stroke() const;

    const ToolOptions &m_options;
    StrokeRecorder m_recorder;
    ObjectId m_panel;
};

} // namespace koma
