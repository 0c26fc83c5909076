// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/composition/drawingblend.h"

#include <QString>

namespace koma {

/// What the user chose: everything that undo goes back over.
struct StylizeParameters
{
    QString styleId; ///< empty: the picture as it is
    double strokeScale = 1.0;
    DrawingBlend blend;

    bool operator==(const StylizeParameters &) const = default;

    /// The same network result serves both.
    [[nodiscard]] bool hasSameDrawingAs(const StylizeParameters &other) const
    {
        return styleId == other.styleId && strokeScale == other.strokeScale;
    }
};

inline constexpr double kMinStrokeScale = 0.25;
inline constexpr double kMaxStrokeScale = 4.0;

} // namespace koma
