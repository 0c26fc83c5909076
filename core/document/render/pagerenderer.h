// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"
#include "core/document/render/artsource.h"
#include "core/document/render/pagearea.h"
#include "core/document/render/shapecache.h"

#include <QString>

#include <string>

class QPainter;

namespace koma {

struct RenderOptions
{
    PageArea area = PageArea::Trim; ///< nothing is painted outside it
    double vectorDpi = 300.0; ///< of tones, masks and blends on PDF, which has no pixels of its own
    /// Only these of the page's own objects, from the bottom; -1 is all above.
    qsizetype firstObject = 0;
    qsizetype objectCount = -1;
    bool paintsPaper = true;
    CancelToken cancel;
};

/// A picture that could not be shown.
struct MissingArt
{
    ObjectId object;
    std::string reason; ///< a sentence for people

    bool operator==(const MissingArt &) const = default;
};

/// What a reader of the result would miss, as far as the painter shows it.
struct RenderReport
{
    QList<MissingArt> missingArt;
    QList<ObjectId> overflowingTexts;
    QString missingCharacters; ///< without a glyph in any font here, each once

    bool operator==(const RenderReport &) const = default;
};

/// Paints pages: the one renderer for canvas, thumbnails and every export, so that what is seen is
/// what comes out. Only what the painter shows is worked at. Any number of threads may use one, as
/// far as its art may be. Letters need a QGuiApplication somewhere in the program, not its thread.
class PageRenderer
{
public:
    /// The settings give the language of texts that name none. `art` must outlive the renderer.
    /// With shapes that are kept from one painting to the next, it is much quicker.
    PageRenderer(DocumentSettings settings, const ArtSource &art,
                 std::shared_ptr<ShapeCache> shapes = nullptr);

    /// Paints a page with a painter whose unit is the point and whose origin is the corner of the
    /// trimmed page, at whatever scale. Cancelled, OutOfMemory or TooLarge leave it half painted.
    Result<RenderReport> paint(QPainter &painter, const Page &page,
                               const RenderOptions &options = {}) const;

    /// Paints these pixels of the device as paint() would, whatever they show. On raster devices
    /// without a clip.
    Result<RenderReport> paintPart(QPainter &painter, const Page &page, const QRect &devicePx,
                                   const RenderOptions &options = {}) const;

    /// Paints again what differs between two states of a page, and `alsoPt`, on a device that shows
    /// the earlier one as paint() did with the same transform: the outcome is that of paint(). The
    /// report is of what was painted. On raster devices without a clip.
    Result<RenderReport> repaint(QPainter &painter, const Page &before, const Page &after,
                                 const QRectF &alsoPt, const RenderOptions &options = {}) const;

    struct Rendering
    {
        QImage image; ///< RGB32, or ARGB32_Premultiplied where the paper is not opaque
        RenderReport report;
    };
    /// A page's area as a picture, with its resolution set. InvalidArgument for a resolution that
    /// is not positive, TooLarge above kMostPagePixels.
    Result<Rendering> render(const Page &page, double dpi, const RenderOptions &options = {}) const;

private:
    DocumentSettings m_settings;
    const ArtSource &m_art;
    std::shared_ptr<ShapeCache> m_shapes;
};

/// 2 GiB as painted.
inline constexpr std::int64_t kMostPagePixels = std::int64_t{1} << 29;

} // namespace koma
