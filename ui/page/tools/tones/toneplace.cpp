// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/tones/toneplace.h"

namespace koma {

qsizetype placeOverArt(const PageObject *panel, const Page &page)
{
    const QList<PageObject> &layers = panel != nullptr ? panel->children : page.objects;
    qsizetype index = panel != nullptr ? 0 : layers.size();
    for (qsizetype i = 0; i < layers.size(); ++i) {
        const ObjectKind kind = layers[i].kind();
        const bool isBelow =
            kind == ObjectKind::Art || kind == ObjectKind::Tone || kind == ObjectKind::SpeedLines;
        if (panel != nullptr && isBelow)
            index = i + 1;
    }
    return index;
}

} // namespace koma
