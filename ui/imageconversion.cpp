// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/imageconversion.h"

#include "core/imaging/color.h"

#include <QColorSpace>

#include <cstring>
#include <memory>

namespace koma {
namespace {

void releaseImage(void *image)
{
    delete static_cast<Image *>(image);
}

QImage sharing(const Image &image, QImage::Format format)
{
    auto owner = std::make_unique<Image>(image);
    const ImageView view = owner->view();
    const auto *pixels = static_cast<const uchar *>(static_cast<const void *>(view.data));
    return {pixels, view.size.widthPx, view.size.heightPx, static_cast<qsizetype>(view.strideBytes),
            format, &releaseImage,     owner.release()};
}

/// The QImage format with the same samples in memory as an Image of these channels.
QImage::Format formatFor(int channels, SampleType type)
{
    if (type == SampleType::U16)
        return QImage::Format_RGBA64;
    switch (channels) {
    case 1:
        return QImage::Format_Grayscale8;
    case 3:
        return QImage::Format_RGB888;
    default:
        return QImage::Format_RGBA8888;
    }
}

} // namespace

Result<QImage> toQImage(const Image &image)
{
    if (image.isEmpty())
        return QImage();
    const int channels = image.channels() == 2 ? 4 : image.channels();
    if (image.type() == SampleType::U8 && channels == image.channels())
        return sharing(image, formatFor(channels, SampleType::U8));
    const Result<Image> converted = convertSamples(image, channels, SampleType::U8);
    if (!converted)
        return fail(converted.error());
    return sharing(*converted, formatFor(channels, SampleType::U8));
}

Result<Image> fromQImage(const QImage &image)
{
    if (image.isNull())
        return fail(ErrorKind::BadFormat, "There is no picture in this data.");
    QImage source = image;
    if (source.colorSpace().isValid() && source.colorSpace() != QColorSpace(QColorSpace::SRgb))
        source.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    const bool isDeep = source.depth() > 32;
    const bool isGrey = !isDeep && !source.hasAlphaChannel() && source.isGrayscale();
    const int channels = isDeep || source.hasAlphaChannel() ? 4 : (isGrey ? 1 : 3);
    const SampleType type = isDeep ? SampleType::U16 : SampleType::U8;
    source = source.convertToFormat(formatFor(channels, type));
    Result<Image> copy = Image::create({source.width(), source.height()}, channels, type);
    if (!copy)
        return fail(copy.error());
    for (int y = 0; y < source.height(); ++y) {
        std::memcpy(copy->mutableData() + static_cast<std::size_t>(y) * copy->strideBytes(),
                    source.constScanLine(y), copy->strideBytes());
    }
    return copy;
}

} // namespace koma
