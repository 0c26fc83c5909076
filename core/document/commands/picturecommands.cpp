// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/picturecommands.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/freshids.h"
#include "core/document/commands/structuralcommand.h"
#include "core/document/layout/outlines.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

/// Past the panel's edge, so that its pixels are mixed as they were.
constexpr double kCropMarginPt = 1.0;

/// The same picture in the same place, less what lies outside a box. Turned and mirrored ones
/// keep it: the panel hides it.
ArtLayer croppedTo(ArtLayer art, const RectPt &box)
{
    const RectPt all = unrotatedBoundsPt(art);
    if (art.rotationDeg != 0.0 || art.isMirrored || all.isEmpty())
        return art;
    const double left = std::max(all.xPt, box.xPt - kCropMarginPt);
    const double top = std::max(all.yPt, box.yPt - kCropMarginPt);
    const double right = std::min(all.rightPt(), box.rightPt() + kCropMarginPt);
    const double bottom = std::min(all.bottomPt(), box.bottomPt() + kCropMarginPt);
    if (!(right > left) || !(bottom > top))
        return art;
    const CropFractions whole = art.crop;
    const double perPtX = (whole.right - whole.left) / all.widthPt;
    const double perPtY = (whole.bottom - whole.top) / all.heightPt;
    art.crop = {whole.left + (left - all.xPt) * perPtX, whole.top + (top - all.yPt) * perPtY,
                whole.left + (right - all.xPt) * perPtX, whole.top + (bottom - all.yPt) * perPtY};
    art.centrePt = {(left + right) / 2.0, (top + bottom) / 2.0};
    return art;
}

PageObject panelOver(Document &document, const PageObject &picture, const OutlinePt &outline)
{
    PageObject art = withFreshIds(document, {picture}, OutsideTargets::Keep).first();
    art.content = croppedTo(std::get<ArtLayer>(picture.content), boundsOf(outline));
    Panel panel;
    panel.outlinePt = clockwise(outline);
    panel.border.style = BorderStyle::None;
    panel.background = kTransparent;
    return {document.makeObjectId(), {}, panel, {std::move(art)}};
}

} // namespace

Result<std::unique_ptr<QUndoCommand>> panelsFromPicture(Document &document, ObjectId picture,
                                                        const QList<OutlinePt> &outlines,
                                                        PictureRest rest)
{
    const PageObject *object = document.object(picture);
    const bool isPicture = object != nullptr && object->kind() == ObjectKind::Art &&
                           !document.placeOf(picture).parent.isValid() &&
                           !isLockedInPlace(document, picture);
    if (!isPicture)
        return fail(ErrorKind::InvalidArgument,
                    "Select a picture that lies on the page itself and is not locked.");
    if (outlines.isEmpty())
        return fail(ErrorKind::InvalidArgument, "No panels were found in the picture.");
    ObjectPlace place = document.placeOf(picture);
    const bool isPlain = object->properties.opacity >= 1.0 &&
                         object->properties.blend == BlendMode::Normal &&
                         object->children.isEmpty();
    std::vector<EditStep> steps{TakeObject{picture}};
    if (rest == PictureRest::StaysBelow && isPlain) {
        PageObject below = *object;
        below.properties.isLocked = true;
        steps.emplace_back(InsertObject{place, std::move(below)});
        ++place.index;
    }
    for (const OutlinePt &outline : outlines) {
        steps.emplace_back(InsertObject{place, panelOver(document, *object, outline)});
        ++place.index;
    }
    return std::make_unique<StructuralCommand>(document, CommandId::PanelsFromPicture,
                                               std::move(steps));
}

} // namespace koma
