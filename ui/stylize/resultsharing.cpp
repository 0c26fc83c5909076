// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/resultsharing.h"

#include "ui/dialogs/exportdialog.h"

#include <QClipboard>
#include <QDir>
#include <QDrag>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace koma {
namespace {

constexpr int kDragPixmapLongSidePx = 160;

} // namespace

ResultSharing::ResultSharing(JobRunner &runner, ResultExporter &exporter, QObject *parent)
    : QObject(parent), m_runner(runner), m_exporter(exporter)
{
}

QString ResultSharing::temporaryFile(const ExportJob &job)
{
    // A folder of its own keeps the file's name nice where it is dropped.
    const QString folder = QString::number(++m_fileCount);
    QDir(m_folder.path()).mkdir(folder);
    return m_folder.filePath(folder + QLatin1Char('/') +
                             suggestedFileName(job.picture->name, job.style, job.options.format));
}

void ResultSharing::write(ExportJob job, std::function<void(const QString &)> written)
{
    job.filePath = temporaryFile(job);
    const QString path = job.filePath;
    m_exporter.write(std::move(job), [this, path, written = std::move(written)](Result<void> done) {
        if (done)
            written(path);
        else if (done.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(done.error());
    });
}

void ResultSharing::copyToClipboard(ExportJob job)
{
    job.options.format = PictureFormat::Png;
    write(std::move(job), [this](const QString &path) {
        m_runner.start(Job<Shared>{
            .lane = Lane::Io,
            .priority = JobPriority::Normal,
            .work = [path](const CancelToken &) -> Result<Shared> {
                QFile file(path);
                if (!file.open(QIODevice::ReadOnly))
                    return fail(ErrorKind::Unreadable, "The temporary picture cannot be read.");
                const QByteArray png = file.readAll();
                file.remove();
                return Shared{png, QImage::fromData(png)};
            },
            .context = this,
            .done = [this](Result<Shared> shared) { putOnClipboard(std::move(shared)); }});
    });
}

void ResultSharing::putOnClipboard(Result<Shared> shared)
{
    if (!shared) {
        Q_EMIT failed(shared.error());
        return;
    }
    // The PNG is there ready-made, so that nobody waits for an encoder when another program pastes.
    auto *data = new QMimeData;
    data->setData(QStringLiteral("image/png"), shared->png);
    data->setImageData(shared->pixels);
    QGuiApplication::clipboard()->setMimeData(data);
    Q_EMIT copied();
}

void ResultSharing::dragOut(ExportJob job, QWidget *from)
{
    write(std::move(job), [this, from](const QString &path) {
        if (QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
            startDrag(path, from);
    });
}

void ResultSharing::startDrag(const QString &filePath, QWidget *from)
{
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(filePath)});
    auto *drag = new QDrag(from);
    drag->setMimeData(data);
    const QPixmap picture = from->grab().scaled(kDragPixmapLongSidePx, kDragPixmapLongSidePx,
                                                Qt::KeepAspectRatio, Qt::SmoothTransformation);
    drag->setPixmap(picture);
    drag->setHotSpot(picture.rect().center());
    drag->exec(Qt::CopyAction);
}

} // namespace koma
