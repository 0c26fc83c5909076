// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/textruns.h"

#include <algorithm>

namespace koma {
namespace {

bool lookAlike(TextRun a, TextRun b)
{
    // Two readings do not make one.
    if (!a.ruby.isEmpty() || !b.ruby.isEmpty())
        return false;
    a.text.clear();
    b.text.clear();
    return a == b;
}

QList<TextRun> tidied(const QList<TextRun> &runs)
{
    QList<TextRun> tidy;
    for (const TextRun &run : runs) {
        if (run.text.isEmpty())
            continue;
        if (!tidy.isEmpty() && lookAlike(tidy.last(), run))
            tidy.last().text += run.text;
        else
            tidy.append(run);
    }
    if (tidy.isEmpty() && !runs.isEmpty()) {
        tidy.append(runs.first());
        tidy.last().ruby.clear();
    }
    return tidy;
}

/// Runs cut at two positions: before, between and after. A run that is cut loses its ruby.
struct Parts
{
    QList<TextRun> before;
    QList<TextRun> between;
    QList<TextRun> after;
};

Parts cutAt(const QList<TextRun> &runs, qsizetype from, qsizetype to)
{
    Parts parts;
    qsizetype start = 0;
    for (const TextRun &run : runs) {
        const qsizetype end = start + run.text.size();
        const auto add = [&, first = start](QList<TextRun> &part, qsizetype low, qsizetype high) {
            if (high <= low)
                return;
            TextRun piece = run;
            piece.text = run.text.mid(low - first, high - low);
            if (piece.text.size() != run.text.size())
                piece.ruby.clear();
            part.append(piece);
        };
        add(parts.before, start, std::min(end, from));
        add(parts.between, std::max(start, from), std::min(end, to));
        add(parts.after, std::max(start, to), end);
        start = end;
    }
    return parts;
}

} // namespace

QList<TextRun> withReplaced(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                            const QString &text)
{
    const Parts parts = cutAt(runs, from, to);
    TextRun added;
    if (!parts.between.isEmpty())
        added = parts.between.first();
    else if (!parts.before.isEmpty())
        added = parts.before.last();
    else if (!runs.isEmpty())
        added = runs.first();
    added.text = text;
    added.ruby.clear();
    // An empty run keeps the look of a text whose words are all gone.
    return tidied(parts.before + QList<TextRun>{added} + parts.after);
}

QList<TextRun> withLook(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                        const std::function<void(TextRun &)> &change)
{
    Parts parts = cutAt(runs, from, to);
    for (TextRun &run : parts.between)
        change(run);
    return tidied(parts.before + parts.between + parts.after);
}

bool allHave(const QList<TextRun> &runs, qsizetype from, qsizetype to,
             const std::function<bool(const TextRun &)> &property)
{
    const Parts parts = cutAt(runs, from, to);
    return !parts.between.isEmpty() &&
           std::all_of(parts.between.begin(), parts.between.end(), property);
}

} // namespace koma
