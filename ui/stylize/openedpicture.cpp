// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/openedpicture.h"

#include "core/imaging/color.h"
#include "core/imaging/resize.h"
#include "ui/imageconversion.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>
#include <span>

namespace koma {
namespace {

constexpr int kDisplayLongSidePx = 1600;
constexpr int kPreviewLongSidePx = 768;
constexpr int kThumbnailLongSidePx = 448;

Result<Picture> readOrigin(const PictureOrigin &origin)
{
    if (!origin.filePath.isEmpty())
        return readPicture(std::filesystem::path(origin.filePath.toStdU16String()));
    if (!origin.encoded.isEmpty()) {
        return decodePicture(std::as_bytes(std::span(
            origin.encoded.constData(), static_cast<std::size_t>(origin.encoded.size()))));
    }
    Result<Image> image = fromQImage(origin.pixels);
    if (!image)
        return fail(image.error());
    return Picture{std::move(*image), {}};
}

/// At most this long, 8 bit.
Result<Image> reduced(const Image &image, int longSidePx)
{
    Image smaller = image;
    if (image.size().longSidePx() > longSidePx) {
        Result<Image> made = resized(image, sizeWithLongSide(image.size(), longSidePx));
        if (!made)
            return made;
        smaller = std::move(*made);
    }
    if (smaller.type() == SampleType::U8)
        return smaller;
    return convertSamples(smaller, smaller.channels(), SampleType::U8);
}

Result<void> fillSizes(OpenedPicture &picture, const CancelToken &cancel)
{
    Result<Image> display = reduced(picture.srgb, kDisplayLongSidePx);
    if (!display)
        return fail(display.error());
    picture.display = std::move(*display);
    Result<Image> preview = reduced(picture.display, kPreviewLongSidePx);
    if (!preview)
        return fail(preview.error());
    picture.preview = std::move(*preview);
    Result<Image> thumbnail = reduced(picture.preview, kThumbnailLongSidePx);
    if (!thumbnail)
        return fail(thumbnail.error());
    picture.thumbnail = std::move(*thumbnail);
    const QRect whole(0, 0, picture.size().widthPx, picture.size().heightPx);
    Result<DisplayPicture> before = DisplayPicture::create(picture.srgb, whole, cancel);
    if (!before)
        return fail(before.error());
    picture.before = std::move(*before);
    return {};
}

} // namespace

Result<OpenedPicturePointer> openPicture(const PictureOrigin &origin, const CancelToken &cancel)
{
    Result<Picture> read = readOrigin(origin);
    if (!read)
        return fail(read.error());
    if (cancel.isCancelled())
        return failCancelled();
    auto picture = std::make_shared<OpenedPicture>();
    picture->filePath = origin.filePath;
    picture->name =
        origin.filePath.isEmpty() ? origin.name : QFileInfo(origin.filePath).completeBaseName();
    picture->source = std::move(*read);
    Result<Image> srgb = convertToSrgb(picture->source.image, picture->source.metadata.iccProfile);
    if (!srgb)
        return fail(srgb.error());
    picture->srgb = std::move(*srgb);
    if (const Result<void> filled = fillSizes(*picture, cancel); !filled)
        return fail(filled.error());
    return OpenedPicturePointer(std::move(picture));
}

} // namespace koma
