// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/inkcode.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>

namespace koma::detail {
namespace {

constexpr qsizetype kBytesPerPoint = 12;

} // namespace

std::string encodedInk(const QList<InkPoint> &points)
{
    QByteArray bytes(points.size() * kBytesPerPoint, Qt::Uninitialized);
    char *out = bytes.data();
    for (const InkPoint &point : points) {
        for (const float number : {point.xPt, point.yPt, point.pressure}) {
            qToLittleEndian(number, out);
            out += sizeof(float);
        }
    }
    return bytes.toBase64().toStdString();
}

bool decodeInk(std::string_view text, QList<InkPoint> &points)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
        QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &bytes = decoded.decoded;
    if (!decoded || bytes.size() % kBytesPerPoint != 0)
        return false;
    QList<InkPoint> read;
    read.reserve(bytes.size() / kBytesPerPoint);
    for (const char *in = bytes.constData(); in != bytes.constData() + bytes.size();
         in += kBytesPerPoint) {
        const InkPoint point{qFromLittleEndian<float>(in), qFromLittleEndian<float>(in + 4),
                             qFromLittleEndian<float>(in + 8)};
        if (!std::isfinite(point.xPt) || !std::isfinite(point.yPt) ||
            !std::isfinite(point.pressure))
            return false;
        read.append({point.xPt, point.yPt, std::clamp(point.pressure, 0.0F, 1.0F)});
    }
    points = read;
    return true;
}

} // namespace koma::detail
