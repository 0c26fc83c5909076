// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusstrip.h"

#include "ui/theme/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace koma {
namespace {

constexpr int kProgressSteps = 1000;

QLabel *mutedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QStringLiteral("mutedText"));
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent),
      m_device(mutedLabel(this)),
      m_picture(mutedLabel(this)),
      m_drawing(mutedLabel(this)),
      m_zoom(mutedLabel(this)),
      m_activity(mutedLabel(this)),
      m_progress(new QProgressBar(this)),
      m_stop(new QToolButton(this))
{
    m_device->setAccessibleName(tr("Device"));
    m_drawing->setAccessibleName(tr("Last drawing"));
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(140, 4);
    m_progress->setAccessibleName(tr("Progress"));
    m_stop->setIcon(themeIcon(QStringLiteral("stop")));
    m_stop->setAutoRaise(true);
    m_stop->setToolTip(tr("Stop (Esc)"));
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setFixedSize(22, 22);
    m_zoom->setMinimumWidth(48);
    m_zoom->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_stop, &QToolButton::clicked, this, &StatusStrip::stopRequested);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(18);
    layout->addWidget(m_device);
    layout->addWidget(m_picture);
    layout->addWidget(m_drawing);
    layout->addStretch(1);
    layout->addWidget(m_activity);
    layout->addWidget(m_progress);
    layout->addWidget(m_stop);
    layout->addWidget(m_zoom);
    setFixedHeight(30);
    endActivity();
}

void StatusStrip::showDevice(const DeviceDescription &device)
{
    m_device->setText(QString::fromStdString(device.name));
    m_device->setToolTip(QString::fromStdString(device.reason));
    m_device->setAccessibleDescription(QString::fromStdString(device.reason));
}

void StatusStrip::showPicture(const QString &text)
{
    m_picture->setText(text);
}

void StatusStrip::showDrawing(const DrawReport &report)
{
    m_drawing->setText(tr("Drawn in %1 s").arg(QLocale().toString(report.seconds, 'f', 2)));
    QString detail = tr("At %1 × %2 px, in %n part(s)", nullptr, static_cast<int>(report.tiles))
                         .arg(report.workingSize.widthPx)
                         .arg(report.workingSize.heightPx);
    if (!report.remark.empty())
        detail += QLatin1Char('\n') + QString::fromStdString(report.remark);
    m_drawing->setToolTip(detail);
}

void StatusStrip::clearDrawing()
{
    m_drawing->clear();
    m_drawing->setToolTip({});
}

void StatusStrip::showZoom(double zoom)
{
    m_zoom->setText(QLocale().toString(zoom * 100.0, 'f', zoom < 0.1 ? 1 : 0) + tr(" %"));
}

void StatusStrip::clearZoom()
{
    m_zoom->clear();
}

void StatusStrip::showActivity(const QString &text, double fraction)
{
    m_activity->setText(text);
    m_progress->setRange(0, fraction < 0.0 ? 0 : kProgressSteps);
    if (fraction >= 0.0)
        m_progress->setValue(static_cast<int>(fraction * kProgressSteps));
    m_activity->show();
    m_progress->show();
    m_stop->show();
}

void StatusStrip::endActivity()
{
    m_activity->hide();
    m_progress->hide();
    m_stop->hide();
}

} // namespace koma
