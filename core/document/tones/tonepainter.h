// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/tones/screentone.h"

#include <QColor>
#include <QPainterPath>

class QPainter;

namespace koma {

/// Paints a tone inside an area of the page. On canvas, thumbnail and picture it is screened for
/// the device's own pixels, whatever the painter's scale; on vector devices such as PDF it becomes
/// a picture of `vectorDpi`. Only scaled and moved painters get exact pixels; turned ones get the
/// device's resolution, resampled. Fails as screenTone() does, with nothing painted.
Result<void> paintTone(QPainter &painter, const Screentone &tone, const QPainterPath &areaPt,
                       const QColor &colour, double vectorDpi, const CancelToken &cancel);

} // namespace koma
