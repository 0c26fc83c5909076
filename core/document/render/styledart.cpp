// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/styledart.h"

#include "core/document/render/qimageconversion.h"
#include "core/imaging/composition/drawingblend.h"
#include "core/imaging/resize.h"

namespace koma {

Result<Image> blendInStyle(const ImageView &picture, const ImageView &drawing,
                           const ArtStyle &style)
{
    DrawingBlend blend;
    blend.strength = style.strength;
    blend.colourKeep = style.keepsColours ? 1.0 : 0.0;
    return blendDrawing(picture, drawing, blend);
}

Result<QImage> StyledArt::picture(const ArtRequest &request) const
{
    const ArtStyle &style = request.art.style;
    if (style.styleId.isEmpty() || !m_draw)
        return m_stored.picture(request);
    const Result<Image> original = m_stored.original(request.art.picture);
    if (!original)
        return fail(original.error());
    // Drawn at the size of the page, so that lines are as crisp as the page is.
    const Result<Image> sized = resized(*original, request.sizePx);
    if (!sized)
        return fail(sized.error());
    const Result<Image> drawing = m_draw(*sized, style, request.cancel);
    if (!drawing)
        return fail(drawing.error());
    const Result<Image> blended = blendInStyle(*sized, *drawing, style);
    if (!blended)
        return fail(blended.error());
    return toQImage(*blended);
}

} // namespace koma
