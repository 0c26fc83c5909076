// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/objectshapes.h"
#include "core/document/render/pagerenderer.h"
#include "core/document/render/paintbounds.h"

#include <QPainterPath>
#include <QSet>

namespace koma {

bool hasBorder(const Panel &panel);
void paintBorder(QPainter &painter, const Panel &panel, const QPainterPath &outline);

/// The inside of PageRenderer and of paintLayers(): walks the objects of one page and paints each.
class ObjectPainter
{
public:
    ObjectPainter(const Page &page, QString language, const ArtSource &art, ShapeCache &shapes,
                  const RenderOptions &options);

    Result<void> paintPage(QPainter &painter);
    [[nodiscard]] const RenderReport &report() const { return m_report; }

    /// Where an object lies and what of it the painter shows.
    struct Place : PaintPlace
    {
        QRectF visiblePt;
    };
    /// One object with all below it and its mask, but without its own opacity and blending. The
    /// painter must have nothing but it to show: the mask takes from all that is there.
    Result<void> paintMasked(QPainter &painter, const PageObject &object, const Place &place);

private:
    Result<void> paintObject(QPainter &painter, const PageObject &object, const Place &place);
    /// On a sheet of its own, for opacity, blending and masks.
    Result<void> paintBlended(QPainter &painter, const PageObject &object, const Place &place);
    Result<void> paintContent(QPainter &painter, const PageObject &object, const Place &place);
    Result<void> paintChildren(QPainter &painter, const PageObject &object, const Place &place);
    Result<void> paintPanel(QPainter &painter, const PageObject &object, const Panel &panel,
                            const Place &place);
    Result<void> paintArt(QPainter &painter, const PageObject &object, const ArtLayer &art);
    Result<void> paintBalloonObject(QPainter &painter, const PageObject &object,
                                    const Balloon &balloon, const Place &place);
    void paintJoined(QPainter &painter, const Balloon &lowest);
    Result<void> paintTones(QPainter &painter, const PageObject &object, const ToneFill &tone,
                            const Place &place) const;
    void paintText(QPainter &painter, const PageObject &object, const TextBlock &text,
                   const Place &place);
    Result<QImage> maskOf(const PageObject &object, const QRectF &areaPt, double dpi) const;
    /// What was not painted because it is not visible: others of its joins are not to paint it.
    void passOver(const PageObject &object);
    void noteMissingCharacters(const QString &characters);

    const Page &m_page;
    QString m_language;
    const ArtSource &m_art;
    ShapeCache &m_shapes;
    PaintBounds m_bounds;
    const RenderOptions &m_options;
    QSet<ObjectId> m_paintedJoins;
    RenderReport m_report;
};

} // namespace koma
