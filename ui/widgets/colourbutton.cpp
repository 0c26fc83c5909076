// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colourbutton.h"

#include <QColorDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace koma {
namespace {

constexpr int kRecentCount = 8;
constexpr QSize kSwatchSize(34, 16);

/// Squares show through where the colour does not cover.
void paintChequers(QPainter &painter, const QRect &area)
{
    constexpr int kSquare = 4;
    painter.fillRect(area, Qt::white);
    for (int y = 0; y < area.height(); y += kSquare) {
        for (int x = (y / kSquare % 2) * kSquare; x < area.width(); x += 2 * kSquare) {
            const QRect square(area.x() + x, area.y() + y, kSquare, kSquare);
            painter.fillRect(square & area, QColor(0xc8, 0xc8, 0xc8));
        }
    }
}

QPixmap swatch(const QColor &colour, const QPalette &palette, qreal ratio)
{
    QPixmap pixels(kSwatchSize * ratio);
    pixels.setDevicePixelRatio(ratio);
    pixels.fill(Qt::transparent);
    QPainter painter(&pixels);
    const QRect area(QPoint(0, 0), kSwatchSize);
    if (colour.isValid()) {
        if (colour.alpha() < 255)
            paintChequers(painter, area);
        painter.fillRect(area, colour);
    } else {
        painter.setPen(palette.color(QPalette::ButtonText));
        painter.drawText(area, Qt::AlignCenter, QStringLiteral("–"));
    }
    painter.setPen(palette.color(QPalette::PlaceholderText));
    painter.drawRect(area.adjusted(0, 0, -1, -1));
    return pixels;
}

QString nameOf(const QColor &colour)
{
    if (colour.alpha() == 0)
        return ColourButton::tr("Transparent");
    if (colour == Qt::black)
        return ColourButton::tr("Black");
    if (colour == Qt::white)
        return ColourButton::tr("White");
    return colour.name(colour.alpha() < 255 ? QColor::HexArgb : QColor::HexRgb);
}

} // namespace

ColourButton::ColourButton(const QString &name, QWidget *parent)
    : QToolButton(parent), m_name(name), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("colourButton"));
    setAccessibleName(name);
    setIconSize(kSwatchSize);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::MenuButtonPopup);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &ColourButton::fillMenu);
    connect(this, &QToolButton::clicked, this, &ColourButton::openDialog);
    showSwatch();
}

void ColourButton::showColour(const QColor &colour)
{
    if (!m_isMixed && colour == m_colour)
        return;
    m_colour = colour;
    m_isMixed = false;
    showSwatch();
}

void ColourButton::showMixed()
{
    m_isMixed = true;
    showSwatch();
}

void ColourButton::showSwatch()
{
    setIcon(swatch(m_isMixed ? QColor() : m_colour, palette(), devicePixelRatioF()));
    const QString value = m_isMixed ? tr("different colours") : nameOf(m_colour);
    setToolTip(tr("%1: %2").arg(m_name, value));
    setAccessibleDescription(value);
}

QList<QColor> ColourButton::recentColours()
{
    QList<QColor> colours;
    for (int i = 0; i < kRecentCount; ++i) {
        const QColor colour = QColorDialog::customColor(i);
        // White is what the dialog has where nothing was chosen yet.
        if (colour.isValid() && colour != Qt::white && !colours.contains(colour))
            colours.append(colour);
    }
    return colours;
}

void ColourButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down) {
        showMenu();
        return;
    }
    QToolButton::keyPressEvent(event);
}

void ColourButton::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSwatch();
}

void ColourButton::openDialog()
{
    auto *dialog = new QColorDialog(m_colour, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(m_name);
    dialog->setOption(QColorDialog::ShowAlphaChannel);
    // The same everywhere, also where the desktop's own knows no transparency.
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    connect(dialog, &QColorDialog::colorSelected, this, &ColourButton::choose);
    dialog->open();
}

void ColourButton::fillMenu()
{
    m_menu->clear();
    QList<QColor> offered{Qt::black, Qt::white, QColor(255, 255, 255, 0)};
    for (const QColor &colour : recentColours()) {
        if (!offered.contains(colour))
            offered.append(colour);
    }
    for (const QColor &colour : offered) {
        QAction *action =
            m_menu->addAction(swatch(colour, palette(), devicePixelRatioF()), nameOf(colour));
        connect(action, &QAction::triggered, this, [this, colour] { choose(colour); });
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Other colour…")), &QAction::triggered, this,
            &ColourButton::openDialog);
}

void ColourButton::choose(const QColor &colour)
{
    QList<QColor> recent = recentColours();
    recent.removeAll(colour);
    recent.prepend(colour);
    for (int i = 0; i < kRecentCount && i < recent.size(); ++i)
        QColorDialog::setCustomColor(i, recent.at(i));
    showColour(colour);
    Q_EMIT colourEdited(colour, m_interaction.ofEdit());
}

} // namespace koma
