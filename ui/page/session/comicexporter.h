// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/picturestore.h"
#include "core/jobs/latestjob.h"
#include "core/jobs/progressrelay.h"
#include "ui/page/dialogs/comicexportrequest.h"
#include "ui/stylize/drawingservice.h"

#include <QObject>

namespace koma {

/// Exports a snapshot of a comic on the engine lane, where its pictures are drawn in their styles
/// at the size of the page. One at a time; stopping leaves no half-written file. GUI thread;
/// runner, service and store must outlive it.
class ComicExporter : public QObject
{
    Q_OBJECT

public:
    ComicExporter(JobRunner &runner, DrawingService &service, const PictureStore &pictures,
                  QObject *parent = nullptr);

    void start(const Comic &comic, const ComicExportRequest &request);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_job.isBusy(); }
    [[nodiscard]] ProgressRelay &progress() { return m_progress; }

Q_SIGNALS:
    void exported(const koma::ExportReport &report);
    void failed(const koma::Error &error);
    void busyChanged();

private:
    DrawingService &m_service;
    const PictureStore &m_pictures;
    ProgressRelay m_progress;
    LatestJob<ExportReport> m_job;
};

/// What readers of an export would miss, in a sentence; empty where nothing is.
QString reportText(const ExportReport &report);

} // namespace koma
