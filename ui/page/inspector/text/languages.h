// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QComboBox;

namespace koma {

/// Puts the languages that comics are commonly lettered in into a box, by their own names, with
/// BCP 47 codes as data; first none, by the given name.
void fillLanguages(QComboBox &box, const QString &nameOfNone);

} // namespace koma
