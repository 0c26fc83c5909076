// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"
#include "core/document/render/shapecache.h"

#include <QPen>
#include <QRectF>

namespace koma {

/// Where an object lies: what lines and tones without an area of their own fill, and which balloon
/// its words are in.
struct PaintPlace
{
    QPainterPath region;
    const BalloonShape *balloon = nullptr;
};

/// How far the paint of a page's objects reaches: never less than what PageRenderer touches, hardly
/// more. In points of the page, antialiasing aside. Masks and hidden objects have an empty box.
class PaintBounds
{
public:
    PaintBounds(const Page &page, QString language, ShapeCache &shapes);

    /// Of the object itself; of a balloon that is joined, of all it is joined with.
    QRectF ownPt(const PageObject &object, const PaintPlace &place) const;
    /// With all below it.
    QRectF wholePt(const PageObject &object, const PaintPlace &place) const;
    /// The place of an object's children.
    PaintPlace placeIn(const PageObject &object, const PaintPlace &place,
                       const BalloonShape &shape) const;

private:
    QRectF balloonPt(const PageObject &object, const Balloon &balloon) const;
    QRectF textPt(const PageObject &object, const TextBlock &text, const PaintPlace &place) const;

    const Page &m_page;
    QString m_language;
    ShapeCache &m_shapes;
};

/// What a panel's border is drawn with.
QPen penOf(const PanelBorder &border);

/// The visible balloons of a page that are drawn as one with this join, from the bottom.
QList<const PageObject *> joinedBalloons(const Page &page, ObjectId join);
/// Their common outline.
QPainterPath joinedOutline(const QList<const PageObject *> &balloons, const Page &page);

/// Where two states of a page look different: what is to be painted again after an edit. Empty
/// where they look the same. Art that only now arrived is not among it.
QRectF changedAreaPt(const Page &before, const Page &after, const QString &language,
                     ShapeCache &shapes);
/// Where a page shows one of these pictures, by their sha256.
QRectF areaOfPicturesPt(const Page &page, const QStringList &sha256s);

} // namespace koma
