// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallerythumbnails.h"

#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"
#include "ui/imageconversion.h"

namespace koma {
namespace {

/// Drawn a little larger than shown, so that strokes look as fine as on the canvas.
constexpr int kDrawnLongSidePx = 448;
constexpr int kPreviewLongSidePx = 384;

Result<QImage> readPreview(const StyleCard &style)
{
    const Result<Picture> preview = readPicture(style.previewPath());
    if (!preview)
        return fail(preview.error());
    const Result<Image> smaller =
        resized(preview->image, sizeWithLongSide(preview->image.size(), kPreviewLongSidePx));
    if (!smaller)
        return fail(smaller.error());
    return toQImage(*smaller);
}

Result<QImage> drawSmall(DrawingService &service, const OpenedPicture &picture,
                         const StyleCard &style, const CancelToken &cancel)
{
    const DrawRequest request{
        .style = style, .strokeScale = 1.0, .maxWorkingLongSidePx = kDrawnLongSidePx};
    const Result<Drawing> drawing = service.draw(picture.thumbnail, request, cancel, {});
    if (!drawing)
        return fail(drawing.error());
    const Result<Image> blended = blendDrawing(picture.thumbnail, drawing->image, {});
    if (!blended)
        return fail(blended.error());
    return toQImage(*blended);
}

} // namespace

GalleryThumbnails::GalleryThumbnails(JobRunner &runner, DrawingService &service,
                                     StyleListModel &model, QObject *parent)
    : QObject(parent), m_runner(runner), m_service(service), m_model(model)
{
}

GalleryThumbnails::~GalleryThumbnails()
{
    cancelAll();
}

void GalleryThumbnails::cancelAll()
{
    for (JobHandle &handle : m_handles)
        handle.cancel();
    m_handles.clear();
    ++m_generation;
}

void GalleryThumbnails::loadPreviews()
{
    for (const StyleCard &style : m_service.styles()) {
        if (style.previewFile.empty())
            continue;
        m_runner.start(
            Job<QImage>{.lane = Lane::Io,
                        .priority = JobPriority::Background,
                        .work = [style](const CancelToken &) { return readPreview(style); },
                        .context = this,
                        .done =
                            [this, id = QString::fromStdString(style.id)](Result<QImage> image) {
                                if (image)
                                    m_model.setPreview(id, *image);
                                else
                                    Q_EMIT failed(id, image.error());
                            }});
    }
}

void GalleryThumbnails::setPicture(const OpenedPicturePointer &picture)
{
    cancelAll();
    if (!picture)
        return;
    m_model.markAllPending();
    if (const Result<QImage> original = toQImage(picture->thumbnail))
        m_model.setThumbnail(QString(), *original);
    for (const StyleCard &style : m_service.styles())
        drawThumbnail(picture, style);
}

void GalleryThumbnails::drawThumbnail(const OpenedPicturePointer &picture, const StyleCard &style)
{
    m_handles.push_back(m_runner.start(
        Job<QImage>{.lane = Lane::Engine,
                    .priority = JobPriority::Background,
                    .work =
                        [&service = m_service, picture, style](const CancelToken &cancel) {
                            return drawSmall(service, *picture, style, cancel);
                        },
                    .context = this,
                    .done =
                        [this, generation = m_generation,
                         id = QString::fromStdString(style.id)](Result<QImage> image) {
                            if (generation != m_generation)
                                return;
                            if (image)
                                m_model.setThumbnail(id, *image);
                            else if (image.error().kind != ErrorKind::Cancelled)
                                Q_EMIT failed(id, image.error());
                        }}));
}

} // namespace koma
