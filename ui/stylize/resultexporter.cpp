// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/resultexporter.h"

#include "core/imaging/composition/composeresult.h"

#include <filesystem>
#include <utility>

namespace koma {
namespace {

constexpr double kDrawingShare = 0.6;
constexpr double kComposingShare = 0.8;

Result<void> runExport(const ExportJob &job, DrawingService &service, const CancelToken &cancel,
                       const Progress &progress)
{
    const std::filesystem::path path(job.filePath.toStdU16String());
    if (job.style.id.empty()) {
        return writePicture(path, job.picture->source.image, job.picture->source.metadata,
                            job.options);
    }
    Image drawing;
    if (job.drawing) {
        drawing = job.drawing->drawing.image;
    } else {
        const DrawRequest request{.style = job.style,
                                  .strokeScale = job.parameters.strokeScale,
                                  .maxWorkingLongSidePx = 0};
        Result<Drawing> made =
            service.draw(job.picture->srgb, request, cancel, progress.sub(0.0, kDrawingShare));
        if (!made)
            return fail(made.error());
        drawing = std::move(made->image);
    }
    const Result<Picture> result =
        composeResult(job.picture->source, drawing, job.parameters.blend, cancel,
                      progress.sub(kDrawingShare, kComposingShare));
    if (!result)
        return fail(result.error());
    if (cancel.isCancelled())
        return failCancelled();
    return writePicture(path, result->image, result->metadata, job.options);
}

ProgressRelay::Outcome outcomeOf(const Result<void> &result)
{
    if (result)
        return ProgressRelay::Outcome::Done;
    return result.error().kind == ErrorKind::Cancelled ? ProgressRelay::Outcome::Cancelled
                                                       : ProgressRelay::Outcome::Failed;
}

} // namespace

ResultExporter::ResultExporter(JobRunner &runner, DrawingService &service, QObject *parent)
    : QObject(parent), m_runner(runner), m_service(service), m_progress(this)
{
}

void ResultExporter::write(ExportJob job, Done done)
{
    const bool needsEngine = !job.drawing && !job.style.id.empty();
    const int number = ++m_lastNumber;
    m_handles[number] = m_runner.start(Job<void>{
        .lane = needsEngine ? Lane::Engine : Lane::Io,
        .priority = JobPriority::Normal,
        .work =
            [job = std::move(job), &service = m_service, progress = m_progress.begin()](
                const CancelToken &cancel) { return runExport(job, service, cancel, progress); },
        .context = this,
        .done =
            [this, number, done = std::move(done)](Result<void> result) {
                m_handles.erase(number);
                m_progress.finish(outcomeOf(result));
                done(std::move(result));
            }});
}

void ResultExporter::cancel()
{
    for (auto &[number, handle] : m_handles)
        handle.cancel();
}

} // namespace koma
