// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/artplacement.h"

#include <cmath>
#include <numbers>

namespace koma {

RectPt boxToCover(const Page &page, ObjectId art)
{
    for (ObjectId id = placeOf(page, art).parent; id.isValid(); id = placeOf(page, id).parent) {
        const PageObject *object = findObject(page.objects, id);
        if (object != nullptr && object->kind() == ObjectKind::Panel)
            return boundsPt(*object);
    }
    return page.properties.setup.bleedBoxPt();
}

double coverZoom(const ArtLayer &art, const RectPt &box)
{
    ArtLayer covering = art;
    coverBox(covering, box);
    return covering.scalePtPerPx > 0.0 ? art.scalePtPerPx / covering.scalePtPerPx : 0.0;
}

void setCoverZoom(ArtLayer &art, const RectPt &box, double zoom)
{
    ArtLayer covering = art;
    coverBox(covering, box);
    art.scalePtPerPx = covering.scalePtPerPx * zoom;
}

void setCrop(ArtLayer &art, const CropFractions &crop)
{
    const auto middleX = [](const CropFractions &of) { return (of.left + of.right) / 2.0; };
    const auto middleY = [](const CropFractions &of) { return (of.top + of.bottom) / 2.0; };
    double x = (middleX(crop) - middleX(art.crop)) * art.picture.widthPx * art.scalePtPerPx;
    const double y = (middleY(crop) - middleY(art.crop)) * art.picture.heightPx * art.scalePtPerPx;
    if (art.isMirrored)
        x = -x;
    const double angle = art.rotationDeg * std::numbers::pi / 180.0;
    art.centrePt = art.centrePt + PointPt{x * std::cos(angle) - y * std::sin(angle),
                                          x * std::sin(angle) + y * std::cos(angle)};
    art.crop = crop;
}

} // namespace koma
