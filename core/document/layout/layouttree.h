// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/outlines.h"

#include <string_view>
#include <vector>

namespace koma {

/// How an area is divided: rows or columns with weights, each divided again. Written as
///
///     R[1, 2C[1, 1/0.2, 1], ~0.5, 1]
///
/// R are rows, C columns; a number is the share of the space; `/s` slants the cut behind the item
/// (a row's cut rises to the right by s of the width, a column's leans right at the top by s of
/// the height; negative the other way); `~` is space left empty, without gutters of its own.
struct LayoutNode
{
    enum class Cut { None, Rows, Columns };
    struct Item;

    Cut cut = Cut::None;
    std::vector<Item> items;
};

struct LayoutNode::Item
{
    double weight = 1.0;
    double slant = 0.0;
    bool isEmpty = false;
    LayoutNode node;
};

/// BadFormat names the place where the notation ends to make sense.
Result<LayoutNode> parseLayout(std::string_view notation);

/// The panels of a layout in an area, in the order of the notation. InvalidArgument where the area
/// is too small for them.
Result<QList<OutlinePt>> cutLayout(const LayoutNode &layout, const RectPt &area,
                                   const GutterWidths &gutters);

} // namespace koma
