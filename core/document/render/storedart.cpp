// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/storedart.h"

#include "core/document/render/qimageconversion.h"
#include "core/imaging/color.h"
#include "core/imaging/resize.h"

namespace koma {

Result<Image> StoredArt::original(const PictureRef &picture, int enoughLongSidePx) const
{
    ReadLimits limits;
    limits.enoughLongSidePx = enoughLongSidePx;
    const Result<Picture> read = m_store.load(picture, limits);
    if (!read)
        return fail(read.error());
    Result<Image> srgb = convertToSrgb(read->image, read->metadata.iccProfile);
    // As other programs do: a picture with a broken profile is better than none.
    if (!srgb && srgb.error().kind == ErrorKind::BadFormat)
        return read->image;
    return srgb;
}

Result<QImage> StoredArt::picture(const ArtRequest &request) const
{
    const Result<Image> full = original(request.art.picture);
    if (!full)
        return fail(full.error());
    if (request.cancel.isCancelled())
        return failCancelled();
    // Enlarging is left to the painter.
    if (request.sizePx.isEmpty() || request.sizePx.widthPx >= full->size().widthPx)
        return toQImage(*full);
    const Result<Image> small = resized(*full, request.sizePx);
    if (!small)
        return fail(small.error());
    return toQImage(*small);
}

} // namespace koma
