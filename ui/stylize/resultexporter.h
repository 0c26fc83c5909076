// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrunner.h"
#include "core/jobs/progressrelay.h"
#include "ui/stylize/drawingcache.h"
#include "ui/stylize/drawingservice.h"
#include "ui/stylize/openedpicture.h"
#include "ui/stylize/stylizeparameters.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <map>
#include <optional>

namespace koma {

/// Everything that one export needs, as a snapshot.
struct ExportJob
{
    OpenedPicturePointer picture;
    StyleCard style; ///< an empty id: the picture itself
    StylizeParameters parameters;
    std::optional<FullDrawing> drawing; ///< made first where it is missing
    QString filePath;
    WriteOptions options;
};

/// Writes the result at full resolution in the background, one file at a time: a later one waits
/// for an earlier one. GUI thread.
class ResultExporter : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;

    ResultExporter(JobRunner &runner, DrawingService &service, QObject *parent = nullptr);

    /// Calls `done` in the end, also when cancelled.
    void write(ExportJob job, Done done);
    [[nodiscard]] bool isBusy() const { return !m_handles.empty(); }
    [[nodiscard]] ProgressRelay &progress() { return m_progress; }

public Q_SLOTS:
    /// Stops all exports.
    void cancel();

private:
    JobRunner &m_runner;
    DrawingService &m_service;
    ProgressRelay m_progress;
    std::map<int, JobHandle> m_handles; ///< of the exports that are not done
    int m_lastNumber = 0;
};

} // namespace koma
