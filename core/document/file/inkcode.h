// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/strokes.h"

#include <string>
#include <string_view>

namespace koma::detail {

/// Pen points as base64 of little-endian single-precision x, y, pressure: a third of the size of
/// decimal numbers, exact, and quick to read.
std::string encodedInk(const QList<InkPoint> &points);
/// False where the text is none or holds numbers that are not finite; pressure is brought into
/// 0 … 1.
bool decodeInk(std::string_view text, QList<InkPoint> &points);

} // namespace koma::detail
