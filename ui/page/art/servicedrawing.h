// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/styledart.h"
#include "ui/stylize/drawingservice.h"

namespace koma {

/// Draws with the window's service. On the engine lane only; the service must outlive it. An export
/// of the window is a job of that lane with StyledArt(pictures, drawWith(service)). NotFound names
/// a style that is not installed.
DrawInStyle drawWith(DrawingService &service);

} // namespace koma
