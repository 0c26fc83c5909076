// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

class QApplication;

namespace koma {

enum class ColorScheme { Light, Dark };

/// Koma's colours for a scheme.
QPalette themePalette(ColorScheme scheme);

/// Fusion with Koma's colours and spacing, for the whole application. May be called again when the
/// system's scheme changes.
void applyTheme(QApplication &application, ColorScheme scheme);

/// What the palette in use looks like.
ColorScheme schemeOf(const QPalette &palette);

} // namespace koma
