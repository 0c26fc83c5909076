// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/pagerenderer.h"

#include <QImage>
#include <QPoint>

namespace koma {

/// What a layer shows of a page. Stacks are objects that hold others.
enum class LayerPart { Paper, Object, PanelBackground, PanelBorder, CropMarks };

struct LayerLook
{
    LayerPart part = LayerPart::Object;
    const PageObject *object = nullptr; ///< null for paper and crop marks; valid during the call
    /// How the layer or the stack is laid on what is below it. Parts of a panel have the plain
    /// look: the panel's own is its stack's.
    bool isHidden = false;
    double opacity = 1.0;
    BlendMode blend = BlendMode::Normal;
};

/// Takes a page's layers, from the bottom to the top; called on the painting thread.
class LayerSink
{
public:
    LayerSink() = default;
    virtual ~LayerSink() = default;
    LayerSink(const LayerSink &) = delete;
    LayerSink &operator=(const LayerSink &) = delete;
    LayerSink(LayerSink &&) = delete;
    LayerSink &operator=(LayerSink &&) = delete;

    /// Layers and stacks up to the matching endStack() lie in it.
    virtual void beginStack(const LayerLook &look) = 0;
    virtual void endStack() = 0;
    /// `image` is ARGB32_Premultiplied, cut to what is not transparent; its corner lies at
    /// `topLeft` in the page's picture. Opacity and blending are not in it. An error ends the page.
    virtual Result<void> addLayer(const LayerLook &look, const QImage &image, QPoint topLeft) = 0;
};

/// Paints a page apart, as programs for painting have it: paper, then each object; panels, groups
/// and balloons as stacks of what they hold, objects with masks as one layer with the mask in it.
/// Laid on each other, with the opacity and blending of their looks and stacks that are faded or
/// blended as a whole, the layers give PageRenderer's picture up to rounding. Hidden objects are
/// there too. One sheet of the page's size is in memory at a time.
Result<void> paintLayers(const DocumentSettings &settings, const ArtSource &art, const Page &page,
                         double dpi, const RenderOptions &options, LayerSink &sink);

} // namespace koma
