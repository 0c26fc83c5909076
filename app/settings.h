// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include <memory>

namespace koma {

/// The application's settings file: koma.ini in the user's configuration folder, or in
/// KOMA_CONFIG_DIR where that is set (a portable installation, a test).
std::unique_ptr<QSettings> openSettings();

} // namespace koma
