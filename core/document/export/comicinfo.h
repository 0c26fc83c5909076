// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"
#include "core/imaging/image.h"

#include <QByteArray>

#include <vector>

namespace koma {

/// A page as it is in the archive.
struct ComicInfoPage
{
    PageRole role = PageRole::Story;
    bool isDoublePage = false;
    ImageSize size;
};

/// ComicInfo.xml, version 2.0 of the Anansi Project's schema, whose order of elements counts.
QByteArray comicInfoXml(const DocumentSettings &settings, const std::vector<ComicInfoPage> &pages);

} // namespace koma
