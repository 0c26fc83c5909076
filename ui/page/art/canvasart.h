// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"
#include "core/jobs/jobrunner.h"
#include "ui/page/art/artshelf.h"
#include "ui/stylize/drawingservice.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace koma {

/// The pictures for one painting of the canvas. It lives in the painting job and may outlive its
/// CanvasArt: then everything is Cancelled.
class ArtView : public ArtSource
{
public:
    /// What a painting asked for, and of that what would have looked better; asked ones are without
    /// a size.
    struct Wishes
    {
        QList<ArtKey> asked;
        QList<ArtKey> wanted;
        bool isFinished = false;
    };
    using Report = std::function<void(const Wishes &)>;

    ArtView(std::shared_ptr<ArtShelf> shelf, Report report);
    /// Tells what would have looked better.
    ~ArtView() override;
    ArtView(const ArtView &) = delete;
    ArtView &operator=(const ArtView &) = delete;
    ArtView(ArtView &&) = delete;
    ArtView &operator=(ArtView &&) = delete;

    Result<QImage> picture(const ArtRequest &request) const override;

    /// The painting came to its end, of the whole page or of a part that changed: what was wanted
    /// before of pictures that it asked for, or that the page no longer has, is no longer wanted.
    /// Without it, as after a cancelled painting, the wishes are added to the earlier ones.
    void finish() { m_wishes.isFinished = true; }

    /// Nothing would have looked better so far.
    [[nodiscard]] bool isBest() const;

private:
    std::shared_ptr<ArtShelf> m_shelf;
    Report m_report;
    mutable std::mutex m_mutex; ///< of the two below
    mutable Wishes m_wishes;
    mutable QElapsedTimer m_clock; ///< from the first picture on
};

/// How far the drawings are that the canvas waits for.
struct ArtProgress
{
    int doneCount = 0;
    int totalCount = 0;

    bool operator==(const ArtProgress &) const = default;
};

/// The pictures of an open comic, in their styles, for canvas and thumbnails. Painting gets the
/// best there is at once: the drawing, else one of another size, else the plain picture, else grey
/// where a picture takes too long to decode for a page that is turned. What is missing is drawn on
/// the engine lane, one after the other and first a coarse one, what the canvas shows before all
/// else; pictures are decoded on the io lane. Results are kept by content in a budget of bytes;
/// strength and colours are applied to the kept drawing, so that their sliders never draw. Lives on
/// the GUI thread; picture() may be called on any. The store, the service and the runner must
/// outlive it.
class CanvasArt : public QObject, public ArtSource
{
    Q_OBJECT

public:
    struct Setup
    {
        JobRunner &runner;
        DrawingService &service;
        const PictureStore &pictures;
        ArtLimits limits{};
    };

    explicit CanvasArt(const Setup &setup, QObject *parent = nullptr);
    /// Waits for a picture that is being read; a drawing is cancelled.
    ~CanvasArt() override;
    CanvasArt(const CanvasArt &) = delete;
    CanvasArt &operator=(const CanvasArt &) = delete;
    CanvasArt(CanvasArt &&) = delete;
    CanvasArt &operator=(CanvasArt &&) = delete;

    /// For the canvas: a source for one painting of a page that it shows, perhaps beside another.
    /// GUI thread.
    [[nodiscard]] std::shared_ptr<ArtView> startPainting(const Page &page,
                                                         const Page *beside = nullptr);
    /// For others, such as thumbnails: what would look better is made after what the canvas shows.
    /// Those who paint with it must have ended before it goes.
    Result<QImage> picture(const ArtRequest &request) const override;

    /// Decodes the pictures of pages, in this order, for a scale: of the one that is turned to, so
    /// that its painting finds half of the work done, then of those that may be turned to next.
    /// What was asked for before and is not yet done is forgotten.
    void prefetch(const QList<Page> &pages, double pxPerPt);

    [[nodiscard]] bool isBusy() const { return m_progress.totalCount > 0; }
    [[nodiscard]] ArtProgress progress() const { return m_progress; }
    /// Draws nothing of what is now waited for until resume().
    void cancel();
    /// Also tries again what failed.
    void resume();
    /// For when styles came, went or were trained anew.
    void forgetDrawings();

Q_SIGNALS:
    /// Pictures look better now: paint again what shows them. Many come as one.
    void arrived(const QStringList &sha256s);
    /// Each message once; what failed is not tried again before resume().
    void failed(const koma::Error &error);
    /// And with it isBusy().
    void progressChanged();

private:
    struct Decoding
    {
        ArtKey key;
        JobHandle job;
    };

    void wantForCanvas(const ArtView::Wishes &wishes, const QList<ArtKey> &shown);
    void wantForOthers(const QList<ArtKey> &keys);
    void dropUnwantedDrawing();
    /// Starts what is next where nothing runs.
    void pump();
    [[nodiscard]] QList<ArtKey> openDrawings() const;
    [[nodiscard]] std::optional<ArtKey> nextPicture() const;
    [[nodiscard]] bool isOpen(const ArtKey &key) const;
    void draw(const ArtKey &key);
    void decode(const ArtKey &key, JobPriority priority);
    void settle(const ArtKey &key, const Result<void> &result);
    void announceArrival(const QString &sha256);
    void updateProgress();

    JobRunner &m_runner;
    DrawingService &m_service;
    std::shared_ptr<ArtShelf> m_shelf;
    DeliveryTarget m_self;
    std::function<void(const QList<ArtKey> &)> m_reportOthers;
    QList<ArtKey> m_shown;     ///< wanted by the canvas, the lowest first
    QList<ArtKey> m_others;    ///< wanted by others, the newest first
    QList<ArtKey> m_ahead;     ///< to be decoded for pages not yet shown
    QList<ArtKey> m_declined;  ///< failed or cancelled, at whatever size
    QSet<QString> m_announced; ///< failures that were told
    std::optional<ArtKey> m_drawing;
    JobHandle m_drawingJob;
    std::vector<Decoding> m_decoding;
    int m_doneCount = 0; ///< since nothing was waited for
    ArtProgress m_progress;
    QStringList m_arrived;
    QTimer m_arrivalTimer;
};

} // namespace koma
