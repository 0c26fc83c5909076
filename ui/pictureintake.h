// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stylize/openedpicture.h"

#include <optional>

class QMimeData;

namespace koma {

/// The picture in a drop or on the clipboard: a local file first, then encoded data, then pixels.
/// Nothing where there is none.
std::optional<PictureOrigin> pictureIn(const QMimeData &data);

/// The same question without looking at the data itself; quick enough for every move of a drag.
bool mayHoldPicture(const QMimeData &data);

/// The first .komastyle file among a drop's; empty where there is none.
QString stylePackageIn(const QMimeData &data);

/// For file dialogs: "Pictures (*.jpg …)".
QString pictureFileFilter();

} // namespace koma
