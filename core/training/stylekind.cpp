// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/stylekind.h"

namespace koma {

StyleKind styleKindOf(const DrawingTraits &drawings)
{
    constexpr double kLeastChroma = 0.04; // scans of ink on paper are hardly coloured
    constexpr double kLeastInk = 0.15; // between Phil May's line, 0.17, and Heath Robinson's, 0.13
    if (drawings.chroma >= kLeastChroma)
        return StyleKind::Colour;
    return drawings.ink < kLeastInk ? StyleKind::SparseInk : StyleKind::Ink;
}

} // namespace koma
