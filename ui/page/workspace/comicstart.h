// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/journal/journalfolder.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace koma {

struct ComicCommands;

/// What the Page workspace says before a comic is open: what can be done next, and which comics a
/// crash has left unsaved.
class ComicStart : public QWidget
{
    Q_OBJECT

public:
    ComicStart(const ComicCommands &actions, QWidget *parent = nullptr);

    void setRecoverable(const std::vector<RecoverableJournal> &journals);

Q_SIGNALS:
    void recoverRequested(const koma::RecoverableJournal &journal);
    void discardRequested(const koma::RecoverableJournal &journal);

private:
    QWidget *m_recovery;
    QVBoxLayout *m_rows;
};

} // namespace koma
