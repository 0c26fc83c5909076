// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/textblock.h"

#include <functional>

namespace koma {

/// Editing words that have looks: positions count UTF-16 units of plainText(). Results have no
/// empty runs and no neighbours of the same look; the empty text keeps one run, so that its look is
/// not lost. Pure functions, any thread.

/// The words from `from` up to `to` replaced; new words take the look of what they replace, else of
/// what is before them. Ruby stays only with words that are not changed.
QList<TextRun> withReplaced(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                            const QString &text);

/// The look of the words from `from` up to `to` changed; `change` must not alter the words.
QList<TextRun> withLook(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                        const std::function<void(TextRun &)> &change);

/// True where all words from `from` up to `to` have it.
bool allHave(const QList<TextRun> &runs, qsizetype from, qsizetype to,
             const std::function<bool(const TextRun &)> &property);

} // namespace koma
