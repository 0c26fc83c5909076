// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/samples/comic/artist.h"

namespace koma::sample {

/// "The Lake at Six": a reader, a pear and a lake. In town all is ink, at the lake there is
/// colour. Each draws the page that is shown.
void drawArmchairPage(Artist &artist);
void drawPromisePage(Artist &artist);
void drawLakePage(Artist &artist);
void drawSplashPage(Artist &artist);

} // namespace koma::sample
