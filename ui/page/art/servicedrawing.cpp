// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/art/servicedrawing.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace koma {
namespace {

Result<StyleCard> cardOf(const DrawingService &service, const std::string &id)
{
    std::vector<StyleCard> styles = service.styles();
    const auto found = std::find_if(styles.begin(), styles.end(),
                                    [&](const StyleCard &card) { return card.id == id; });
    if (found != styles.end())
        return std::move(*found);
    return fail(ErrorKind::NotFound, "The style " + id +
                                         " is not installed; import it, or choose another style "
                                         "for the pictures that use it.");
}

} // namespace

DrawInStyle drawWith(DrawingService &service)
{
    return [&service](const Image &picture, const ArtStyle &style,
                      const CancelToken &cancel) -> Result<Image> {
        const Result<StyleCard> card = cardOf(service, style.styleId.toStdString());
        if (!card)
            return fail(card.error());
        DrawRequest request;
        request.style = *card;
        request.strokeScale = style.strokeScale;
        Result<Drawing> drawing = service.draw(picture, request, cancel, {});
        if (!drawing)
            return fail(drawing.error());
        return std::move(drawing->image);
    };
}

} // namespace koma
