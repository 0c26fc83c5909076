// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QPainter>
#include <QPainterPath>

namespace koma {

/// Fills a path as QPainter::fillPath() does, and faster where little of a path of many contours
/// (letters, speed lines, hatching) is in sight: those that lie wholly outside the painter's clip
/// are left out. They wind round no pixel inside it, so that no pixel changes. Only for painters on
/// pixels; others keep what their device may show later.
void fillInSight(QPainter &painter, const QPainterPath &path, const QBrush &brush);

/// What a painter on pixels can change, in its units: its clip on its device, with a margin for
/// antialiasing.
QRectF boxInSight(const QPainter &painter);

/// The contours of a path that may touch a box, in its fill rule.
QPainterPath contoursWithin(const QPainterPath &path, const QRectF &box);

} // namespace koma
