// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/pageobject.h"

#include <QIcon>

namespace koma {

/// What docks and menus call objects and draw for them. GUI thread.

/// What counts as one sort of thing for the artist: captions are balloons in the model only.
QString layerKindName(const PageObject &object);
/// The name of Koma's icon for a kind, see themeIcon().
QString layerIconName(ObjectKind kind);
/// The name that the artist gave, or the first words of a text; empty where there is neither and
/// the kind's name and a number must do.
QString ownLayerName(const PageObject &object);

QString blendModeName(BlendMode mode);
constexpr int kBlendModeCount = 3;

} // namespace koma
