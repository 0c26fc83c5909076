// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/qimageconversion.h"

#include "core/imaging/color.h"

#include <algorithm>

namespace koma {
namespace {

tl::unexpected<Error> outOfMemory()
{
    return fail(ErrorKind::OutOfMemory, "There is not enough memory for a picture of this size.");
}

} // namespace

Result<QImage> toQImage(const ImageView &image)
{
    const int channels = image.hasAlpha() ? 4 : 3;
    const Result<Image> bytes = convertSamples(image, channels, SampleType::U8);
    if (!bytes)
        return fail(bytes.error());
    const QImage shared(reinterpret_cast<const uchar *>(bytes->view().data), // NOLINT(*-cast)
                        image.size.widthPx, image.size.heightPx,
                        static_cast<qsizetype>(bytes->strideBytes()),
                        channels == 4 ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    QImage own = shared.convertToFormat(channels == 4 ? QImage::Format_ARGB32_Premultiplied
                                                      : QImage::Format_RGB32);
    if (own.isNull())
        return outOfMemory();
    return own;
}

Result<Image> toImage(const QImage &image)
{
    const int channels = image.hasAlphaChannel() ? 4 : 3;
    const QImage bytes =
        image.convertToFormat(channels == 4 ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    if (bytes.isNull())
        return outOfMemory();
    Result<Image> result = Image::create({bytes.width(), bytes.height()}, channels, SampleType::U8);
    if (!result)
        return result;
    const auto rowBytes = static_cast<qsizetype>(bytes.width()) * channels;
    for (int y = 0; y < bytes.height(); ++y)
        std::copy_n(bytes.constScanLine(y), rowBytes, result->mutableRowAs<uchar>(y));
    return result;
}

} // namespace koma
