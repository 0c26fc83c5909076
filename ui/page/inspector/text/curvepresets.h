// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/textblock.h"

namespace koma {

/// Baselines for sound effects, made from a text's frame. Pure functions, any thread.
enum class CurvePreset { None, ArchUp, ArchDown, Wave, Other };

/// TextBlock::curvePt for the preset; empty for None and Other.
OutlinePt curveOf(CurvePreset preset, const RectPt &framePt);

/// Which preset the text's curve is; Other for one that was drawn or moved.
CurvePreset presetOf(const TextBlock &text);

} // namespace koma
