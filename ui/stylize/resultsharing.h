// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stylize/resultexporter.h"

#include <QObject>
#include <QTemporaryDir>

#include <functional>

namespace koma {

/// Hands the result to other programs: by the clipboard, or as a file that is dragged out of the
/// window. The files live in a temporary folder until the program ends. GUI thread.
class ResultSharing : public QObject
{
    Q_OBJECT

public:
    ResultSharing(JobRunner &runner, ResultExporter &exporter, QObject *parent = nullptr);

    /// The picture, as PNG, on the clipboard.
    void copyToClipboard(ExportJob job);
    /// Starts a drag as soon as the file is written, if the mouse button is still down then.
    void dragOut(ExportJob job, QWidget *from);

Q_SIGNALS:
    void copied();
    void failed(const koma::Error &error);

private:
    struct Shared
    {
        QByteArray png;
        QImage pixels;
    };
    void putOnClipboard(Result<Shared> shared);
    void startDrag(const QString &filePath, QWidget *from);
    [[nodiscard]] QString temporaryFile(const ExportJob &job);
    void write(ExportJob job, std::function<void(const QString &filePath)> written);

    JobRunner &m_runner;
    ResultExporter &m_exporter;
    QTemporaryDir m_folder;
    int m_fileCount = 0;
};

} // namespace koma
