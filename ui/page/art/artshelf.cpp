// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/art/artshelf.h"

#include "core/document/render/qimageconversion.h"
#include "core/document/render/styledart.h"
#include "core/imaging/resize.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace koma {
namespace {

// Parts of the budget, in eighths: pictures and drawings are dear to make again, blends are not.
constexpr std::size_t kParts = 8;
constexpr std::size_t kPlainParts = 3;
constexpr std::size_t kDrawingParts = 3;
constexpr std::size_t kBlendParts = 2;

ImageSize ownSize(const PictureRef &picture)
{
    return {picture.widthPx, picture.heightPx};
}

/// About what reading and decoding takes on a desktop machine; JPEG comes at reduced size.
int decodingMs(const PictureRef &picture)
{
    constexpr double kJpegMsPerMegapixel = 7.0;
    constexpr double kOtherMsPerMegapixel = 25.0;
    const double megapixels = static_cast<double>(ownSize(picture).pixelCount()) / 1e6;
    return qRound(megapixels *
                  (picture.extension == u"jpg" ? kJpegMsPerMegapixel : kOtherMsPerMegapixel));
}

/// Stands for a picture that is not yet there.
QImage greyPicture()
{
    constexpr QRgb kGrey = 0xffd8d8d8U;
    QImage image(1, 1, QImage::Format_RGB32);
    image.fill(kGrey);
    return image;
}

std::size_t bytesOf(const QImage &image)
{
    return static_cast<std::size_t>(image.sizeInBytes());
}

/// The same for picture and drawing, whatever they are scaled from.
ImageSize sizeOf(const ArtKey &key)
{
    return sizeWithLongSide(ownSize(key.picture), key.longSidePx);
}

Result<Image> sizedFor(const ArtKey &key, const Image &image)
{
    return image.size() == sizeOf(key) ? Result<Image>(image) : resized(image, sizeOf(key));
}

} // namespace

ArtShelf::ArtShelf(const PictureStore &store, const ArtLimits &limits)
    : m_stored(store),
      m_limits(limits),
      m_plain(limits.budgetBytes / kParts * kPlainParts),
      m_drawings(limits.budgetBytes / kParts * kDrawingParts),
      m_blends(limits.budgetBytes / kParts * kBlendParts)
{
}

ArtKey ArtShelf::plainKeyFor(const ArtLayer &art, ImageSize sizePx) const
{
    return plainKey(art, stepLongSidePx(sizePx, ownSize(art.picture), m_limits.mostPlainPx));
}

bool ArtShelf::has(const ArtKey &key) const
{
    const std::lock_guard lock(m_mutex);
    return key.isPlain() ? m_plain.contains(key) : m_drawings.contains(key);
}

bool ArtShelf::isComing(const ArtKey &plain) const
{
    const std::lock_guard lock(m_mutex);
    return m_beingDecoded.contains(plain);
}

int ArtShelf::largestLongSidePx(const ArtKey &key) const
{
    const std::lock_guard lock(m_mutex);
    return key.isPlain() ? m_plain.largestLongSidePx(key) : m_drawings.largestLongSidePx(key);
}

Result<ArtShelf::Found> ArtShelf::best(const ArtRequest &request, int patienceMs)
{
    const ArtLayer &art = request.art;
    if (!isDrawn(art.style))
        return plain(request, patienceMs);
    const ArtKey key = drawingKey(
        art, drawnStepLongSidePx(request.sizePx, ownSize(art.picture), m_limits.mostDrawnPx));
    std::unique_lock lock(m_mutex);
    auto nearest = m_drawings.findNearest(key);
    lock.unlock();
    if (!nearest) {
        Result<Found> photo = plain(request, patienceMs);
        if (photo)
            photo->wanted.append(key);
        return photo;
    }
    if (nearest->key.longSidePx > key.longSidePx) {
        Result<Image> smaller = sizedFor(key, nearest->value.drawing);
        if (!smaller)
            return fail(smaller.error());
        nearest->key = key;
        nearest->value.drawing = std::move(*smaller);
        lock.lock();
        m_drawings.insert(key, nearest->value, nearest->value.drawing.byteCount());
        lock.unlock();
    }
    const int longSidePx = nearest->key.longSidePx;
    Result<QImage> image = blended(blendKey(art, longSidePx), nearest->value, request.cancel);
    if (!image)
        return fail(image.error());
    Found found{std::move(*image), {}};
    if (longSidePx < key.longSidePx)
        found.wanted.append(key);
    return found;
}

Result<ArtShelf::Found> ArtShelf::plain(const ArtRequest &request, int patienceMs)
{
    const ArtKey key = plainKeyFor(request.art, request.sizePx);
    std::unique_lock lock(m_mutex);
    auto nearest = m_plain.findNearest(key);
    lock.unlock();
    if (nearest && nearest->key.longSidePx < key.longSidePx)
        return Found{std::move(nearest->value), {key}};
    if (!nearest && decodingMs(key.picture) > patienceMs && !waitFor(key, patienceMs))
        return Found{greyPicture(), {key}};
    Result<QImage> image = exactPlain(key, request.cancel);
    if (!image)
        return fail(image.error());
    return Found{std::move(*image), {}};
}

Result<QImage> ArtShelf::exactPlain(const ArtKey &key, const CancelToken &cancel)
{
    std::unique_lock lock(m_mutex);
    const auto nearest = m_plain.findNearest(key);
    lock.unlock();
    if (!nearest || nearest->key.longSidePx < key.longSidePx)
        return decodeFor(key, cancel);
    if (nearest->key.longSidePx == key.longSidePx)
        return nearest->value;
    const ImageSize size = sizeOf(key);
    QImage smaller = nearest->value.scaled(size.widthPx, size.heightPx, Qt::IgnoreAspectRatio,
                                           Qt::SmoothTransformation);
    putPlain(key, smaller);
    return smaller;
}

Result<void> ArtShelf::decode(const ArtKey &plain, const CancelToken &cancel)
{
    const Result<QImage> image = exactPlain(plain, cancel);
    return image ? Result<void>() : fail(image.error());
}

Result<QImage> ArtShelf::decodeFor(const ArtKey &key, const CancelToken &cancel)
{
    if (!beginDecoding(key))
        return exactPlain(key, cancel);
    Result<Image> picture = pictureFor(key, cancel);
    Result<QImage> image = picture ? toQImage(*picture) : fail(picture.error());
    if (image)
        putPlain(key, *image);
    endDecoding(key);
    return image;
}

Result<Image> ArtShelf::pictureFor(const ArtKey &key, const CancelToken &cancel)
{
    const JobGate::Pass pass(m_gate);
    if (!pass.isInside() || cancel.isCancelled())
        return failCancelled();
    const Result<Image> original = m_stored.original(key.picture, key.longSidePx);
    if (!original)
        return fail(original.error());
    return sizedFor(key, *original);
}

Result<QImage> ArtShelf::blended(const ArtKey &key, const DrawingEntry &drawing,
                                 const CancelToken &cancel)
{
    std::unique_lock lock(m_mutex);
    if (std::optional<QImage> known = m_blends.find(key))
        return std::move(*known);
    lock.unlock();
    Result<Image> blend = drawing.drawing;
    if (key.style.strength < 1.0 || key.style.keepsColours || drawing.hasPictureAlpha) {
        const Result<QImage> plain = exactPlain({key.picture, {}, key.longSidePx}, cancel);
        if (!plain)
            return plain;
        const Result<Image> picture = toImage(*plain);
        if (!picture)
            return fail(picture.error());
        blend = blendInStyle(*picture, drawing.drawing, key.style);
    }
    if (!blend)
        return fail(blend.error());
    Result<QImage> image = toQImage(*blend);
    if (!image)
        return image;
    lock.lock();
    m_blends.insert(key, *image, bytesOf(*image));
    return image;
}

void ArtShelf::putPlain(const ArtKey &key, const QImage &image)
{
    const std::lock_guard lock(m_mutex);
    m_plain.insert(key, image, bytesOf(image));
}

void ArtShelf::putDrawing(const ArtKey &key, const Image &picture, const Image &drawing)
{
    // What it was drawn from is at hand: sliders that blend will ask for it.
    if (const Result<QImage> plain = toQImage(picture))
        putPlain({key.picture, {}, key.longSidePx}, *plain);
    const std::lock_guard lock(m_mutex);
    m_drawings.insert(key, {drawing, picture.hasAlpha()}, drawing.byteCount());
}

void ArtShelf::forgetDrawings()
{
    const std::lock_guard lock(m_mutex);
    m_drawings.clear();
    m_blends.clear();
}

bool ArtShelf::waitFor(const ArtKey &plain, int patienceMs)
{
    std::unique_lock lock(m_mutex);
    return m_decoded.wait_for(lock, std::chrono::milliseconds(patienceMs),
                              [&] { return m_plain.contains(plain); });
}

bool ArtShelf::beginDecoding(const ArtKey &key)
{
    std::unique_lock lock(m_mutex);
    const bool isOthers = m_beingDecoded.contains(key);
    m_decoded.wait(lock, [&] { return !m_beingDecoded.contains(key); });
    if (isOthers && m_plain.contains(key))
        return false;
    m_beingDecoded.append(key);
    return true;
}

void ArtShelf::endDecoding(const ArtKey &key)
{
    const std::lock_guard lock(m_mutex);
    m_beingDecoded.removeOne(key);
    m_decoded.notify_all();
}

} // namespace koma
