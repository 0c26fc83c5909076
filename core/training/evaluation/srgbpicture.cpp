// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/srgbpicture.h"

#include "core/imaging/color.h"
#include "core/imaging/pictureio.h"

namespace koma {

Result<Image> readSrgbPicture(const std::filesystem::path &path)
{
    const auto picture = readPicture(path);
    if (!picture)
        return fail(picture.error());
    return convertToSrgb(picture->image, picture->metadata.iccProfile);
}

} // namespace koma
