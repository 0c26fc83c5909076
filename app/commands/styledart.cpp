// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/styledart.h"

#include "core/document/render/qimageconversion.h"
#include "core/imaging/composition/drawingblend.h"
#include "core/imaging/resize.h"

namespace koma {

Result<QImage> StyledArt::picture(const ArtRequest &request) const
{
    if (request.art.style.styleId.isEmpty() || m_engine == nullptr)
        return m_stored.picture(request);
    const Result<Image> original = m_stored.original(request.art.picture);
    if (!original)
        return fail(original.error());
    // Drawn at the size of the page, so that lines are as crisp as the page is.
    const Result<Image> sized = resized(*original, request.sizePx);
    if (!sized)
        return fail(sized.error());
    const Result<Image> drawing = drawn(*sized, request);
    if (!drawing)
        return fail(drawing.error());
    return toQImage(*drawing);
}

Result<Image> StyledArt::drawn(const Image &picture, const ArtRequest &request) const
{
    const ArtStyle &artStyle = request.art.style;
    const Result<StyleCard> card = m_catalog.find(artStyle.styleId.toStdString());
    if (!card)
        return fail(card.error());
    DrawRequest draw;
    draw.style = *card;
    draw.strokeScale = artStyle.strokeScale;
    const Result<Drawing> drawing = m_engine->draw(picture, draw, request.cancel);
    if (!drawing)
        return fail(drawing.error());
    DrawingBlend blend;
    blend.strength = artStyle.strength;
    blend.colourKeep = artStyle.keepsColours ? 1.0 : 0.0;
    return blendDrawing(picture, drawing->image, blend);
}

} // namespace koma
