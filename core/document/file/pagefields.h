// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/fielddescription.h"
#include "core/document/model/comic.h"

namespace koma::detail {

// Layers, pages and the document: see fielddescription.h.

template<class Visit, Like<Group> T>
void describe(Visit &, T &)
{
}

template<class Visit, Like<ObjectProperties> T>
void describe(Visit &visit, T &properties)
{
    visit("name", properties.name);
    visit("locked", properties.isLocked);
    visit("hidden", properties.isHidden);
    visit("opacity", properties.opacity, kFraction);
    visit("blend", properties.blend);
}

template<class Visit, Like<PageSetup> T>
void describe(Visit &visit, T &setup)
{
    visit("widthPt", setup.widthPt, kNotNegative);
    visit("heightPt", setup.heightPt, kNotNegative);
    visit("dpi", setup.dpi, Range{1, 100000});
    visit("bleedPt", setup.bleedPt, kNotNegative);
    visit("safeMarginsPt", setup.safeMarginsPt);
}

template<class Visit, Like<PageGuide> T>
void describe(Visit &visit, T &guide)
{
    visit("axis", guide.axis);
    visit("positionPt", guide.positionPt, kAnyLength);
}

template<class Visit, Like<PageProperties> T>
void describe(Visit &visit, T &properties)
{
    visit("name", properties.name);
    visit("setup", properties.setup);
    visit("role", properties.role);
    visit("doublePage", properties.isDoublePage);
    visit("paper", properties.paper);
    visit("guides", properties.guides);
}

template<class Visit, Like<GutterWidths> T>
void describe(Visit &visit, T &gutters)
{
    visit("betweenRowsPt", gutters.betweenRowsPt, kNotNegative);
    visit("betweenColumnsPt", gutters.betweenColumnsPt, kNotNegative);
}

template<class Visit, Like<DocumentSettings> T>
void describe(Visit &visit, T &settings)
{
    visit("title", settings.title);
    visit("series", settings.series);
    visit("creator", settings.creator);
    visit("language", settings.language);
    visit("direction", settings.direction);
    visit("facingPages", settings.hasFacingPages);
    visit("gutters", settings.gutters);
    visit("pageSetup", settings.pageSetup);
    visit("carriesStyles", settings.carriesStyles);
}

} // namespace koma::detail
