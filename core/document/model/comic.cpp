// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/comic.h"

#include <QSet>

#include <algorithm>

namespace koma {
namespace {

void forEachArt(const Comic &comic, const std::function<void(const ArtLayer &)> &visit)
{
    for (const Page &page : comic.pages) {
        forEachObject(page.objects, [&](const PageObject &object) {
            if (const auto *art = object.as<ArtLayer>(); art != nullptr)
                visit(*art);
        });
    }
}

} // namespace

std::uint64_t largestId(const Comic &comic)
{
    std::uint64_t largest = 0;
    for (const Page &page : comic.pages) {
        largest = std::max(largest, page.id.value);
        forEachObject(page.objects, [&](const PageObject &object) {
            largest = std::max(largest, object.id.value);
            if (const auto *balloon = object.as<Balloon>(); balloon != nullptr)
                largest = std::max(largest, balloon->joinId.value);
        });
    }
    return largest;
}

QList<PictureRef> picturesOf(const Comic &comic)
{
    QList<PictureRef> pictures;
    QSet<QString> seen;
    forEachArt(comic, [&](const ArtLayer &art) {
        if (art.picture.isEmpty() || seen.contains(art.picture.sha256))
            return;
        seen.insert(art.picture.sha256);
        pictures.append(art.picture);
    });
    return pictures;
}

QList<QString> stylesOf(const Comic &comic)
{
    QList<QString> styles;
    forEachArt(comic, [&](const ArtLayer &art) {
        if (!art.style.styleId.isEmpty() && !styles.contains(art.style.styleId))
            styles.append(art.style.styleId);
    });
    return styles;
}

} // namespace koma
