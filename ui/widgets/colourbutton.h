// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/interaction.h"

#include <QColor>
#include <QToolButton>

class QMenu;

namespace koma {

/// A swatch that opens a colour dialog; the arrow beside it (or the down key) offers the colours
/// that were chosen last, here or on another button. Where several things have different colours
/// it shows a dash.
class ColourButton : public QToolButton
{
    Q_OBJECT

public:
    explicit ColourButton(const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] QColor colour() const { return m_colour; }
    [[nodiscard]] bool isMixed() const { return m_isMixed; }
    /// Neither announces anything.
    void showColour(const QColor &colour);
    void showMixed();

    /// The newest first; at most eight. They are the custom colours of Qt's dialog, which shows
    /// them too and keeps them for the next start.
    [[nodiscard]] static QList<QColor> recentColours();

Q_SIGNALS:
    /// The user chose; changes with the same `interaction` are one stroke of the hand.
    void colourEdited(const QColor &colour, int interaction);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void openDialog();
    void fillMenu();
    void choose(const QColor &colour);
    void showSwatch();

    QString m_name;
    QColor m_colour = Qt::black;
    bool m_isMixed = false;
    Interaction m_interaction;
    QMenu *m_menu;
};

} // namespace koma
