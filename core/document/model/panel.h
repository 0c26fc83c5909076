// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "core/document/model/geometry.h"

namespace koma {

enum class BorderStyle { Solid, Dashed, Dotted, None };

/// A frame's ink. It is drawn centred on the outline.
struct PanelBorder
{
    BorderStyle style = BorderStyle::Solid;
    double widthPt = 1.5;
    Colour colour = kBlack;

    bool operator==(const PanelBorder &) const = default;
};

/// One picture of the story: a simple polygon, clockwise, that clips its children. Rectangles are
/// four corners.
struct Panel
{
    OutlinePt outlinePt;
    PanelBorder border;
    double cornerRadiusPt = 0.0;
    Colour background = kWhite;

    bool operator==(const Panel &) const = default;
};

} // namespace koma
