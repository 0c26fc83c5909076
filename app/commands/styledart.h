// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/storedart.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecatalog.h"

namespace koma {

/// The pictures of a comic drawn in their styles, at the size that is asked for. One thread, the
/// engine's; store, engine and catalogue must outlive it.
class StyledArt : public ArtSource
{
public:
    /// Without an engine no picture may have a style.
    StyledArt(const PictureStore &store, InferenceEngine *engine, const StyleCatalog &catalog)
        : m_stored(store), m_engine(engine), m_catalog(catalog)
    {
    }

    Result<QImage> picture(const ArtRequest &request) const override;

private:
    Result<Image> drawn(const Image &picture, const ArtRequest &request) const;

    StoredArt m_stored;
    InferenceEngine *m_engine;
    const StyleCatalog &m_catalog;
};

} // namespace koma
