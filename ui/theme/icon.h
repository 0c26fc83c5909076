// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace koma {

/// One of Koma's own line icons (resources/icons/NAME.svg), always in the colour of the text around
/// it and sharp at every scale.
QIcon themeIcon(const QString &name);

} // namespace koma
