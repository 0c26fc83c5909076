// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

namespace koma::detail {

/// Brings the parts of a document.json of an older version to the present one. Pages and head are
/// migrated apart, because they are read apart where the file is damaged. What cannot be understood
/// stays as it is; reading reports it.
void migrateHead(nlohmann::json &head, int fromVersion);
void migratePage(nlohmann::json &page, int fromVersion);

} // namespace koma::detail
