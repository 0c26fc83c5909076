// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/inspector/objectsection.h"

class QAbstractItemModel;

namespace koma {

class LengthUnit;

/// The styles that pictures may be drawn in: rows with a name, a thumbnail
/// (Qt::DecorationRole) and, under `idRole`, the style's id; an empty id is the picture as it is.
/// The model may be null: then the styles of the pictures stay as they are.
struct StyleChoices
{
    QAbstractItemModel *model = nullptr;
    int idRole = Qt::UserRole;
};

/// The parts of the inspector; the parent owns them.
ObjectSection *makePanelSection(PageSelection &selection, QWidget *parent);
ObjectSection *makeArtSection(PageSelection &selection, const StyleChoices &styles,
                              QWidget *parent);
ObjectSection *makeBalloonSection(PageSelection &selection, QWidget *parent);
ObjectSection *makeTextSection(PageSelection &selection, QWidget *parent);
ObjectSection *makeToneSection(PageSelection &selection, QWidget *parent);
ObjectSection *makeSpeedLinesSection(PageSelection &selection, QWidget *parent);
ObjectSection *makeInkSection(PageSelection &selection, QWidget *parent);
ObjectSection *makeMaskSection(PageSelection &selection, QWidget *parent);

/// Where the picked objects are, of whatever kind.
InspectorForm *makePositionSection(PageSelection &selection, const LengthUnit &unit,
                                   QWidget *parent);
/// The shown page and the comic: for when nothing is picked.
InspectorForm *makePageSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent);
InspectorForm *makeComicSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent);

} // namespace koma
