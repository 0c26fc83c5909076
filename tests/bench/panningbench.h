// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace koma::bench {

/// Pans a canvas over a busy page of 600 dpi at one pixel a pixel, as a hand does with the middle
/// button, 60 times a second, and prints what a frame takes and how soon all is sharp once the hand
/// rests. Needs a QApplication.
void measurePanning();

} // namespace koma::bench
