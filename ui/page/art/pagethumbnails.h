// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"
#include "core/document/render/artsource.h"
#include "core/jobs/jobgate.h"
#include "core/jobs/jobrunner.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QStringList>
#include <QTimer>

namespace koma {

/// Small pictures of a comic's pages, painted one after the other by background jobs of the io
/// lane. A page is painted again only when its value has changed, at most a few times a second
/// while it is worked on; the picture it had stays until then. GUI thread; runner, document and
/// art must outlive it.
class PageThumbnails : public QObject
{
    Q_OBJECT

public:
    /// Thumbnails are as large as fits into `boxPx`.
    PageThumbnails(JobRunner &runner, Document &document, const ArtSource &art, QSize boxPx,
                   QObject *parent = nullptr);
    /// Waits for the page that is being painted to notice.
    ~PageThumbnails() override;
    PageThumbnails(const PageThumbnails &) = delete;
    PageThumbnails &operator=(const PageThumbnails &) = delete;
    PageThumbnails(PageThumbnails &&) = delete;
    PageThumbnails &operator=(PageThumbnails &&) = delete;

    /// The newest there is; null before the first.
    [[nodiscard]] QImage thumbnail(PageId page) const;
    /// Which pages are looked at, the most wanted first. Only these are painted.
    void setWanted(const QList<PageId> &visibleFirst);
    /// Another size: all are painted again.
    void setBox(QSize boxPx);

public Q_SLOTS:
    /// Paints the pages that show one of these pictures again: connect CanvasArt::arrived().
    void repaintPictures(const QStringList &sha256s);

Q_SIGNALS:
    void thumbnailChanged(koma::PageId page);

private:
    struct Entry
    {
        QImage image;
        Page painted;        ///< the value that the image shows, or failed to
        QString language;    ///< of the document, which letters depend on
        bool isStale = true; ///< though the value is the same
    };

    void follow(const DocumentChange &change);
    [[nodiscard]] bool isCurrent(const Page &page) const;
    void paintNext();
    void paint(const Page &page);
    void take(const Page &page, const QString &language, const Result<QImage> &image);

    JobRunner &m_runner;
    Document &m_document;
    const ArtSource &m_art;
    QSize m_boxPx;
    QHash<PageId, Entry> m_entries;
    QList<PageId> m_wanted;
    PageId m_painting; ///< invalid: none
    JobHandle m_job;
    JobGate m_gate;
    QTimer m_pause;
};

} // namespace koma
