// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

namespace koma::sample {

/// Where one comic is not the other, for people: numbers may differ by what moving through a
/// view's pixels rounds. Empty: nowhere.
QString differenceOf(Comic a, Comic b);

} // namespace koma::sample
