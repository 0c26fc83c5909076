// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/issues/issuedelegate.h"

#include "ui/page/docks/issues/issuelistmodel.h"
#include "ui/theme/icon.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace koma {
namespace {

constexpr int kMarginPx = 10;
constexpr int kIconPx = 18;
constexpr int kTextLeftPx = kMarginPx + kIconPx + 9;
constexpr int kLinesPx = 7; ///< above and below the text

QRect sentenceRect(const QFontMetrics &metrics, const QString &text, int rowWidthPx)
{
    const int widthPx = std::max(40, rowWidthPx - kTextLeftPx - kMarginPx);
    return metrics.boundingRect(QRect(0, 0, widthPx, 4000), Qt::TextWordWrap, text);
}

} // namespace

IssueDelegate::IssueDelegate(QObject *parent)
    : QStyledItemDelegate(parent),
      m_problem(themeIcon(QStringLiteral("problem"))),
      m_warning(themeIcon(QStringLiteral("warning"))),
      m_hint(themeIcon(QStringLiteral("info")))
{
}

QSize IssueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int widthPx = view != nullptr ? view->viewport()->width() : option.rect.width();
    const QRect sentence = sentenceRect(option.fontMetrics, index.data().toString(), widthPx);
    return {kTextLeftPx + 40, sentence.height() + option.fontMetrics.height() + 2 * kLinesPx};
}

void IssueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    const QStyle *style = row.widget != nullptr ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const auto severity =
        static_cast<IssueSeverity>(index.data(IssueListModel::SeverityRole).toInt());
    const QIcon &icon = severity == IssueSeverity::Problem   ? m_problem
                        : severity == IssueSeverity::Warning ? m_warning
                                                             : m_hint;
    const QRect &rect = option.rect;
    icon.paint(painter, rect.left() + kMarginPx, rect.top() + kLinesPx, kIconPx, kIconPx,
               Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);

    painter->save();
    painter->setFont(option.font);
    const QRect text = rect.adjusted(kTextLeftPx, kLinesPx, -kMarginPx, -kLinesPx);
    const int placePx = option.fontMetrics.height();
    const QPalette &palette = option.palette;
    painter->setPen(
        palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter->drawText(QRect(text.left(), text.top(), text.width(), placePx), Qt::AlignLeft,
                      issuePlaceName(index.data(IssueListModel::PageNumberRole).toInt()));
    painter->setPen(palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(text.adjusted(0, placePx, 0, 0), Qt::TextWordWrap, index.data().toString());
    painter->restore();
}

} // namespace koma
