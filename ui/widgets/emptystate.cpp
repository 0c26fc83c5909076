// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace koma {

EmptyState::EmptyState(QWidget *parent) : QWidget(parent)
{
    auto *icon = new QLabel(this);
    icon->setPixmap(
        themeIcon(QStringLiteral("picture")).pixmap(QSize(56, 56), devicePixelRatioF()));
    icon->setAlignment(Qt::AlignCenter);
    auto *title = new QLabel(tr("Drop a picture here"), this);
    title->setObjectName(QStringLiteral("emptyTitle"));
    title->setAlignment(Qt::AlignCenter);
    auto *hint = new QLabel(tr("Photos and drawings in JPEG, PNG, WebP or TIFF.\n"
                               "You can also paste one with Ctrl+V."),
                            this);
    hint->setObjectName(QStringLiteral("mutedText"));
    hint->setAlignment(Qt::AlignCenter);
    auto *open = new QPushButton(tr("Open…"), this);
    open->setObjectName(QStringLiteral("primaryButton"));
    auto *sample = new QPushButton(tr("Try the sample picture"), this);
    m_sampleButton = sample;
    connect(open, &QPushButton::clicked, this, &EmptyState::openRequested);
    connect(sample, &QPushButton::clicked, this, &EmptyState::sampleRequested);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(sample);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch();
    layout->addWidget(icon);
    layout->addSpacing(4);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(10);
    layout->addLayout(buttons);
    layout->addStretch();
}

void EmptyState::setSampleOffered(bool offered)
{
    m_sampleButton->setVisible(offered);
}

void EmptyState::setDropHighlighted(bool highlighted)
{
    m_isDropHighlighted = highlighted;
    update();
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Mid));
    painter.setRenderHint(QPainter::Antialiasing);
    QPen dashes(palette().color(m_isDropHighlighted ? QPalette::Highlight : QPalette::Midlight),
                m_isDropHighlighted ? 2.5 : 1.5, Qt::CustomDashLine);
    dashes.setDashPattern({5.0, 4.0});
    painter.setPen(dashes);
    painter.drawRoundedRect(QRectF(rect()).adjusted(28.0, 28.0, -28.0, -28.0), 12.0, 12.0);
}

} // namespace koma
