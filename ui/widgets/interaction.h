// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

namespace koma {

/// Tells which edits of a widget are one stroke of the hand: a drag, or steps that follow each
/// other without a pause. Each stroke has a number that no other had, on any widget.
class Interaction
{
public:
    /// The hand goes down: whatever follows is another stroke.
    void begin();
    /// The hand is lifted: the next edit is another stroke, however soon.
    void end() { m_number = 0; }
    /// The stroke of an edit that happens now. While the hand is down, pauses do not count.
    int ofEdit(bool isHandDown = false);

private:
    QElapsedTimer m_sinceEdit;
    int m_number = 0;
};

} // namespace koma
