// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/objectpainter.h"

#include "core/document/geometry/dashedstroke.h"
#include "core/document/geometry/fillinsight.h"
#include "core/document/geometry/planarshape.h"
#include "core/document/model/units.h"
#include "core/document/render/layersurface.h"
#include "core/document/tones/maskbrush.h"
#include "core/document/tones/tonepainter.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr QRgb kMissingArtFill = 0xffe6e6e6U;
constexpr QRgb kMissingArtLine = 0xff9a9a9aU;

bool isMaskedOrBlended(const PageObject &object)
{
    const ObjectProperties &properties = object.properties;
    const auto isMask = [](const PageObject &child) {
        return child.kind() == ObjectKind::Mask && !child.properties.isHidden;
    };
    return properties.opacity < 1.0 || properties.blend != BlendMode::Normal ||
           std::any_of(object.children.begin(), object.children.end(), isMask);
}

/// From the picture's fractions, about its used middle, to the page.
QTransform placementOf(const ArtLayer &art)
{
    QTransform place;
    place.translate(art.centrePt.xPt, art.centrePt.yPt);
    place.rotate(art.rotationDeg);
    place.scale(art.isMirrored ? -1.0 : 1.0, 1.0);
    return place;
}

void paintMissingArt(QPainter &painter, const QRectF &box)
{
    painter.fillRect(box, QColor::fromRgb(kMissingArtFill));
    painter.setPen(QPen(QColor::fromRgb(kMissingArtLine), 1.0));
    painter.drawRect(box);
    painter.drawLine(box.topLeft(), box.bottomRight());
    painter.drawLine(box.topRight(), box.bottomLeft());
}

} // namespace

bool hasBorder(const Panel &panel)
{
    return panel.border.style != BorderStyle::None && panel.border.widthPt > 0.0;
}

void paintBorder(QPainter &painter, const Panel &panel, const QPainterPath &outline)
{
    strokeWithDashes(painter, outline, penOf(panel.border));
}

ObjectPainter::ObjectPainter(const Page &page, QString language, const ArtSource &art,
                             ShapeCache &shapes, const RenderOptions &options)
    : m_page(page),
      m_language(std::move(language)),
      m_art(art),
      m_shapes(shapes),
      m_bounds(page, m_language, shapes),
      m_options(options)
{
}

Result<void> ObjectPainter::paintPage(QPainter &painter)
{
    const PageSetup &setup = m_page.properties.setup;
    const PageArea content = m_options.area == PageArea::Trim ? PageArea::Trim : PageArea::Bleed;
    const QRectF box = rectOf(areaPt(setup, content));
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipRect(box, Qt::IntersectClip);
    if (m_options.paintsPaper)
        painter.fillRect(box, colourOf(m_page.properties.paper));
    Place place;
    place.region.addRect(rectOf(setup.bleedBoxPt()));
    place.visiblePt = isRaster(painter) ? box & boxInSight(painter) : box;
    Result<void> painted;
    const qsizetype end =
        m_options.objectCount < 0
            ? m_page.objects.size()
            : std::min(m_page.objects.size(), m_options.firstObject + m_options.objectCount);
    for (qsizetype i = m_options.firstObject; i < end && painted; ++i)
        painted = paintObject(painter, m_page.objects[i], place);
    painter.restore();
    return painted;
}

Result<void> ObjectPainter::paintObject(QPainter &painter, const PageObject &object,
                                        const Place &place)
{
    if (object.properties.isHidden || object.kind() == ObjectKind::Mask)
        return {};
    if (m_options.cancel.isCancelled())
        return failCancelled();
    if (isMaskedOrBlended(object))
        return paintBlended(painter, object, place);
    // Of groups each child is looked at by itself.
    const bool isSeen = object.kind() == ObjectKind::Group ||
                        object.kind() == ObjectKind::Balloon ||
                        m_bounds.ownPt(object, place).intersects(place.visiblePt);
    if (isSeen)
        return paintContent(painter, object, place);
    passOver(object);
    return {};
}

void ObjectPainter::passOver(const PageObject &object)
{
    if (object.properties.isHidden || !(object.properties.opacity > 0.0))
        return;
    if (const auto *balloon = object.as<Balloon>(); balloon && balloon->joinId.isValid())
        m_paintedJoins.insert(balloon->joinId);
    for (const PageObject &child : object.children)
        passOver(child);
}

Result<void> ObjectPainter::paintBlended(QPainter &painter, const PageObject &object,
                                         const Place &place)
{
    if (!(object.properties.opacity > 0.0))
        return {};
    const QRectF box = place.region.boundingRect() & m_bounds.wholePt(object, place);
    if (!box.intersects(place.visiblePt)) {
        passOver(object);
        return {};
    }
    // A pixel more, for antialiasing.
    const double dpiOfTarget = deviceDpi(painter, m_options.vectorDpi);
    const double marginPt = kPtPerInch / dpiOfTarget;
    Result<std::unique_ptr<LayerSurface>> sheet =
        LayerSurface::over(painter,
                           place.region.boundingRect() & place.visiblePt &
                               box.adjusted(-marginPt, -marginPt, marginPt, marginPt),
                           m_options.vectorDpi);
    if (!sheet)
        return fail(sheet.error());
    if (*sheet == nullptr) {
        passOver(object);
        return {};
    }
    if (Result<void> painted = paintContent((*sheet)->painter(), object, place); !painted)
        return painted;
    const double dpi = deviceDpi((*sheet)->painter(), m_options.vectorDpi);
    const Result<QImage> mask = maskOf(object, (*sheet)->areaPt(), dpi);
    if (!mask)
        return fail(mask.error());
    if (!mask->isNull())
        (*sheet)->applyMask(*mask);
    (*sheet)->compose(object.properties.opacity, object.properties.blend);
    return {};
}

Result<QImage> ObjectPainter::maskOf(const PageObject &object, const QRectF &areaPt,
                                     double dpi) const
{
    QImage mask;
    for (const PageObject &child : object.children) {
        const auto *stroke = child.as<MaskStroke>();
        if (stroke == nullptr || child.properties.isHidden)
            continue;
        std::vector<PenSample> samples;
        for (const InkPoint &point : stroke->points)
            samples.push_back({QPointF(point.xPt, point.yPt), point.pressure});
        const Result<QImage> coverage =
            brushCoverage(samples, {.widthPt = stroke->widthPt, .hardness = stroke->hardness},
                          areaPt, dpi, m_options.cancel);
        if (!coverage)
            return coverage;
        if (mask.isNull()) {
            mask = QImage(coverage->size(), QImage::Format_Alpha8);
            mask.fill(Qt::black);
        }
        applyCoverage(mask, *coverage,
                      stroke->effect == MaskEffect::Hide ? MaskChange::Hide : MaskChange::Reveal,
                      child.properties.opacity);
    }
    return mask;
}

Result<void> ObjectPainter::paintMasked(QPainter &painter, const PageObject &object,
                                        const Place &place)
{
    if (Result<void> painted = paintContent(painter, object, place); !painted)
        return painted;
    const QTransform toDevice = painter.deviceTransform();
    const QRectF area = toDevice.inverted().mapRect(
        QRectF(0, 0, painter.device()->width(), painter.device()->height()));
    const Result<QImage> mask = maskOf(object, area, deviceDpi(painter, m_options.vectorDpi));
    if (!mask)
        return fail(mask.error());
    if (mask->isNull())
        return {};
    painter.save();
    painter.setClipping(false);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    painter.drawImage(area, *mask);
    painter.restore();
    return {};
}

Result<void> ObjectPainter::paintContent(QPainter &painter, const PageObject &object,
                                         const Place &place)
{
    if (const auto *panel = object.as<Panel>())
        return paintPanel(painter, object, *panel, place);
    if (const auto *art = object.as<ArtLayer>())
        return paintArt(painter, object, *art);
    if (const auto *balloon = object.as<Balloon>())
        return paintBalloonObject(painter, object, *balloon, place);
    if (const auto *text = object.as<TextBlock>())
        paintText(painter, object, *text, place);
    if (const auto *tone = object.as<ToneFill>())
        return paintTones(painter, object, *tone, place);
    if (const auto *lines = object.as<SpeedLines>())
        fillInSight(painter, m_shapes.lines(object.id, *lines, place.region),
                    colourOf(lines->colour));
    if (const auto *ink = object.as<InkStroke>())
        fillInSight(painter, m_shapes.ink(object.id, *ink), colourOf(ink->colour));
    if (object.kind() == ObjectKind::Group)
        return paintChildren(painter, object, place);
    return {};
}

Result<void> ObjectPainter::paintChildren(QPainter &painter, const PageObject &object,
                                          const Place &place)
{
    for (const PageObject &child : object.children) {
        if (Result<void> painted = paintObject(painter, child, place); !painted)
            return painted;
    }
    return {};
}

Result<void> ObjectPainter::paintPanel(QPainter &painter, const PageObject &object,
                                       const Panel &panel, const Place &place)
{
    const QPainterPath outline = pathOf(panel);
    painter.fillPath(outline, colourOf(panel.background));
    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    Place inside;
    inside.region = outline;
    inside.visiblePt = place.visiblePt & m_bounds.ownPt(object, place);
    const Result<void> painted = paintChildren(painter, object, inside);
    painter.restore();
    if (painted && hasBorder(panel))
        paintBorder(painter, panel, outline);
    return painted;
}

Result<void> ObjectPainter::paintArt(QPainter &painter, const PageObject &object,
                                     const ArtLayer &art)
{
    const RectPt size = unrotatedBoundsPt(art);
    if (art.picture.isEmpty() || size.isEmpty())
        return {};
    const QRectF box(-size.widthPt / 2.0, -size.heightPt / 2.0, size.widthPt, size.heightPt);
    const double dpi = deviceDpi(painter, m_options.vectorDpi);
    const double pxPerPx = pxFromPt(art.scalePtPerPx, dpi);
    const ImageSize wanted{std::max(1, qRound(art.picture.widthPx * pxPerPx)),
                           std::max(1, qRound(art.picture.heightPx * pxPerPx))};
    const Result<QImage> picture = m_art.picture({art, wanted, m_options.cancel});
    if (!picture && picture.error().kind == ErrorKind::Cancelled)
        return fail(picture.error());
    painter.save();
    painter.setTransform(placementOf(art), true);
    if (picture) {
        const QRectF used(art.crop.left * picture->width(), art.crop.top * picture->height(),
                          (art.crop.right - art.crop.left) * picture->width(),
                          (art.crop.bottom - art.crop.top) * picture->height());
        painter.drawImage(box, *picture, used);
    } else {
        m_report.missingArt.append({object.id, picture.error().message});
        paintMissingArt(painter, box);
    }
    painter.restore();
    return {};
}

Result<void> ObjectPainter::paintBalloonObject(QPainter &painter, const PageObject &object,
                                               const Balloon &balloon, const Place &place)
{
    const BalloonShape shape = shapeOf(object, m_page);
    const bool isSeen = m_bounds.ownPt(object, place).intersects(place.visiblePt);
    if (balloon.joinId.isValid() && isSeen)
        paintJoined(painter, balloon);
    else if (isSeen)
        paintBalloonOutline(painter, m_shapes.balloon(object.id, shape), shape.form,
                            inkOf(balloon));
    Place inside = place;
    inside.balloon = &shape;
    return paintChildren(painter, object, inside);
}

void ObjectPainter::paintJoined(QPainter &painter, const Balloon &lowest)
{
    if (m_paintedJoins.contains(lowest.joinId))
        return;
    m_paintedJoins.insert(lowest.joinId);
    const QList<const PageObject *> joined = joinedBalloons(m_page, lowest.joinId);
    if (!joined.isEmpty())
        paintBalloonOutline(painter, joinedOutline(joined, m_page),
                            shapeOf(*joined.first(), m_page).form, inkOf(lowest));
}

Result<void> ObjectPainter::paintTones(QPainter &painter, const PageObject &object,
                                       const ToneFill &tone, const Place &place) const
{
    const QPainterPath area =
        tone.areaPt.isEmpty() ? place.region : intersectedPath(pathOf(tone.areaPt), place.region);
    const ToneScreen screen = [&](const QRectF &partPt, double dpi) {
        return m_shapes.screen(object.id, screentoneOf(tone), partPt, dpi, m_options.cancel);
    };
    return paintTone(painter, screen, {area, place.visiblePt}, colourOf(tone.colour),
                     m_options.vectorDpi);
}

void ObjectPainter::paintText(QPainter &painter, const PageObject &object, const TextBlock &text,
                              const Place &place)
{
    const auto set = m_shapes.text(object.id, text, place.balloon, m_language);
    if (set->overflows)
        m_report.overflowingTexts.append(object.id);
    noteMissingCharacters(set->missingCharacters);
    const PointPt centre = text.framePt.centre();
    painter.save();
    painter.translate(centre.xPt, centre.yPt);
    painter.rotate(text.rotationDeg);
    painter.translate(-centre.xPt, -centre.yPt);
    paintLettering(painter, set->letters, inkOf(text));
    painter.restore();
}

void ObjectPainter::noteMissingCharacters(const QString &characters)
{
    for (const char32_t character : characters.toUcs4()) {
        const QString one = QString::fromUcs4(&character, 1);
        if (!m_report.missingCharacters.contains(one))
            m_report.missingCharacters.append(one);
    }
}

} // namespace koma
