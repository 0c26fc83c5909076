// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

namespace koma {

/// Where a new tone or lines of motion go: right above the art of the panel and what lies on it
/// already, under ink and letters; on top of the page where there is no panel.
qsizetype placeOverArt(const PageObject *panel, const Page &page);

} // namespace koma
