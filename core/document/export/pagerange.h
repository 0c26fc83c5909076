// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace koma {

/// The pages that people write as "1-3,5", as numbers from 0 in the order written; none for an
/// empty text. InvalidArgument where the text names no pages. Any thread.
Result<QList<qsizetype>> pagesOfRange(const QString &text);

} // namespace koma
