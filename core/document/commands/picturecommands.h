// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/model/document.h"

#include <QUndoCommand>

#include <memory>

namespace koma {

/// What becomes of a picture that is divided into panels.
enum class PictureRest {
    StaysBelow, ///< locked: what lies in gutters, such as a balloon that reaches over one, is seen
    Goes,       ///< the gutters show the paper
};

/// Makes panels of a page that is one picture, such as an imported one: above it, for each outline
/// a panel without border, for the picture has its own, that holds the same picture in the same
/// place, cropped to the panel. The page looks as before. A picture that is faded, blended or
/// masked goes in any case, for it would be seen twice. GUI thread. InvalidArgument where the
/// object is no unlocked picture that lies on a page itself, or there are no outlines.
Result<std::unique_ptr<QUndoCommand>> panelsFromPicture(Document &document, ObjectId picture,
                                                        const QList<OutlinePt> &outlines,
                                                        PictureRest rest = PictureRest::StaysBelow);

} // namespace koma
