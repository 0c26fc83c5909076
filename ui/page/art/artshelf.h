// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/artsource.h"
#include "core/document/render/storedart.h"
#include "core/jobs/jobgate.h"
#include "ui/page/art/artcache.h"

#include <QImage>
#include <QList>

#include <condition_variable>
#include <mutex>

namespace koma {

/// How much CanvasArt keeps, and how large.
struct ArtLimits
{
    std::size_t budgetBytes = std::size_t{512} << 20U;
    int mostDrawnPx = 2048; ///< long side of drawings; larger ones would not come soon enough
    int mostPlainPx = 4096; ///< long side of pictures without a style
};

/// The pictures of a comic as far as they are there, for all painting threads: decoded pictures,
/// drawings, and drawings laid over their pictures, each within its part of the budget. Decoding
/// and blending are done where the picture is asked for, drawing never. Thread-safe; the store must
/// live until close().
class ArtShelf
{
public:
    ArtShelf(const PictureStore &store, const ArtLimits &limits);

    struct Found
    {
        QImage image;
        QList<ArtKey> wanted; ///< what would be better: other sizes, a drawing
    };
    /// The best there is. Only a picture of which nothing is there is read and decoded, once for
    /// all threads that want it; where that is likely to take longer than `patienceMs`, a grey
    /// picture is given in its place.
    Result<Found> best(const ArtRequest &request, int patienceMs);

    /// What is asked for when a picture is shown at a size.
    [[nodiscard]] ArtKey plainKeyFor(const ArtLayer &art, ImageSize sizePx) const;

    [[nodiscard]] bool has(const ArtKey &key) const;
    /// A plain picture that some thread is decoding just now.
    [[nodiscard]] bool isComing(const ArtKey &plain) const;
    /// Of the largest of that picture or drawing; 0 where there is none.
    [[nodiscard]] int largestLongSidePx(const ArtKey &key) const;

    /// Reads and decodes a picture for its key, whether or not another size is there.
    Result<void> decode(const ArtKey &plain, const CancelToken &cancel);
    /// The picture of a key at its size, for those who make a drawing of it.
    Result<Image> pictureFor(const ArtKey &key, const CancelToken &cancel);
    void putDrawing(const ArtKey &key, const Image &picture, const Image &drawing);

    void forgetDrawings();
    /// From now on all is Cancelled; waits for those who read.
    void close() { m_gate.close(); }

private:
    struct DrawingEntry
    {
        Image drawing;
        bool hasPictureAlpha = false;
    };

    /// The picture without its style.
    Result<Found> plain(const ArtRequest &request, int patienceMs);
    /// Waits for a picture that other threads decode; whether it is there then.
    bool waitFor(const ArtKey &plain, int patienceMs);
    /// Just this size, decoded if need be.
    Result<QImage> exactPlain(const ArtKey &key, const CancelToken &cancel);
    Result<QImage> decodeFor(const ArtKey &key, const CancelToken &cancel);
    Result<QImage> blended(const ArtKey &key, const DrawingEntry &drawing,
                           const CancelToken &cancel);
    void putPlain(const ArtKey &key, const QImage &image);
    /// Waits while another thread decodes the key; false where that one has now done it.
    bool beginDecoding(const ArtKey &key);
    void endDecoding(const ArtKey &key);

    StoredArt m_stored;
    ArtLimits m_limits;
    JobGate m_gate;
    mutable std::mutex m_mutex; ///< of all below
    ArtCache<QImage> m_plain;
    ArtCache<DrawingEntry> m_drawings;
    ArtCache<QImage> m_blends;
    QList<ArtKey> m_beingDecoded;
    std::condition_variable m_decoded;
};

} // namespace koma
