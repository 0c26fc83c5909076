// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/styledelegate.h"

#include "ui/gallery/stylelistmodel.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

namespace koma {
namespace {

constexpr int kThumbnailWidth = 176;
constexpr int kThumbnailHeight = 118;
constexpr int kMargin = 8;
constexpr double kRadius = 6.0;

/// The middle part of the image with the frame's aspect.
QRectF coveringPart(const QSizeF &image, const QSizeF &frame)
{
    const QSizeF part = frame.scaled(image, Qt::KeepAspectRatio);
    return {QPointF((image.width() - part.width()) / 2.0, (image.height() - part.height()) / 2.0),
            part};
}

void paintThumbnail(QPainter &painter, const QImage &image, const QRectF &frame,
                    const QPalette &palette)
{
    QPainterPath outline;
    outline.addRoundedRect(frame, kRadius, kRadius);
    painter.fillPath(outline, palette.color(QPalette::Mid));
    if (image.isNull())
        return;
    painter.save();
    painter.setClipPath(outline);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(frame, image, coveringPart(image.size(), frame.size()));
    painter.restore();
}

} // namespace

QSize StyleDelegate::thumbnailSize()
{
    return {kThumbnailWidth, kThumbnailHeight};
}

QSize StyleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {kThumbnailWidth + 2 * kMargin,
            kThumbnailHeight + 2 * kMargin + option.fontMetrics.height() + 6};
}

void StyleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHot = option.state.testFlag(QStyle::State_MouseOver);
    const int left = option.rect.left() + (option.rect.width() - kThumbnailWidth) / 2;
    const QRectF frame(left, option.rect.top() + kMargin, kThumbnailWidth, kThumbnailHeight);

    paintThumbnail(*painter, index.data(StyleListModel::ThumbnailRole).value<QImage>(), frame,
                   option.palette);
    if (index.data(StyleListModel::IsPendingRole).toBool()) {
        QPainterPath outline;
        outline.addRoundedRect(frame, kRadius, kRadius);
        QColor veil = option.palette.color(QPalette::Window);
        veil.setAlpha(150);
        painter->fillPath(outline, veil);
    }
    if (isSelected || isHot) {
        QColor ring = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Midlight);
        painter->setPen(QPen(ring, isSelected ? 3.0 : 2.0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(frame.adjusted(-2.0, -2.0, 2.0, 2.0), kRadius + 2.0,
                                 kRadius + 2.0);
    }
    const QRectF label(frame.left(), frame.bottom() + 6.0, frame.width(),
                       option.fontMetrics.height() + 2);
    QFont font = option.font;
    font.setWeight(isSelected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(option.palette.color(QPalette::WindowText));
    const QString name =
        QFontMetricsF(font).elidedText(index.data().toString(), Qt::ElideRight, label.width());
    painter->drawText(label, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter->restore();
}

} // namespace koma
