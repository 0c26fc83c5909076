// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/textblock.h"

#include <functional>

namespace koma {

/// Editing words whose parts have looks of their own; positions count UTF-16 units of all runs.
/// Pure functions, any thread.

/// Changes the look of a part of the words; runs are cut at its ends.
QList<TextRun> withLook(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                        const std::function<void(TextRun &)> &change);

/// The same for what makes the part a unit, as a reading does: it becomes one run, with the look of
/// its beginning.
QList<TextRun> withUnit(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                        const std::function<void(TextRun &)> &change);

/// Puts text in place of a part. It takes the look of what it replaces or stands behind; readings
/// and tate-chu-yoko grow only where something inside them is edited.
QList<TextRun> withText(const QList<TextRun> &runs, qsizetype from, qsizetype removed,
                        const QString &inserted);

/// Without empty runs, neighbours of one look joined; what has a reading or stands upright in a
/// column is a unit and stays apart.
QList<TextRun> tidied(const QList<TextRun> &runs);

/// The runs' common look within a part, their text joined; for no part the look at its place.
struct LookOfPart
{
    bool isBold = false;
    bool isItalic = false;
    bool isUnderlined = false;
    bool isTateChuYoko = false;
    double sizeFactor = 1.0;
    QString ruby;
};
LookOfPart lookOf(const QList<TextRun> &runs, qsizetype from, qsizetype to);

} // namespace koma
