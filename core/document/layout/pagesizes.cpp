// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/pagesizes.h"

#include "core/document/model/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace koma {
namespace {

/// A width of screen pixels as it measures on paper at 300 dpi.
constexpr double screenMm(double px)
{
    return px / 300.0 * kMmPerInch;
}

#define KOMA_NAME(text) QT_TRANSLATE_NOOP("PageSizes", text)

// Mono manga is drawn at 600 dpi; webtoons at twice the 800 pixels that are uploaded.
constexpr std::array kSizes{
    PageSize{"us-comic", KOMA_NAME("US comic book"), 168.275, 260.35, 300, 3.175, 9.5},
    PageSize{"a4", KOMA_NAME("A4"), 210.0, 297.0, 300, 3.0, 10.0},
    PageSize{"a5", KOMA_NAME("A5"), 148.0, 210.0, 300, 3.0, 8.0},
    PageSize{"b5-manga", KOMA_NAME("Manga, B5"), 182.0, 257.0, 600, 3.0, 12.0},
    PageSize{"b6-tankobon", KOMA_NAME("Tankōbon, B6"), 128.0, 182.0, 600, 3.0, 9.0},
    PageSize{"a4-manga", KOMA_NAME("Manga manuscript, A4"), 220.0, 310.0, 600, 5.0, 20.0},
    PageSize{"album", KOMA_NAME("Franco-Belgian album"), 240.0, 320.0, 300, 4.0, 13.0},
    PageSize{"square", KOMA_NAME("Square, 200 mm"), 200.0, 200.0, 300, 3.0, 8.0},
    PageSize{"newspaper-strip", KOMA_NAME("Newspaper strip"), 330.0, 102.0, 300, 0.0, 3.0},
    PageSize{"sunday-strip", KOMA_NAME("Sunday strip"), 330.0, 230.0, 300, 0.0, 4.0},
    PageSize{"webtoon", KOMA_NAME("Webtoon strip"), screenMm(1600), screenMm(12800), 300, 0.0,
             screenMm(60)},
    PageSize{"screen-square", KOMA_NAME("Screen, 1080 × 1080"), screenMm(1080), screenMm(1080), 300,
             0.0, screenMm(40)},
    PageSize{"screen-wide", KOMA_NAME("Screen, 1920 × 1080"), screenMm(1920), screenMm(1080), 300,
             0.0, screenMm(40)},
};

#undef KOMA_NAME

} // namespace

std::span<const PageSize> pageSizes()
{
    return kSizes;
}

const PageSize *findPageSize(QStringView id)
{
    const auto *found = std::find_if(kSizes.begin(), kSizes.end(), [&](const PageSize &size) {
        return id == QLatin1StringView(size.id);
    });
    return found != kSizes.end() ? found : nullptr;
}

QString pageSizeName(const PageSize &size)
{
    return QCoreApplication::translate("PageSizes", size.englishName);
}

PageSetup setupOf(const PageSize &size)
{
    const double safePt = ptFromMm(size.safeMm);
    return {ptFromMm(size.widthMm),
            ptFromMm(size.heightMm),
            size.dpi,
            ptFromMm(size.bleedMm),
            {safePt, safePt, safePt, safePt}};
}

} // namespace koma
