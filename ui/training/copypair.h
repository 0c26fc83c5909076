// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "core/training/trainingevents.h"

#include <QImage>
#include <QWidget>

class QLabel;

namespace koma {

/// Where a run repeats what it learns from: the result and the drawing that it is like, side by
/// side, for the artist to judge. Hidden while there is nothing to show. GUI thread.
class CopyPair : public QWidget
{
    Q_OBJECT

public:
    explicit CopyPair(JobRunner &runner, QWidget *parent = nullptr);

    /// The most alike pair of a check; the drawing is read in the background.
    void show(const QualityReport &quality);
    void clear();

    [[nodiscard]] QLabel *resultPicture() const { return m_result; }
    [[nodiscard]] QLabel *drawingPicture() const { return m_drawing; }
    [[nodiscard]] QString caption() const;

private:
    QLabel *m_result;
    QLabel *m_drawing;
    QLabel *m_caption;
    LatestJob<QImage> m_reading;
};

} // namespace koma
