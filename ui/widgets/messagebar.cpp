// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagebar.h"

#include "ui/theme/icon.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace koma {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_explanation(new QLabel(this)),
      m_offerButton(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_title->setObjectName(QStringLiteral("messageTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(themeIcon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss the message"));

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_explanation);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 8, 10);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(m_offerButton, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignTop);

    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_offerButton, &QPushButton::clicked, this, [this] {
        hide();
        if (m_accepted)
            m_accepted();
    });
    hide();
}

void MessageBar::showProblem(const ErrorText &text)
{
    const QString explanation = text.nextStep.isEmpty()
                                    ? text.explanation
                                    : QString(text.explanation + QLatin1Char('\n') + text.nextStep);
    present(Tone::Problem, text.title, explanation, {});
}

void MessageBar::showInformation(const QString &title, const QString &explanation,
                                 const Offer &offer)
{
    present(Tone::Information, title, explanation, offer);
}

void MessageBar::present(Tone tone, const QString &title, const QString &explanation,
                         const Offer &offer)
{
    m_tone = tone;
    const bool isProblem = tone == Tone::Problem;
    setProperty("tone", isProblem ? QStringLiteral("problem") : QStringLiteral("information"));
    style()->unpolish(this);
    style()->polish(this);
    const QIcon icon = themeIcon(isProblem ? QStringLiteral("warning") : QStringLiteral("info"));
    m_icon->setPixmap(icon.pixmap(QSize(20, 20), devicePixelRatioF()));
    m_title->setText(title);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_offerButton->setText(offer.text);
    m_offerButton->setVisible(!offer.text.isEmpty());
    m_accepted = offer.accepted;
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    show();
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

QString MessageBar::title() const
{
    return m_title->text();
}

QString MessageBar::explanation() const
{
    return m_explanation->text();
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace koma
