// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/outlines.h"
#include "ui/page/tools/tool.h"
#include "ui/page/tools/tooloptions.h"

#include <optional>

namespace koma {

/// Cuts panels along a line that is dragged across them: those that are picked, else all that the
/// drag crosses. The gutter is the knife's own or the comic's. Shift cuts level, upright or at
/// 45 degrees. The options must outlive it.
class KnifeTool : public Tool
{
    Q_OBJECT

public:
    KnifeTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] double gutterPt() const;
    [[nodiscard]] QList<ObjectId> crossedPanels() const;

    const ToolOptions &m_options;
    std::optional<CutLine> m_line;
};

} // namespace koma
