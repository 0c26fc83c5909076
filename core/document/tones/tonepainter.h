// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/tones/screentone.h"

#include <QColor>
#include <QPainterPath>

#include <functional>

class QPainter;

namespace koma {

/// Paints a tone inside an area of the page. On canvas, thumbnail and picture it is screened for
/// the device's own pixels, whatever the painter's scale; on vector devices such as PDF it becomes
/// a picture of `vectorDpi`. Only scaled and moved painters get exact pixels; turned ones get the
/// device's resolution, resampled. Fails as screenTone() does, with nothing painted.
Result<void> paintTone(QPainter &painter, const Screentone &tone, const QPainterPath &areaPt,
                       const QColor &colour, double vectorDpi, const CancelToken &cancel);

/// Coverage of a part of the page at a resolution, as screenTone() gives it.
using ToneScreen = std::function<Result<QImage>(const QRectF &partPt, double dpi)>;

struct ToneArea
{
    QPainterPath pathPt;
    QRectF visiblePt; ///< only this much of it is screened on pixels
};

/// The same with a screen from elsewhere.
Result<void> paintTone(QPainter &painter, const ToneScreen &screen, const ToneArea &area,
                       const QColor &colour, double vectorDpi);

} // namespace koma
