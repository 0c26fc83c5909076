// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrunner.h"
#include "ui/gallery/stylelistmodel.h"
#include "ui/stylize/drawingservice.h"
#include "ui/stylize/openedpicture.h"

#include <QObject>

#include <vector>

namespace koma {

/// Fills the gallery: the cards' own previews first, then every style drawn on the open picture,
/// one small background job each, so that the canvas always goes first. GUI thread.
class GalleryThumbnails : public QObject
{
    Q_OBJECT

public:
    GalleryThumbnails(JobRunner &runner, DrawingService &service, StyleListModel &model,
                      QObject *parent = nullptr);
    ~GalleryThumbnails() override;
    GalleryThumbnails(const GalleryThumbnails &) = delete;
    GalleryThumbnails &operator=(const GalleryThumbnails &) = delete;
    GalleryThumbnails(GalleryThumbnails &&) = delete;
    GalleryThumbnails &operator=(GalleryThumbnails &&) = delete;

    void loadPreviews();
    void setPicture(const OpenedPicturePointer &picture);

Q_SIGNALS:
    /// A style that cannot be drawn at all; its thumbnail stays what it was.
    void failed(const QString &styleId, const koma::Error &error);

private:
    void cancelAll();
    void drawThumbnail(const OpenedPicturePointer &picture, const StyleCard &style);

    JobRunner &m_runner;
    DrawingService &m_service;
    StyleListModel &m_model;
    std::vector<JobHandle> m_handles;
    quint64 m_generation = 0;
};

} // namespace koma
