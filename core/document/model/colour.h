// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace koma {

/// An sRGB colour with straight alpha, 0xAARRGGBB as in QRgb.
struct Colour
{
    std::uint32_t argb = 0xff000000U;

    constexpr bool operator==(const Colour &) const = default;
};

constexpr Colour kBlack{0xff000000U};
constexpr Colour kWhite{0xffffffffU};
constexpr Colour kTransparent{0x00ffffffU};

} // namespace koma
