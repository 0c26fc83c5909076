// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

namespace koma {

constexpr int kPageRoleCount = static_cast<int>(PageRole::Other) + 1;

/// "Front cover" and the like, translated.
QString pageRoleName(PageRole role);
/// What a page is called under its thumbnail: the number that it has among all, its own name, and
/// its role where that is not just the story.
QString pageLabel(const Page &page, qsizetype index);

} // namespace koma
