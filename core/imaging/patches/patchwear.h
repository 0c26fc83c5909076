// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// How often a patch meets each thing; chances of 0…1.
struct PatchWear
{
    double grey = 0.2;  ///< colours are lost
    double tone = 0.8;  ///< contrast, brightness and gamma
    double paper = 0.3; ///< yellowed or tinted paper, faded ink
    double hue = 0.3;   ///< colours drift; nothing on grey patches
    double focus = 0.5; ///< blurred or sharpened
    double grain = 0.3;
    double jpeg = 0.5; ///< recompressed at a quality of 35…95
};

/// What scanning, printing and passing on do to a picture, at random: so that who learns from worn
/// patches looks at the drawing's hand and not at the file. RGB U8 in and out, else
/// InvalidArgument.
Result<Image> wornPatch(const Image &patch, const PatchWear &wear, Random &random);

} // namespace koma
