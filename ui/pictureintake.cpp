// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictureintake.h"

#include "core/engine/package/stylepackage.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include <array>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::PictureIntake)
};

constexpr std::array kEncodedTypes{"image/png", "image/jpeg", "image/webp", "image/tiff",
                                   "image/bmp"};

QString localFile(const QMimeData &data)
{
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            return url.toLocalFile();
    }
    return {};
}

} // namespace

std::optional<PictureOrigin> pictureIn(const QMimeData &data)
{
    PictureOrigin origin;
    origin.name = Texts::tr("Pasted picture");
    origin.filePath = localFile(data);
    if (!origin.filePath.isEmpty())
        return origin;
    for (const char *type : kEncodedTypes) {
        origin.encoded = data.data(QLatin1String(type));
        if (!origin.encoded.isEmpty())
            return origin;
    }
    origin.pixels = qvariant_cast<QImage>(data.imageData());
    if (!origin.pixels.isNull())
        return origin;
    return std::nullopt;
}

bool mayHoldPicture(const QMimeData &data)
{
    return data.hasImage() || !localFile(data).isEmpty();
}

QString stylePackageIn(const QMimeData &data)
{
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile() &&
            url.toLocalFile().endsWith(QLatin1String(kStylePackageEnding), Qt::CaseInsensitive))
            return url.toLocalFile();
    }
    return {};
}

QString pictureFileFilter()
{
    return Texts::tr("Pictures") +
           QStringLiteral(" (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp);;") +
           Texts::tr("All files") + QStringLiteral(" (*)");
}

} // namespace koma
