// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"

namespace koma {

/// Copies with new ids throughout. Tails and joins among the copies point to the copies; those to
/// objects outside stay where `outside` says so, else they are cut.
enum class OutsideTargets { Keep, Cut };

QList<PageObject> withFreshIds(Document &document, QList<PageObject> objects,
                               OutsideTargets outside);
Page withFreshIds(Document &document, Page page);

/// No id of the objects is 0, used twice, or in the document already.
bool haveFreeIds(const Document &document, const QList<PageObject> &objects);

} // namespace koma
