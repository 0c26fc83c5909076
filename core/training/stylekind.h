// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace koma {

/// What drawings are like as a whole, as means over them in 0…1.
struct DrawingTraits
{
    double chroma = 0.0; ///< 0: grey
    double ink = 0.0;    ///< 1 − luma; 0: white paper
};

/// Which recipe suits drawings.
enum class StyleKind {
    Ink,       ///< grey
    SparseInk, ///< grey and nearly all paper
    Colour,
};

StyleKind styleKindOf(const DrawingTraits &drawings);

} // namespace koma
