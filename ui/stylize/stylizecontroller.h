// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "core/jobs/progressrelay.h"
#include "ui/stylize/drawingcache.h"
#include "ui/stylize/drawingservice.h"
#include "ui/stylize/openedpicture.h"
#include "ui/stylize/stylizeparameters.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace koma {

/// Turns a picture and parameters into what the canvas shows: a coarse drawing at once, the full
/// drawing after it, and live blends of either while sliders move. All work runs on the runner's
/// lanes; this object lives on the GUI thread and never waits.
class StylizeController : public QObject
{
    Q_OBJECT

public:
    StylizeController(JobRunner &runner, DrawingService &service, QObject *parent = nullptr);

    void setPicture(OpenedPicturePointer picture);
    [[nodiscard]] const OpenedPicturePointer &picture() const { return m_picture; }

    void setParameters(const StylizeParameters &parameters);
    [[nodiscard]] const StylizeParameters &parameters() const { return m_parameters; }

    /// The full drawing for the present parameters, if it is there.
    [[nodiscard]] std::optional<FullDrawing> fullDrawing();
    /// The card of the chosen style; empty id for the picture itself.
    [[nodiscard]] StyleCard chosenStyle() const;
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] ProgressRelay &progress() { return m_progress; }

    /// The part of the picture on screen and its zoom, to keep live blends sharp there.
    void setView(const QRect &visiblePictureRect, double zoom);

public Q_SLOTS:
    /// Stops the drawing that runs and keeps what is shown.
    void stop();

Q_SIGNALS:
    void pictureChanged();
    void parametersChanged();
    void drawingShown(const koma::DisplayPicture &drawing);
    /// A sharp part of the drawing while a slider moves.
    void patchShown(const koma::DisplayPicture &patch);
    void drawn(const koma::DrawReport &report);
    void failed(const koma::Error &error);
    void busyChanged(bool busy);

private:
    struct CoarseDrawing
    {
        Image drawing;
        DisplayPicture display;
        StylizeParameters parameters;
    };

    void redraw();
    void requestCoarse();
    void requestFull();
    void requestLiveBlend();
    void requestSharpBlend();
    void showCoarse(Result<CoarseDrawing> coarse);
    void keepFull(Result<FullDrawing> full);
    void showBlend(Result<DisplayPicture> blended);
    void report(const Error &error);
    void announceBusy();
    [[nodiscard]] DrawRequest drawRequest(int maxWorkingLongSidePx) const;
    [[nodiscard]] QRect wholePicture() const;
    [[nodiscard]] QRect sharpPart() const;

    DrawingService &m_service;
    OpenedPicturePointer m_picture;
    StylizeParameters m_parameters;
    DrawingCache m_cache;
    std::optional<CoarseDrawing> m_coarse;
    std::optional<FullDrawing> m_full;
    QRect m_visibleRect;
    double m_zoom = 1.0;
    bool m_wasBusy = false;

    LatestJob<CoarseDrawing> m_coarseJob;
    LatestJob<FullDrawing> m_fullJob;
    LatestJob<DisplayPicture> m_liveBlendJob;
    LatestJob<DisplayPicture> m_sharpBlendJob;
    QTimer m_beforeFull;
    QTimer m_beforeSharp;
    ProgressRelay m_progress;
};

} // namespace koma
