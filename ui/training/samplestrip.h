// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"

#include <QImage>
#include <QStringList>
#include <QWidget>

class QLabel;
class QSlider;

namespace koma {

/// The same photos as the run drew them through time: one sheet, and one slider over all sheets
/// that the run has kept. Follows the newest until the artist goes back. Sheets are read on the io
/// lane.
class SampleStrip : public QWidget
{
    Q_OBJECT

public:
    explicit SampleStrip(JobRunner &runner, QWidget *parent = nullptr);

    void clear();
    /// Clears, and says why there is nothing to see.
    void clearFor(const QString &reason);
    /// Files in the order of their steps; their names carry the step.
    void setSamples(const QStringList &files);
    void addSample(const QString &file);

    [[nodiscard]] QSlider *slider() const { return m_slider; }
    [[nodiscard]] int sampleCount() const { return static_cast<int>(m_files.size()); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showSample(int index);
    void fitImage();

    QStringList m_files;
    QLabel *m_picture;
    QLabel *m_caption;
    QSlider *m_slider;
    QImage m_image;
    LatestJob<QImage> m_reading;
};

} // namespace koma
