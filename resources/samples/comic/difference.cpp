// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/samples/comic/difference.h"

#include "core/document/file/documentjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma::sample {
namespace {

constexpr double kRounding = 1e-3;

/// Strokes are written as text in the file; taken out, they can be compared as numbers.
QList<QList<InkPoint>> takeStrokes(QList<PageObject> &objects)
{
    QList<QList<InkPoint>> strokes;
    for (PageObject &object : objects) {
        if (auto *ink = std::get_if<InkStroke>(&object.content))
            strokes.append(std::exchange(ink->points, {}));
        if (auto *mask = std::get_if<MaskStroke>(&object.content))
            strokes.append(std::exchange(mask->points, {}));
        strokes += takeStrokes(object.children);
    }
    return strokes;
}

bool isNear(const QList<InkPoint> &a, const QList<InkPoint> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](InkPoint p, InkPoint q) {
        return std::abs(p.xPt - q.xPt) < kRounding && std::abs(p.yPt - q.yPt) < kRounding &&
               std::abs(p.pressure - q.pressure) < kRounding;
    });
}

QString differenceIn(const QJsonValue &a, const QJsonValue &b, const QString &where)
{
    if (a.type() != b.type())
        return where;
    if (a.isDouble())
        return std::abs(a.toDouble() - b.toDouble()) < kRounding ? QString() : where;
    if (a.isArray() && a.toArray().size() == b.toArray().size()) {
        QString found;
        for (qsizetype i = 0; found.isEmpty() && i < a.toArray().size(); ++i)
            found =
                differenceIn(a.toArray()[i], b.toArray()[i], where + QStringLiteral("[%1]").arg(i));
        return found;
    }
    if (a.isObject() && a.toObject().keys() == b.toObject().keys()) {
        QString found;
        for (const QString &key : a.toObject().keys()) {
            if (found.isEmpty())
                found = differenceIn(a[key], b[key], where + QLatin1Char('.') + key);
        }
        return found;
    }
    return a == b ? QString() : where;
}

QJsonObject json(const Comic &comic)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(documentText(comic))).object();
}

} // namespace

QString differenceOf(Comic a, Comic b)
{
    for (qsizetype i = 0; i < std::min(a.pages.size(), b.pages.size()); ++i) {
        const auto strokesA = takeStrokes(a.pages[i].objects);
        const auto strokesB = takeStrokes(b.pages[i].objects);
        if (!std::equal(strokesA.begin(), strokesA.end(), strokesB.begin(), strokesB.end(), isNear))
            return QStringLiteral("the strokes of page %1").arg(i + 1);
    }
    return differenceIn(json(a), json(b), QStringLiteral("document"));
}

} // namespace koma::sample
