// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/picturestore.h"
#include "core/document/render/artsource.h"

namespace koma {

/// The pictures of a store as they are, without their styles. Each is read and decoded when it is
/// asked for and not kept. Thread-safe; the store must outlive it.
class StoredArt : public ArtSource
{
public:
    explicit StoredArt(const PictureStore &store) : m_store(store) {}

    Result<QImage> picture(const ArtRequest &request) const override;

    /// The picture in sRGB, for those who draw it in a style: at its own size, or, where that is
    /// quicker, at a smaller one whose long side is not below `enoughLongSidePx`.
    Result<Image> original(const PictureRef &picture, int enoughLongSidePx = 0) const;

private:
    const PictureStore &m_store;
};

} // namespace koma
