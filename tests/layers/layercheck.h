// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace koma::test {

/// Reads the source tree below `root` against the table in `rulesFile` (layers.json) and returns
/// what breaks it, one sentence each: includes that a folder may not use, folders that the table
/// does not know, includes that are not paths from the root, files without the SPDX head, files
/// that are too long, folders that are too full. A table that cannot be read is a violation too.
/// `qtHeaders` is the folder that has QtCore, QtGui, … in it.
QStringList layerViolations(const QString &root, const QString &rulesFile,
                            const QString &qtHeaders);

} // namespace koma::test
