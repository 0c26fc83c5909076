// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/pagetemplates.h"

#include "core/document/layout/layouttree.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace koma {
namespace {

using enum TemplateGroup;
using enum TemplateArea;

constexpr const char *kContext = "PageTemplates";

#define KOMA_NAME(text) QT_TRANSLATE_NOOP("PageTemplates", text)

constexpr std::array kTemplates{
    PageTemplate{"splash", KOMA_NAME("Splash, to the bleed"), Splash, Bleed, "R[1]"},
    PageTemplate{"splash-framed", KOMA_NAME("Splash, framed"), Splash, SafeArea, "R[1]"},
    PageTemplate{"splash-over-strip", KOMA_NAME("Splash over three"), Splash, SafeArea,
                 "R[3, 1C[1, 1, 1]]"},
    PageTemplate{"strip-over-splash", KOMA_NAME("Two over a splash"), Splash, SafeArea,
                 "R[1C[1, 1], 3]"},

    PageTemplate{"grid-2x2", KOMA_NAME("2 by 2"), Grid, SafeArea, "R[1C[1, 1], 1C[1, 1]]"},
    PageTemplate{"grid-2x4", KOMA_NAME("2 by 4"), Grid, SafeArea,
                 "R[1C[1, 1], 1C[1, 1], 1C[1, 1], 1C[1, 1]]"},
    PageTemplate{"grid-4x4", KOMA_NAME("4 by 4"), Grid, SafeArea,
                 "R[1C[1, 1, 1, 1], 1C[1, 1, 1, 1], 1C[1, 1, 1, 1], 1C[1, 1, 1, 1]]"},
    PageTemplate{"grid-1-2-1", KOMA_NAME("One, two, one"), Grid, SafeArea, "R[1, 1C[1, 1], 1]"},
    PageTemplate{"grid-2-1-2", KOMA_NAME("Two, one, two"), Grid, SafeArea,
                 "R[1C[1, 1], 1.2, 1C[1, 1]]"},

    PageTemplate{"manga-five", KOMA_NAME("Manga, five panels"), Manga, SafeArea,
                 "R[1.3C[3, 2], 1, 1.2C[2, 3]]"},
    PageTemplate{"manga-six-slanted", KOMA_NAME("Manga, six, slanted"), Manga, SafeArea,
                 "R[1.2C[3, 2/0.15, 1]/0.06, 1.4, 1C[2/-0.2, 3]]"},
    PageTemplate{"manga-tall-side", KOMA_NAME("Manga, tall side panel"), Manga, SafeArea,
                 "R[2C[2, 3R[1, 1]], 1.1C[3, 2]]"},
    PageTemplate{"manga-dialogue", KOMA_NAME("Manga, dialogue"), Manga, SafeArea,
                 "R[1C[1, 1], 1C[3, 2], 1C[2, 3], 1C[1, 1]]"},
    PageTemplate{"manga-reveal", KOMA_NAME("Manga, reveal"), Manga, SafeArea,
                 "R[1C[2, 1, 1], 2.4]"},
    PageTemplate{"manga-bleed-top", KOMA_NAME("Manga, to the bleed"), Manga, Bleed,
                 "R[1.6/-0.05, 1C[3/0.12, 2], 1.1C[2/-0.12, 3]]"},

    PageTemplate{"four-panel", KOMA_NAME("4-koma, one strip"), FourPanel, SafeArea,
                 "C[~0.5, 1R[1, 1, 1, 1], ~0.5]"},
    PageTemplate{"four-panel-titled", KOMA_NAME("4-koma with a title"), FourPanel, SafeArea,
                 "C[~0.5, 1R[0.35, 1, 1, 1, 1], ~0.5]"},
    PageTemplate{"four-panel-double", KOMA_NAME("4-koma, two strips"), FourPanel, SafeArea,
                 "C[1R[1, 1, 1, 1], ~0.2, 1R[1, 1, 1, 1]]"},

    PageTemplate{"album-3x4", KOMA_NAME("Album, four tiers of three"), Album, SafeArea,
                 "R[1C[1, 1, 1], 1C[1, 1, 1], 1C[1, 1, 1], 1C[1, 1, 1]]"},
    PageTemplate{"album-tiers", KOMA_NAME("Album, varied tiers"), Album, SafeArea,
                 "R[1C[2, 1, 1], 1C[1, 2], 1C[1, 1, 1], 1C[3, 2]]"},
    PageTemplate{"album-half-page", KOMA_NAME("Album, large opening"), Album, SafeArea,
                 "R[2C[1, 2], 1C[1, 1, 1], 1C[1, 1, 2]]"},

    PageTemplate{"superhero-six", KOMA_NAME("Six-panel grid"), Superhero, SafeArea,
                 "R[1C[1, 1], 1C[1, 1], 1C[1, 1]]"},
    PageTemplate{"superhero-nine", KOMA_NAME("Nine-panel grid"), Superhero, SafeArea,
                 "R[1C[1, 1, 1], 1C[1, 1, 1], 1C[1, 1, 1]]"},
    PageTemplate{"superhero-widescreen", KOMA_NAME("Widescreen, four"), Superhero, SafeArea,
                 "R[1, 1, 1, 1]"},
    PageTemplate{"superhero-nine-wide", KOMA_NAME("Nine-panel grid, wide middle"), Superhero,
                 SafeArea, "R[1C[1, 1, 1], 1, 1C[1, 1, 1]]"},
    PageTemplate{"superhero-tall-hero", KOMA_NAME("Tall figure and four"), Superhero, SafeArea,
                 "C[1, 1.3R[1, 1, 1, 1]]"},

    PageTemplate{"action-diagonal-rows", KOMA_NAME("Diagonal tiers"), Action, SafeArea,
                 "R[1/0.14, 1/-0.14, 1]"},
    PageTemplate{"action-shards", KOMA_NAME("Shards"), Action, SafeArea,
                 "R[1.2C[1/0.2, 1]/0.1, 1.2/-0.1, 1C[1/-0.2, 1/0.2, 1]]"},
    PageTemplate{"action-rush", KOMA_NAME("Rush, three leaning"), Action, Bleed,
                 "C[1/0.18, 1/0.18, 1]"},
    PageTemplate{"action-impact", KOMA_NAME("Impact"), Action, Bleed,
                 "R[1C[1/0.15, 1]/-0.12, 2.2]"},

    PageTemplate{"strip-three", KOMA_NAME("Strip of three"), Strip, SafeArea, "C[1, 1, 1]"},
    PageTemplate{"strip-four", KOMA_NAME("Strip of four"), Strip, SafeArea, "C[1, 1, 1, 1]"},
    PageTemplate{"strip-sunday", KOMA_NAME("Sunday strip, two tiers"), Strip, SafeArea,
                 "R[1C[2, 1, 1], 1C[1, 1, 1, 1]]"},
    PageTemplate{"strip-sunday-three", KOMA_NAME("Sunday strip, three tiers"), Strip, SafeArea,
                 "R[1C[1, 2], 1C[1, 1, 1], 1C[1, 1, 1]]"},

    PageTemplate{"webtoon-three", KOMA_NAME("Webtoon, three with pauses"), Webtoon, SafeArea,
                 "R[3, ~0.8, 2, ~1.2, 3]"},
    PageTemplate{"webtoon-talk", KOMA_NAME("Webtoon, dialogue"), Webtoon, SafeArea,
                 "R[2C[3, ~1], ~0.5, 2C[~1, 3], ~0.5, 2C[3, ~1], ~0.5, 2C[~1, 3]]"},
    PageTemplate{"webtoon-fall", KOMA_NAME("Webtoon, long fall"), Webtoon, Bleed,
                 "R[1/0.2, 4, ~0.4, 1]"},
};

#undef KOMA_NAME

const char *englishGroupName(TemplateGroup group)
{
    switch (group) {
    case Splash:
        return QT_TRANSLATE_NOOP("PageTemplates", "Splash pages");
    case Grid:
        return QT_TRANSLATE_NOOP("PageTemplates", "Grids");
    case Manga:
        return QT_TRANSLATE_NOOP("PageTemplates", "Manga");
    case FourPanel:
        return QT_TRANSLATE_NOOP("PageTemplates", "4-koma");
    case Album:
        return QT_TRANSLATE_NOOP("PageTemplates", "Franco-Belgian album");
    case Superhero:
        return QT_TRANSLATE_NOOP("PageTemplates", "Superhero");
    case Action:
        return QT_TRANSLATE_NOOP("PageTemplates", "Action");
    case Strip:
        return QT_TRANSLATE_NOOP("PageTemplates", "Newspaper strips");
    case Webtoon:
        return QT_TRANSLATE_NOOP("PageTemplates", "Webtoon");
    }
    return "";
}

OutlinePt mirrored(const OutlinePt &outline, const RectPt &area)
{
    OutlinePt result;
    for (const PointPt &point : outline)
        result.append({area.xPt + area.rightPt() - point.xPt, point.yPt});
    return clockwise(result);
}

} // namespace

std::span<const PageTemplate> pageTemplates()
{
    return kTemplates;
}

const PageTemplate *findPageTemplate(QStringView id)
{
    const auto *found = std::find_if(kTemplates.begin(), kTemplates.end(), [&](const auto &each) {
        return id == QLatin1StringView(each.id);
    });
    return found != kTemplates.end() ? found : nullptr;
}

QString templateName(const PageTemplate &pageTemplate)
{
    return QCoreApplication::translate(kContext, pageTemplate.englishName);
}

QString templateGroupName(TemplateGroup group)
{
    return QCoreApplication::translate(kContext, englishGroupName(group));
}

Result<QList<OutlinePt>> templatePanels(const PageTemplate &pageTemplate, const PageSetup &setup,
                                        const GutterWidths &gutters, ReadingDirection direction)
{
    const auto layout = parseLayout(pageTemplate.notation);
    if (!layout)
        return fail(layout.error());
    const RectPt area = pageTemplate.area == Bleed ? setup.bleedBoxPt() : setup.safeAreaPt();
    auto panels = cutLayout(*layout, area, gutters);
    if (panels && direction == ReadingDirection::RightToLeft) {
        for (OutlinePt &outline : *panels)
            outline = mirrored(outline, area);
    }
    return panels;
}

} // namespace koma
