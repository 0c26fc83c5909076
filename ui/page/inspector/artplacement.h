// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/artlayer.h"
#include "core/document/model/document.h"

namespace koma {

/// Pictures in what holds them: pure functions, any thread.

/// The box that a picture has to cover: that of its panel, else the page with its bleed.
RectPt boxToCover(const Page &page, ObjectId art);

/// The picture's size in sizes that just cover the box; 1 covers it. 0 for a picture without size.
double coverZoom(const ArtLayer &art, const RectPt &box);
void setCoverZoom(ArtLayer &art, const RectPt &box, double zoom);

/// Another crop that leaves what is still seen where it was on the page.
void setCrop(ArtLayer &art, const CropFractions &crop);

} // namespace koma
