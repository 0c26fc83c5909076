// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/typinggesture.h"

#include <atomic>

namespace koma {
namespace {

qsizetype commonPrefix(const QString &a, const QString &b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype i = 0;
    while (i < shorter && a[i] == b[i])
        ++i;
    return i;
}

/// What stands in `longer` at the place where it differs from `shorter`.
QString extra(const QString &shorter, const QString &longer)
{
    return longer.mid(commonPrefix(shorter, longer), longer.size() - shorter.size());
}

bool isInsertion(const QString &before, const QString &after)
{
    const qsizetype prefix = commonPrefix(before, after);
    return after.size() > before.size() && after.endsWith(QStringView(before).mid(prefix));
}

} // namespace

GestureNumber TypingGesture::numberFor(const QString &before, const QString &after,
                                       std::int64_t timeMs)
{
    const Direction direction = isInsertion(before, after)   ? Direction::Insert
                                : isInsertion(after, before) ? Direction::Delete
                                                             : Direction::Replace;
    const QString typed = direction == Direction::Insert ? extra(before, after) : QString();
    const bool isSpace = !typed.isEmpty() && typed.front().isSpace();
    const bool beginsWord = direction == Direction::Insert && m_endsInSpace && !isSpace;
    const bool isNewStep = m_isInterrupted || direction != m_direction ||
                           direction == Direction::Replace || timeMs - m_lastMs > kPauseMs ||
                           beginsWord || typed.contains(QLatin1Char('\n'));
    if (isNewStep)
        m_number = nextGestureNumber();
    m_direction = direction;
    m_lastMs = timeMs;
    m_endsInSpace = !typed.isEmpty() && typed.back().isSpace();
    m_isInterrupted = false;
    return m_number;
}

GestureNumber nextGestureNumber()
{
    static std::atomic<GestureNumber> last{0};
    return ++last;
}

} // namespace koma
