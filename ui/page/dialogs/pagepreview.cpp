// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/dialogs/pagepreview.h"

#include "core/document/render/objectshapes.h"

#include <QPainter>

#include <algorithm>

namespace koma {

PagePreview::PagePreview(QWidget *parent) : QWidget(parent)
{
    setMinimumSize(200, 260);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Preview of the page"));
}

void PagePreview::showPage(const Page &page)
{
    m_page = page;
    update();
}

void PagePreview::paintEvent(QPaintEvent * /*event*/)
{
    const PageSetup &setup = m_page.properties.setup;
    const QRectF bleed = rectOf(setup.bleedBoxPt());
    if (bleed.isEmpty())
        return;
    constexpr double kMarginPx = 6.0;
    const double scale = std::min((width() - 2.0 * kMarginPx) / bleed.width(),
                                  (height() - 2.0 * kMarginPx) / bleed.height());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(width() / 2.0, height() / 2.0);
    painter.scale(scale, scale);
    painter.translate(-bleed.center());
    const auto pen = [](const QColor &colour, double widthPx, Qt::PenStyle style = Qt::SolidLine) {
        QPen line(colour, widthPx, style);
        line.setCosmetic(true);
        return line;
    };
    const QColor edge = palette().color(QPalette::PlaceholderText);
    painter.setPen(pen(edge, 1.0, Qt::DotLine));
    painter.drawRect(bleed);
    painter.setPen(pen(edge, 1.0));
    painter.setBrush(colourOf(m_page.properties.paper));
    painter.drawRect(rectOf(setup.trimPt()));
    painter.setBrush(Qt::NoBrush);
    int number = 0;
    for (const PageObject &object : m_page.objects) {
        const auto *panel = object.as<Panel>();
        if (panel == nullptr)
            continue;
        const QPainterPath outline = pathOf(*panel);
        painter.setPen(pen(Qt::black, 1.5));
        painter.fillPath(outline, QColor(0xe9, 0xec, 0xf5));
        painter.drawPath(outline);
        const QRectF box = outline.boundingRect();
        QFont font = painter.font();
        constexpr double kShareOfPanel = 0.35;
        font.setPixelSize(
            std::max(1, static_cast<int>(std::min(box.width(), box.height()) * kShareOfPanel)));
        painter.setFont(font);
        painter.setPen(QColor(0x61, 0x62, 0x6b));
        painter.drawText(box, Qt::AlignCenter, QString::number(++number));
    }
    painter.setPen(pen(QColor(0x3b, 0x5b, 0xdb, 150), 1.0, Qt::DashLine));
    painter.drawRect(rectOf(setup.safeAreaPt()));
}

} // namespace koma
