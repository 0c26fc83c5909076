// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/pagelayers.h"

#include "core/document/render/objectpainter.h"

#include <QPainter>

#include <algorithm>
#include <functional>

namespace koma {
namespace {

using Paint = std::function<Result<void>(QPainter &)>;

bool hasMask(const PageObject &object)
{
    return std::any_of(object.children.begin(), object.children.end(), [](const PageObject &child) {
        return child.kind() == ObjectKind::Mask && !child.properties.isHidden;
    });
}

/// An object to be painted although it is hidden, and by itself.
PageObject shown(PageObject object)
{
    object.properties.isHidden = false;
    if (auto *balloon = std::get_if<Balloon>(&object.content))
        balloon->joinId = {};
    for (PageObject &child : object.children) {
        if (!child.properties.isHidden)
            child = shown(child);
    }
    return object;
}

LayerLook lookOf(const PageObject &object)
{
    const ObjectProperties &properties = object.properties;
    return {LayerPart::Object, &object, properties.isHidden, properties.opacity, properties.blend};
}

/// The pixels that are not transparent.
QRect inkedPixels(const QImage &image)
{
    const auto isInked = [](QRgb pixel) { return pixel != 0; };
    QRect box;
    for (int y = 0; y < image.height(); ++y) {
        // NOLINTNEXTLINE(*-reinterpret-cast): Qt's way to pixels
        const auto *row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        const auto *end = row + image.width();
        const auto *first = std::find_if(row, end, isInked);
        if (first == end)
            continue;
        const auto last =
            std::find_if(std::reverse_iterator(end), std::reverse_iterator(first), isInked);
        box |= QRect(QPoint(static_cast<int>(first - row), y),
                     QPoint(static_cast<int>(last.base() - row) - 1, y));
    }
    return box;
}

/// All of the sheet, past the trimmed page, too.
void fillSheet(QPainter &painter, const QColor &colour)
{
    painter.save();
    painter.setClipping(false);
    painter.resetTransform();
    painter.fillRect(0, 0, painter.device()->width(), painter.device()->height(), colour);
    painter.restore();
}

class LayerWalk
{
public:
    LayerWalk(const DocumentSettings &settings, const ArtSource &art, const Page &page, double dpi,
              const RenderOptions &options, LayerSink &sink)
        : m_page(page),
          m_options(options),
          m_dpi(dpi),
          m_sink(sink),
          m_toPx(areaTransform(page.properties.setup, options.area, dpi)),
          m_objects(page, settings.language, art, m_shapes, options),
          m_hiddenObjects(page, settings.language, art, m_shapes, options)
    {
    }

    Result<void> run()
    {
        const PageSetup &setup = m_page.properties.setup;
        const PageArea content =
            m_options.area == PageArea::Trim ? PageArea::Trim : PageArea::Bleed;
        m_box = rectOf(areaPt(setup, content));
        const QColor paper = colourOf(m_page.properties.paper);
        Result<void> done = addLayer({LayerPart::Paper}, {}, [&](QPainter &painter) {
            if (paper.alpha() == 255) // NOLINT(*-magic-numbers): PageRenderer's sheet is white
                fillSheet(painter, Qt::white);
            painter.fillRect(m_box, paper);
            return Result<void>();
        });
        ObjectPainter::Place place;
        place.region.addRect(rectOf(setup.bleedBoxPt()));
        place.visiblePt = m_box; // each layer is a sheet of the whole page
        if (done)
            done = walk(m_objects, m_page.objects, place, {});
        if (!done || m_options.area != PageArea::CropMarks)
            return done;
        m_box = rectOf(areaPt(setup, PageArea::CropMarks));
        return addLayer({LayerPart::CropMarks}, {}, [&](QPainter &painter) {
            paintCropMarks(painter, setup);
            return Result<void>();
        });
    }

private:
    Result<void> walk(ObjectPainter &painter, const QList<PageObject> &objects,
                      const ObjectPainter::Place &place, const QPainterPath &clip)
    {
        for (const PageObject &object : objects) {
            if (object.kind() == ObjectKind::Mask)
                continue;
            // What is not seen must neither join balloons nor be told of in the report.
            const Result<void> done =
                object.properties.isHidden || !(object.properties.opacity > 0.0)
                    ? visit(m_hiddenObjects, shown(object), lookOf(object), place, clip)
                    : visit(painter, object, lookOf(object), place, clip);
            if (!done)
                return done;
        }
        return {};
    }

    Result<void> visit(ObjectPainter &painter, const PageObject &object, const LayerLook &look,
                       const ObjectPainter::Place &place, const QPainterPath &clip)
    {
        const auto *panel = object.as<Panel>();
        const bool isHolder = panel != nullptr || object.kind() == ObjectKind::Group ||
                              (object.kind() == ObjectKind::Balloon && !object.children.isEmpty());
        if (hasMask(object) || !isHolder) {
            return addLayer(look, clip, [&](QPainter &sheet) {
                return painter.paintMasked(sheet, object, place);
            });
        }
        m_sink.beginStack(look);
        Result<void> done;
        if (panel != nullptr)
            done = walkPanel(painter, object, *panel, clip);
        else if (object.kind() == ObjectKind::Balloon)
            done = walkBalloon(painter, object, place, clip);
        else
            done = walk(painter, object.children, place, clip);
        m_sink.endStack();
        return done;
    }

    Result<void> walkPanel(ObjectPainter &painter, const PageObject &object, const Panel &panel,
                           const QPainterPath &clip)
    {
        const QPainterPath outline = pathOf(panel);
        Result<void> done =
            addLayer({LayerPart::PanelBackground, &object}, clip, [&](QPainter &sheet) {
                sheet.fillPath(outline, colourOf(panel.background));
                return Result<void>();
            });
        // Panels lie on pages and in groups, so that there is no other clip to keep.
        if (done)
            done = walk(painter, object.children, placeWithin(outline), outline);
        if (!done || !hasBorder(panel))
            return done;
        return addLayer({LayerPart::PanelBorder, &object}, clip, [&](QPainter &sheet) {
            paintBorder(sheet, panel, outline);
            return Result<void>();
        });
    }

    Result<void> walkBalloon(ObjectPainter &painter, const PageObject &object,
                             const ObjectPainter::Place &place, const QPainterPath &clip)
    {
        PageObject body = object;
        body.children.clear();
        Result<void> done = addLayer({LayerPart::Object, &object}, clip, [&](QPainter &sheet) {
            return painter.paintMasked(sheet, body, place);
        });
        const BalloonShape shape = shapeOf(object, m_page);
        ObjectPainter::Place inside = place;
        inside.balloon = &shape;
        if (done)
            done = walk(painter, object.children, inside, clip);
        return done;
    }

    [[nodiscard]] ObjectPainter::Place placeWithin(const QPainterPath &region) const
    {
        ObjectPainter::Place place;
        place.region = region;
        place.visiblePt = m_box;
        return place;
    }

    Result<void> addLayer(const LayerLook &look, const QPainterPath &clip, const Paint &paint)
    {
        if (m_options.cancel.isCancelled())
            return failCancelled();
        const ImageSize size = areaSizePx(m_page.properties.setup, m_options.area, m_dpi);
        QImage sheet(size.widthPx, size.heightPx, QImage::Format_ARGB32_Premultiplied);
        if (sheet.isNull())
            return fail(ErrorKind::OutOfMemory,
                        "There is not enough memory for a layer; choose a lower resolution.");
        sheet.fill(Qt::transparent);
        QPainter painter(&sheet);
        painter.setTransform(m_toPx);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        painter.setClipRect(m_box, Qt::IntersectClip);
        if (!clip.isEmpty())
            painter.setClipPath(clip, Qt::IntersectClip);
        if (Result<void> painted = paint(painter); !painted)
            return painted;
        painter.end();
        const QRect inked = inkedPixels(sheet);
        // A joined balloon that was painted with another leaves nothing.
        if (inked.isEmpty())
            return {};
        return m_sink.addLayer(look, sheet.copy(inked), inked.topLeft());
    }

    const Page &m_page;
    const RenderOptions &m_options;
    double m_dpi;
    LayerSink &m_sink;
    QTransform m_toPx;
    QRectF m_box;
    ShapeCache m_shapes;
    ObjectPainter m_objects;
    ObjectPainter m_hiddenObjects;
};

} // namespace

Result<void> paintLayers(const DocumentSettings &settings, const ArtSource &art, const Page &page,
                         double dpi, const RenderOptions &options, LayerSink &sink)
{
    return LayerWalk(settings, art, page, dpi, options, sink).run();
}

} // namespace koma
