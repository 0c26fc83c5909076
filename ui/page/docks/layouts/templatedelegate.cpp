// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layouts/templatedelegate.h"

#include "core/document/render/objectshapes.h"
#include "ui/page/docks/layouts/templatelistmodel.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace koma {
namespace {

constexpr QSize kPageBoxPx(64, 88);
constexpr int kMarginPx = 8;
constexpr double kInkPx = 1.2;

} // namespace

TemplateDelegate::TemplateDelegate(const TemplateListModel &model, QObject *parent)
    : QStyledItemDelegate(parent), m_model(model)
{
}

QSize TemplateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int linePx = option.fontMetrics.height();
    if (!m_model.isHeading(index.row()))
        return {kPageBoxPx.width() + 2 * kMarginPx + 8,
                kPageBoxPx.height() + 2 * kMarginPx + 2 * linePx};
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return {view != nullptr ? view->viewport()->width() : 0, linePx + 12};
}

void TemplateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if (m_model.isHeading(index.row())) {
        QFont bold = option.font;
        bold.setWeight(QFont::DemiBold);
        painter->setFont(bold);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(kMarginPx, 6, -kMarginPx, 0),
                          Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->restore();
        return;
    }
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHot = option.state.testFlag(QStyle::State_MouseOver);
    if (isSelected || isHot) {
        QColor ground = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Light);
        if (isSelected)
            ground.setAlpha(60);
        painter->setPen(isSelected ? QPen(option.palette.color(QPalette::Highlight), 1.5)
                                   : QPen(Qt::NoPen));
        painter->setBrush(ground);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(2.0, 2.0, -2.0, -2.0), 5.0, 5.0);
    }
    const bool isPossible = option.state.testFlag(QStyle::State_Enabled);
    if (!isPossible)
        painter->setOpacity(0.4);
    paintPage(*painter, option, index.row());
    painter->setPen(option.palette.color(QPalette::Text));
    const int labelTopPx = option.rect.top() + kMarginPx + kPageBoxPx.height() + 3;
    const QRect label(option.rect.left() + 4, labelTopPx, option.rect.width() - 8,
                      option.rect.bottom() - labelTopPx);
    painter->drawText(label, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                      index.data().toString());
    painter->restore();
}

void TemplateDelegate::paintPage(QPainter &painter, const QStyleOptionViewItem &option,
                                 int row) const
{
    const PageSetup &setup = m_model.page().setup;
    const double scale = std::min(kPageBoxPx.width() / std::max(1.0, setup.widthPt),
                                  (kPageBoxPx.height() - 4) / std::max(1.0, setup.heightPt));
    QRectF paper(0.0, 0.0, setup.widthPt * scale, setup.heightPt * scale);
    paper.moveCenter(QPointF(option.rect.center().x() + 0.5,
                             option.rect.top() + kMarginPx + kPageBoxPx.height() / 2.0 - 2.0));
    QColor edge = option.palette.color(QPalette::Text);
    edge.setAlpha(90);
    painter.setPen(QPen(edge, 1.0));
    painter.setBrush(Qt::white);
    painter.drawRect(paper);
    painter.save();
    painter.setClipRect(paper);
    painter.translate(paper.topLeft());
    painter.scale(scale, scale);
    painter.setPen(QPen(QColor(0x30, 0x32, 0x3a), kInkPx / scale));
    painter.setBrush(QColor(0xdc, 0xe2, 0xf4));
    for (const OutlinePt &outline : m_model.panels(row))
        painter.drawPath(pathOf(outline));
    painter.restore();
}

} // namespace koma
