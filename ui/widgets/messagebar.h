// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/errortext.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace koma {

/// A message inside the window that stops nobody: what happened, what to do, and at most one
/// button.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Tone { Information, Problem };

    struct Offer
    {
        QString text;
        std::function<void()> accepted;
    };

    explicit MessageBar(QWidget *parent = nullptr);

    void showProblem(const ErrorText &text);
    void showInformation(const QString &title, const QString &explanation, const Offer &offer = {});
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void present(Tone tone, const QString &title, const QString &explanation, const Offer &offer);

    Tone m_tone = Tone::Information;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_explanation;
    QPushButton *m_offerButton;
    QToolButton *m_close;
    std::function<void()> m_accepted;
};

} // namespace koma
