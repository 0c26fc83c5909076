// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/pageobject.h"

#include <optional>

class QSettings;

namespace koma {

/// What the tools make: an object of each kind as the next one will be, geometry aside. Kept from
/// one use to the next, and from one start of the program to the next.
struct ToolOptions
{
    Panel panel;
    /// Of the knife; without one, the comic's gutters.
    std::optional<double> knifeGutterPt;
    Balloon balloon;
    TextBlock balloonText;
    TextBlock freeText;
    InkStroke pen;
    MaskStroke mask;
    ToneFill tone;
    SpeedLines lines;

    ToolOptions();
    bool operator==(const ToolOptions &) const = default;
};

/// Values that make no sense are as if they were not there.
ToolOptions readToolOptions(QSettings &settings);
void writeToolOptions(QSettings &settings, const ToolOptions &options);

} // namespace koma
