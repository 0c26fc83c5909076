// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace koma {

/// What the middle of the window says before there is a picture: what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setSampleOffered(bool offered);
    /// A file hovers over the window.
    void setDropHighlighted(bool highlighted);

Q_SIGNALS:
    void openRequested();
    void sampleRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_sampleButton = nullptr;
    bool m_isDropHighlighted = false;
};

} // namespace koma
