// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <span>
#include <string>
#include <vector>

namespace koma {

/// One row of a contact sheet: pictures side by side under a caption (ASCII).
struct ContactRow
{
    std::string caption;
    std::vector<Image> pictures;
};

/// Lays rows of pictures on white paper, each fitted into a cell of `cellPx` square without
/// enlarging, `rowsPerLine` row groups next to each other. RGB U8.
Result<Image> contactSheet(std::span<const ContactRow> rows, int cellPx, int rowsPerLine = 1);

} // namespace koma
