// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/textruns.h"

#include <algorithm>

namespace koma {
namespace {

bool isUnit(const TextRun &run)
{
    return !run.ruby.isEmpty() || run.isTateChuYoko;
}

bool hasSameLook(TextRun a, const TextRun &b)
{
    a.text = b.text;
    return a == b;
}

TextRun part(const TextRun &run, qsizetype from, qsizetype to)
{
    TextRun piece = run;
    piece.text = run.text.mid(from, to - from);
    return piece;
}

/// Runs before, in and behind a part.
struct CutRuns
{
    CutRuns(const QList<TextRun> &runs, qsizetype from, qsizetype to)
    {
        qsizetype start = 0;
        for (const TextRun &run : runs) {
            const qsizetype length = run.text.size();
            const qsizetype first = std::clamp<qsizetype>(from - start, 0, length);
            const qsizetype last = std::clamp<qsizetype>(to - start, first, length);
            before.append(part(run, 0, first));
            middle.append(part(run, first, last));
            after.append(part(run, last, length));
            start += length;
        }
        middle = tidied(middle);
    }

    [[nodiscard]] QList<TextRun> joined() const { return tidied(before + middle + after); }

    QList<TextRun> before;
    QList<TextRun> middle;
    QList<TextRun> after;
};

} // namespace

QList<TextRun> tidied(const QList<TextRun> &runs)
{
    QList<TextRun> result;
    for (const TextRun &run : runs) {
        if (run.text.isEmpty())
            continue;
        if (!result.isEmpty() && !isUnit(run) && hasSameLook(result.last(), run))
            result.last().text += run.text;
        else
            result.append(run);
    }
    return result;
}

QList<TextRun> withLook(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                        const std::function<void(TextRun &)> &change)
{
    CutRuns cut(runs, from, to);
    for (TextRun &run : cut.middle)
        change(run);
    return cut.joined();
}

QList<TextRun> withUnit(const QList<TextRun> &runs, qsizetype from, qsizetype to,
                        const std::function<void(TextRun &)> &change)
{
    CutRuns cut(runs, from, to);
    if (cut.middle.isEmpty())
        return runs;
    TextRun unit = cut.middle.first();
    unit.text.clear();
    for (const TextRun &run : cut.middle)
        unit.text += run.text;
    change(unit);
    cut.middle = {unit};
    return cut.joined();
}

QList<TextRun> withText(const QList<TextRun> &runs, qsizetype from, qsizetype removed,
                        const QString &inserted)
{
    if (runs.isEmpty()) {
        TextRun run;
        run.text = inserted;
        return tidied({run});
    }
    QList<TextRun> result;
    qsizetype start = 0;
    bool isPlaced = inserted.isEmpty();
    for (const TextRun &run : runs) {
        const qsizetype length = run.text.size();
        const qsizetype first = std::clamp<qsizetype>(from - start, 0, length);
        const qsizetype last = std::clamp<qsizetype>(from + removed - start, first, length);
        TextRun kept = run;
        kept.text.remove(first, last - first);
        const bool isHere =
            from >= start && from <= start + length && (removed == 0 || from < start + length);
        start += length;
        const bool isInside = first > 0 && first < kept.text.size();
        const bool replacesPart = last > first && !kept.text.isEmpty();
        if (isPlaced || !isHere) {
            result.append(kept);
        } else if (!isUnit(run) || isInside || replacesPart) {
            kept.text.insert(first, inserted);
            result.append(kept);
            isPlaced = true;
        } else {
            TextRun typed = run;
            typed.text = inserted;
            typed.ruby.clear();
            typed.isTateChuYoko = false;
            result.append(first == 0 ? QList{typed, kept} : QList{kept, typed});
            isPlaced = true;
        }
    }
    if (!isPlaced)
        result.last().text += inserted;
    return tidied(result);
}

LookOfPart lookOf(const QList<TextRun> &runs, qsizetype from, qsizetype to)
{
    QList<TextRun> touched;
    qsizetype start = 0;
    for (const TextRun &run : runs) {
        const qsizetype end = start + run.text.size();
        const bool isTouched = to > from ? start < to && end > from : start < from && end >= from;
        if (isTouched)
            touched.append(run);
        start = end;
    }
    if (touched.isEmpty() && !runs.isEmpty())
        touched.append(runs.first());
    if (touched.isEmpty())
        return {};
    const auto all = [&](auto has) { return std::all_of(touched.begin(), touched.end(), has); };
    return {all([](const TextRun &run) { return run.isBold; }),
            all([](const TextRun &run) { return run.isItalic; }),
            all([](const TextRun &run) { return run.isUnderlined; }),
            all([](const TextRun &run) { return run.isTateChuYoko; }),
            touched.first().sizeFactor,
            touched.size() == 1 ? touched.first().ruby : QString()};
}

} // namespace koma
