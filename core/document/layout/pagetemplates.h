// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/outlines.h"

#include <QString>

#include <span>

namespace koma {

enum class TemplateGroup {
    Splash,
    Grid,
    Manga,
    FourPanel,
    Album,
    Superhero,
    Action,
    Strip,
    Webtoon
};

/// Which part of the page a template fills.
enum class TemplateArea { SafeArea, Bleed };

/// A page divided into panels, for any page and gutter. The table is data; see layouttree.h for
/// the notation. Ids never change.
struct PageTemplate
{
    const char *id;
    const char *englishName; ///< translated by templateName()
    TemplateGroup group;
    TemplateArea area;
    const char *notation;
};

std::span<const PageTemplate> pageTemplates();
/// nullptr where there is none.
const PageTemplate *findPageTemplate(QStringView id);
QString templateName(const PageTemplate &pageTemplate);
QString templateGroupName(TemplateGroup group);

/// The panels of a template on a page, in reading order: mirrored for right to left. Fails where
/// the page is too small for it.
Result<QList<OutlinePt>> templatePanels(const PageTemplate &pageTemplate, const PageSetup &setup,
                                        const GutterWidths &gutters, ReadingDirection direction);

} // namespace koma
