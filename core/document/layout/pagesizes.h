// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

#include <QString>

#include <span>

namespace koma {

/// A format that pages come in. Ids never change.
struct PageSize
{
    const char *id;
    const char *englishName; ///< translated by pageSizeName()
    double widthMm;          ///< trimmed
    double heightMm;
    int dpi;
    double bleedMm;
    double safeMm; ///< from the trim inwards, on all sides
};

std::span<const PageSize> pageSizes();
/// nullptr where there is none.
const PageSize *findPageSize(QStringView id);
QString pageSizeName(const PageSize &size);
PageSetup setupOf(const PageSize &size);

} // namespace koma
