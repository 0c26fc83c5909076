// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/stylizecontroller.h"

#include "core/imaging/resize.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

constexpr int kCoarseWorkingLongSidePx = 640;
constexpr int kQuietBeforeFullMs = 160;
constexpr int kQuietBeforeSharpMs = 120;
constexpr std::size_t kCacheBytes = 768ULL * 1024 * 1024;
constexpr qint64 kMaxPatchPixels = 3LL * 1024 * 1024;

ImageView partOf(const Image &image, const QRect &part)
{
    ImageView view = image.view();
    const std::size_t pixelBytes = sampleBytes(view.type) * static_cast<std::size_t>(view.channels);
    view.data = view.row(part.top()) + static_cast<std::size_t>(part.left()) * pixelBytes;
    view.size = {part.width(), part.height()};
    return view;
}

/// A blend of equal-sized views, ready to be painted over `area` of the picture.
Result<DisplayPicture> blendForDisplay(const ImageView &picture, const ImageView &drawing,
                                       const DrawingBlend &blend, const QRect &area,
                                       const CancelToken &cancel)
{
    const Result<Image> blended = blendDrawing(picture, drawing, blend);
    if (!blended)
        return fail(blended.error());
    return DisplayPicture::create(*blended, area, cancel);
}

} // namespace

StylizeController::StylizeController(JobRunner &runner, DrawingService &service, QObject *parent)
    : QObject(parent),
      m_service(service),
      m_cache(kCacheBytes),
      m_coarseJob({runner, this, Lane::Engine, JobPriority::Normal, WhenBusy::FinishRunning},
                  [this](Result<CoarseDrawing> coarse) { showCoarse(std::move(coarse)); }),
      m_fullJob({runner, this, Lane::Engine, JobPriority::Normal, WhenBusy::CancelRunning},
                [this](Result<FullDrawing> full) { keepFull(std::move(full)); }),
      m_liveBlendJob({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
                     [this](Result<DisplayPicture> blended) {
                         if (blended && blended->area() != wholePicture())
                             Q_EMIT patchShown(*blended);
                         else
                             showBlend(std::move(blended));
                     }),
      m_sharpBlendJob({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                      [this](Result<DisplayPicture> blended) { showBlend(std::move(blended)); }),
      m_progress(this)
{
    m_beforeFull.setSingleShot(true);
    m_beforeFull.setInterval(kQuietBeforeFullMs);
    connect(&m_beforeFull, &QTimer::timeout, this, &StylizeController::requestFull);
    m_beforeSharp.setSingleShot(true);
    m_beforeSharp.setInterval(kQuietBeforeSharpMs);
    connect(&m_beforeSharp, &QTimer::timeout, this, &StylizeController::requestSharpBlend);
}

void StylizeController::setPicture(OpenedPicturePointer picture)
{
    stop();
    m_coarseJob.cancel();
    m_liveBlendJob.cancel();
    m_picture = std::move(picture);
    m_cache.clear();
    m_coarse.reset();
    m_full.reset();
    Q_EMIT pictureChanged();
    redraw();
}

void StylizeController::setParameters(const StylizeParameters &parameters)
{
    if (parameters == m_parameters)
        return;
    const StylizeParameters old = std::exchange(m_parameters, parameters);
    Q_EMIT parametersChanged();
    if (!m_picture)
        return;
    if (old.styleId != parameters.styleId) {
        // Another style: what still runs is of no use at all. A slider's coarse drawing may finish.
        m_coarseJob.cancel();
        redraw();
    } else if (!old.hasSameDrawingAs(parameters)) {
        redraw();
    } else {
        requestLiveBlend();
    }
}

void StylizeController::redraw()
{
    m_fullJob.cancel();
    m_liveBlendJob.cancel();
    m_sharpBlendJob.cancel();
    m_beforeFull.stop();
    m_beforeSharp.stop();
    m_progress.finish(ProgressRelay::Outcome::Cancelled);
    m_full.reset();
    if (!m_picture || m_parameters.styleId.isEmpty()) {
        m_coarseJob.cancel();
        m_coarse.reset();
        Q_EMIT drawingShown({});
    } else if (auto kept = m_cache.find(m_parameters)) {
        m_coarseJob.cancel();
        m_full = std::move(kept);
        requestLiveBlend();
        Q_EMIT drawn(m_full->drawing.report);
    } else {
        requestCoarse();
    }
    announceBusy();
}

void StylizeController::requestCoarse()
{
    m_coarseJob.request(
        [this, &service = m_service, picture = m_picture,
         request = drawRequest(kCoarseWorkingLongSidePx),
         parameters = m_parameters](const CancelToken &cancel) -> Result<CoarseDrawing> {
            Result<Drawing> drawing = service.draw(picture->preview, request, cancel, {});
            if (!drawing)
                return fail(drawing.error());
            const QRect whole(0, 0, picture->size().widthPx, picture->size().heightPx);
            Result<DisplayPicture> display =
                blendForDisplay(picture->preview, drawing->image, parameters.blend, whole, cancel);
            if (!display)
                return fail(display.error());
            return CoarseDrawing{std::move(drawing->image), std::move(*display), parameters};
        });
}

void StylizeController::showCoarse(Result<CoarseDrawing> coarse)
{
    if (!coarse) {
        report(coarse.error());
    } else {
        m_coarse = std::move(*coarse);
        Q_EMIT drawingShown(m_coarse->display);
        if (m_coarse->parameters.blend != m_parameters.blend)
            requestLiveBlend();
        if (m_coarse->parameters.hasSameDrawingAs(m_parameters))
            m_beforeFull.start();
    }
    announceBusy();
}

void StylizeController::requestFull()
{
    m_fullJob.request(
        [&service = m_service, picture = m_picture, request = drawRequest(0),
         progress = m_progress.begin()](const CancelToken &cancel) -> Result<FullDrawing> {
            Result<Drawing> drawing = service.draw(picture->srgb, request, cancel, progress);
            if (!drawing)
                return fail(drawing.error());
            Image display = drawing->image;
            if (display.size() != picture->display.size()) {
                Result<Image> smaller = resized(display, picture->display.size());
                if (!smaller)
                    return fail(smaller.error());
                display = std::move(*smaller);
            }
            return FullDrawing{std::move(*drawing), std::move(display)};
        });
    announceBusy();
}

void StylizeController::keepFull(Result<FullDrawing> full)
{
    m_progress.finish(full ? ProgressRelay::Outcome::Done : ProgressRelay::Outcome::Failed);
    if (!full) {
        report(full.error());
    } else {
        m_cache.insert(m_parameters, *full);
        m_full = std::move(*full);
        requestSharpBlend();
        Q_EMIT drawn(m_full->drawing.report);
    }
    announceBusy();
}

void StylizeController::requestLiveBlend()
{
    m_beforeSharp.stop();
    m_sharpBlendJob.cancel();
    if (m_full) {
        const QRect part = sharpPart();
        m_liveBlendJob.request([picture = m_picture, full = *m_full, blend = m_parameters.blend,
                                part, whole = wholePicture()](const CancelToken &cancel) {
            if (part != whole) {
                return blendForDisplay(partOf(picture->srgb, part),
                                       partOf(full.drawing.image, part), blend, part, cancel);
            }
            return blendForDisplay(picture->display, full.display, blend, whole, cancel);
        });
        m_beforeSharp.start();
    } else if (m_coarse) {
        m_liveBlendJob.request([picture = m_picture, drawing = m_coarse->drawing,
                                blend = m_parameters.blend,
                                whole = wholePicture()](const CancelToken &cancel) {
            return blendForDisplay(picture->preview, drawing, blend, whole, cancel);
        });
    }
}

void StylizeController::requestSharpBlend()
{
    if (!m_full)
        return;
    m_liveBlendJob.cancel();
    m_sharpBlendJob.request([picture = m_picture, full = *m_full, blend = m_parameters.blend,
                             whole = wholePicture()](const CancelToken &cancel) {
        return blendForDisplay(picture->srgb, full.drawing.image, blend, whole, cancel);
    });
}

void StylizeController::showBlend(Result<DisplayPicture> blended)
{
    if (!blended)
        report(blended.error());
    else
        Q_EMIT drawingShown(*blended);
    announceBusy();
}

void StylizeController::stop()
{
    m_coarseJob.cancel();
    m_fullJob.cancel();
    m_sharpBlendJob.cancel();
    m_beforeFull.stop();
    m_beforeSharp.stop();
    m_progress.finish(ProgressRelay::Outcome::Cancelled);
    announceBusy();
}

void StylizeController::report(const Error &error)
{
    if (error.kind != ErrorKind::Cancelled)
        Q_EMIT failed(error);
}

bool StylizeController::isBusy() const
{
    return m_coarseJob.isBusy() || m_fullJob.isBusy() || m_beforeFull.isActive();
}

void StylizeController::announceBusy()
{
    if (std::exchange(m_wasBusy, isBusy()) != m_wasBusy)
        Q_EMIT busyChanged(m_wasBusy);
}

void StylizeController::setView(const QRect &visiblePictureRect, double zoom)
{
    m_visibleRect = visiblePictureRect;
    m_zoom = zoom;
}

/// The visible part where it shows more than the display size holds and is small enough to blend
/// live.
QRect StylizeController::sharpPart() const
{
    const QRect whole = wholePicture();
    const QRect part = m_visibleRect & whole;
    const double displayScale =
        static_cast<double>(m_picture->display.size().widthPx) / std::max(1, whole.width());
    const qint64 pixels = static_cast<qint64>(part.width()) * part.height();
    const bool isUseful = m_zoom > displayScale && displayScale < 1.0;
    return isUseful && !part.isEmpty() && pixels <= kMaxPatchPixels ? part : whole;
}

QRect StylizeController::wholePicture() const
{
    return m_picture ? QRect(0, 0, m_picture->size().widthPx, m_picture->size().heightPx) : QRect();
}

DrawRequest StylizeController::drawRequest(int maxWorkingLongSidePx) const
{
    return {.style = chosenStyle(),
            .strokeScale = m_parameters.strokeScale,
            .maxWorkingLongSidePx = maxWorkingLongSidePx};
}

StyleCard StylizeController::chosenStyle() const
{
    const std::string id = m_parameters.styleId.toStdString();
    for (const StyleCard &card : m_service.styles()) {
        if (card.id == id)
            return card;
    }
    StyleCard unknown;
    unknown.id = id;
    return unknown;
}

std::optional<FullDrawing> StylizeController::fullDrawing()
{
    return m_full;
}

} // namespace koma
