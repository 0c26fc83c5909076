// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <memory>
#include <string>

namespace koma {

/// Seconds as people say them: "0.4 s", "12 s", "3 min 20 s", "2 h 05 min".
std::string durationText(double seconds);

/// How far one piece of work is, on stderr: on a terminal one line that is redrawn with the time
/// left and removed at the end; elsewhere a plain line every ten seconds, so that logs stay short.
class TerminalProgress
{
public:
    explicit TerminalProgress(std::string title);
    ~TerminalProgress();
    TerminalProgress(const TerminalProgress &) = delete;
    TerminalProgress &operator=(const TerminalProgress &) = delete;
    TerminalProgress(TerminalProgress &&) = delete;
    TerminalProgress &operator=(TerminalProgress &&) = delete;

    /// What the work reports to; may be called from any thread and outlive this object.
    [[nodiscard]] Progress progress() const;

private:
    class Line;
    std::shared_ptr<Line> m_line;
};

} // namespace koma
