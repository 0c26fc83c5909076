// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"
#include "ui/page/canvas/pagetransform.h"

#include <QCursor>

#include <optional>

class QPainter;

namespace koma {

/// The grips around what is picked: eight to resize a box, corners of panels that are no
/// rectangles, one to turn art and lettering, and the tips of tails. Pure values of the page and
/// the picked objects.
struct Handle
{
    enum class Kind { Resize, Corner, Rotate, Tail };

    Kind kind = Kind::Resize;
    /// Resize: 0 … 7 clockwise from the top left. Corner and Tail: of the panel or balloon.
    int index = 0;
    PointPt at;
    double rotationDeg = 0.0; ///< of the box that it belongs to

    bool operator==(const Handle &) const = default;
};

/// `ptPerPx` is the view's: the rotation handle keeps its distance on the screen.
QList<Handle> handlesOf(const Page &page, const QList<ObjectId> &objects, double ptPerPx);
std::optional<Handle> handleAt(const QList<Handle> &handles, PointPt point, double ptPerPx);
QCursor cursorOf(const Handle &handle);

/// The box after its handle was dragged; with `keepsAspect` the sides keep their proportion.
/// Never smaller than a point.
RectPt resizedBox(const RectPt &box, int handle, PointPt offset, bool keepsAspect);

/// Outlines of what is picked, and the handles.
void paintPicked(QPainter &painter, const PageTransform &view, const Page &page,
                 const QList<ObjectId> &objects, const QList<Handle> &handles,
                 const QColor &accent);

} // namespace koma
