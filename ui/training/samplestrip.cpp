// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/samplestrip.h"

#include <QFileInfo>
#include <QImageReader>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace koma {
namespace {

/// "step-0001200.jpg" to 1200.
qlonglong stepOf(const QString &file)
{
    return QFileInfo(file).completeBaseName().section(QLatin1Char('-'), -1).toLongLong();
}

Result<QImage> readSheet(const QString &file)
{
    constexpr int kWidestPx = 1400; // about what the strip has on a large screen
    QImageReader reader(file);
    if (reader.size().width() > kWidestPx)
        reader.setScaledSize(reader.size().scaled(kWidestPx, kWidestPx, Qt::KeepAspectRatio));
    const QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorKind::Unreadable,
                    "The sample " + file.toStdString() +
                        " cannot be read: " + reader.errorString().toStdString() + ".");
    return image;
}

} // namespace

SampleStrip::SampleStrip(JobRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_picture(new QLabel(this)),
      m_caption(new QLabel(this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_reading({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
                [this](const Result<QImage> &image) {
                    if (!image)
                        return; // a sheet that was removed meanwhile leaves the last one
                    m_image = *image;
                    fitImage();
                })
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setWordWrap(true);
    m_picture->setMinimumSize(200, 160);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_picture->setAccessibleName(tr("Previews"));
    m_caption->setObjectName(QStringLiteral("mutedText"));
    m_slider->setAccessibleName(tr("Time of the previews"));
    m_slider->setToolTip(tr("Go back and forth through the run"));
    m_slider->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_slider);
    layout->addWidget(m_caption);
    connect(m_slider, &QSlider::valueChanged, this, &SampleStrip::showSample);
    clear();
}

void SampleStrip::clear()
{
    clearFor(tr("The first preview comes after about a minute."));
}

void SampleStrip::clearFor(const QString &reason)
{
    m_reading.cancel();
    m_files.clear();
    m_image = {};
    m_slider->setRange(0, 0);
    m_slider->setEnabled(false);
    m_picture->setText(reason);
    m_caption->clear();
}

void SampleStrip::setSamples(const QStringList &files)
{
    clear();
    for (const QString &file : files)
        addSample(file);
}

void SampleStrip::addSample(const QString &file)
{
    const bool followsNewest = m_slider->value() == m_slider->maximum();
    m_files.removeAll(file);
    m_files.append(file);
    std::sort(m_files.begin(), m_files.end(),
              [](const QString &a, const QString &b) { return stepOf(a) < stepOf(b); });
    const int last = static_cast<int>(m_files.size()) - 1;
    m_slider->setRange(0, last);
    m_slider->setEnabled(last > 0);
    if (!followsNewest)
        return;
    m_slider->setValue(last);
    showSample(last);
}

void SampleStrip::showSample(int index)
{
    if (index < 0 || index >= m_files.size())
        return;
    const QString file = m_files.at(index);
    const QLocale locale;
    m_caption->setText(tr("After %1 steps (%2 of %3)")
                           .arg(locale.toString(stepOf(file)), locale.toString(index + 1),
                                locale.toString(m_files.size())));
    m_reading.request([file](const CancelToken &) { return readSheet(file); });
}

void SampleStrip::fitImage()
{
    if (m_image.isNull())
        return;
    const qreal ratio = devicePixelRatioF();
    QPixmap pixmap = QPixmap::fromImage(
        m_image.scaled(m_picture->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    m_picture->setPixmap(pixmap);
}

void SampleStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitImage();
}

} // namespace koma
