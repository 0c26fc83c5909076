// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/storedart.h"

#include <functional>

namespace koma {

/// The drawing alone of a picture in sRGB, at its size and with 1 or 3 channels, in the style and
/// stroke scale of an ArtStyle. Strength and colours are not its business.
using DrawInStyle = std::function<Result<Image>(const Image &pictureSrgb, const ArtStyle &style,
                                                const CancelToken &cancel)>;

/// A drawing laid over its picture as strength and colours of the style ask for.
Result<Image> blendInStyle(const ImageView &picture, const ImageView &drawing,
                           const ArtStyle &style);

/// The pictures of a comic drawn in their styles at just the size that is asked for, each time
/// anew: what exports use, in window and command line. On the thread that `draw` is made for; the
/// store must outlive it.
class StyledArt : public ArtSource
{
public:
    /// Without `draw` all pictures are as they are.
    StyledArt(const PictureStore &store, DrawInStyle draw)
        : m_stored(store), m_draw(std::move(draw))
    {
    }

    Result<QImage> picture(const ArtRequest &request) const override;

private:
    StoredArt m_stored;
    DrawInStyle m_draw;
};

} // namespace koma
