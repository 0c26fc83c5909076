// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

#include <QImage>
#include <QRect>
#include <QSize>

#include <vector>

namespace koma {

/// A picture made ready for fast painting: itself and ever smaller halves. A value whose copies
/// share the pixels. It may be smaller than the picture that it stands for (a coarse first
/// drawing), or stand for a part of it.
class DisplayPicture
{
public:
    struct Level
    {
        QImage image;
        double scale = 1.0; ///< level pixels per picture pixel
    };

    DisplayPicture() = default;

    /// Of sRGB pixels that stand for `area` of the picture. Work for a background thread.
    static Result<DisplayPicture> create(const Image &image, QRect area,
                                         const CancelToken &cancel = {});

    [[nodiscard]] bool isNull() const { return m_levels.empty(); }
    [[nodiscard]] bool hasAlpha() const { return m_hasAlpha; }
    [[nodiscard]] QRect area() const { return m_area; }
    /// One pixel for every picture pixel; only then is nearest-neighbour enlargement honest.
    [[nodiscard]] bool isFullResolution() const;
    /// The smallest level that needs no enlargement at this zoom, else the largest.
    [[nodiscard]] const Level &levelFor(double zoom) const;

private:
    std::vector<Level> m_levels;
    QRect m_area;
    bool m_hasAlpha = false;
};

} // namespace koma
