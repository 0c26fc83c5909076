// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/changevaluecommand.h"

#include <QString>

namespace koma {

/// Decides which keystrokes are one undo step, as writers expect: a word with the space after it,
/// or a run of deletions, without a pause. Used by the text tool for one text block at a time.
class TypingGesture
{
public:
    static constexpr std::int64_t kPauseMs = 1500;

    /// The number for a change from one text to the next at a time that only grows.
    GestureNumber numberFor(const QString &before, const QString &after, std::int64_t timeMs);
    /// The next keystroke begins a step: the caret was put elsewhere, the look changed.
    void interrupt() { m_isInterrupted = true; }

private:
    enum class Direction { Insert, Delete, Replace };

    GestureNumber m_number = 0;
    Direction m_direction = Direction::Insert;
    std::int64_t m_lastMs = 0;
    bool m_endsInSpace = false;
    bool m_isInterrupted = true;
};

/// A number that no gesture of this run had yet. Thread-safe.
GestureNumber nextGestureNumber();

} // namespace koma
