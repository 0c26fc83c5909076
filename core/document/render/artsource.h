// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/document/model/artlayer.h"
#include "core/imaging/image.h"

#include <QImage>

namespace koma {

/// A picture that a page shows, and how large.
struct ArtRequest
{
    ArtLayer art;
    /// What the whole picture, crop aside, measures in the pixels that are painted. A source gives
    /// this size where it can: smaller pictures look soft, larger ones only cost time.
    ImageSize sizePx;
    CancelToken cancel;
};

/// Where the renderer gets pictures from. It knows of no styles: whoever has an engine gives the
/// finished drawing, a canvas what it has cached, a thumbnail the plain photo.
class ArtSource
{
public:
    ArtSource() = default;
    virtual ~ArtSource() = default;
    ArtSource(const ArtSource &) = delete;
    ArtSource &operator=(const ArtSource &) = delete;
    ArtSource(ArtSource &&) = delete;
    ArtSource &operator=(ArtSource &&) = delete;

    /// The whole picture, upright, sRGB, of any size with its aspect; called on the painting
    /// thread. Cancelled stops the page; any other error leaves a crossed box in the picture's
    /// place.
    virtual Result<QImage> picture(const ArtRequest &request) const = 0;
};

} // namespace koma
