// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>

namespace koma::test {

/// The pictures that the golden test compares and that people look at: one of each kind of balloon,
/// lettering, tone and line. Names are those of the files in tests/golden/data/pictures.
QStringList documentPictureNames();

/// One picture at the given resolution, on white.
QImage documentPicture(const QString &name, double dpi);

} // namespace koma::test
