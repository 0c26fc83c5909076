// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/copypair.h"

#include "core/imaging/color.h"
#include "core/imaging/resize.h"
#include "core/training/evaluation/srgbpicture.h"
#include "ui/imageconversion.h"

#include <QHBoxLayout>
#include <QLabel>

namespace koma {
namespace {

constexpr int kSidePx = 180;

QPixmap thumbnail(const QImage &image, qreal pixelRatio)
{
    const int side = qRound(kSidePx * pixelRatio);
    QPixmap pixmap =
        QPixmap::fromImage(image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

Result<QImage> readDrawing(const std::filesystem::path &file)
{
    constexpr int kMostPx = 4 * kSidePx; // enough for any screen
    const auto picture = readSrgbPicture(file);
    if (!picture)
        return fail(picture.error());
    const auto smaller = resized(*picture, sizeWithLongSide(picture->size(), kMostPx));
    if (!smaller)
        return fail(smaller.error());
    const auto plain = convertSamples(*smaller, smaller->channels() < 3 ? 1 : 3, SampleType::U8);
    return plain ? toQImage(*plain) : fail(plain.error());
}

} // namespace

CopyPair::CopyPair(JobRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_result(new QLabel(this)),
      m_drawing(new QLabel(this)),
      m_caption(new QLabel(this)),
      m_reading({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                [this](const Result<QImage> &image) {
                    if (image)
                        m_drawing->setPixmap(thumbnail(*image, devicePixelRatioF()));
                    else
                        m_drawing->setText(tr("This drawing cannot be read any more."));
                })
{
    m_result->setAccessibleName(tr("A result of the style"));
    m_drawing->setAccessibleName(tr("The drawing it is like"));
    m_caption->setWordWrap(true);
    m_drawing->setWordWrap(true);
    for (QLabel *picture : {m_result, m_drawing})
        picture->setMinimumHeight(kSidePx);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 8, 20, 0);
    layout->setSpacing(12);
    layout->addWidget(m_result);
    layout->addWidget(m_drawing);
    layout->addWidget(m_caption, 1);
    hide();
}

void CopyPair::show(const QualityReport &quality)
{
    if (quality.copiedDrawing.empty())
        return;
    const auto result = toQImage(quality.copyingResult);
    if (!result)
        return;
    m_result->setPixmap(thumbnail(*result, devicePixelRatioF()));
    m_drawing->clear();
    const auto name = [](const std::filesystem::path &path) {
        return QString::fromStdU16String(path.filename().u16string());
    };
    m_caption->setText(tr("Left, what the style makes of “%1”. Right, your drawing “%2”. If they "
                          "show the same scene, the style repeats the drawing.")
                           .arg(name(quality.copyingPhoto), name(quality.copiedDrawing)));
    setVisible(true);
    m_reading.request(
        [file = quality.copiedDrawing](const CancelToken &) { return readDrawing(file); });
}

void CopyPair::clear()
{
    m_reading.cancel();
    hide();
}

QString CopyPair::caption() const
{
    return m_caption->text();
}

} // namespace koma
