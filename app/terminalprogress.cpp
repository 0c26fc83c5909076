// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminalprogress.h"

#include <spdlog/fmt/fmt.h>

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <utility>

namespace koma {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kClearLine = "\r\x1b[K";
constexpr double kRedrawSeconds = 0.1;
constexpr double kPlainLineSeconds = 10.0;
constexpr double kLeastFractionForEstimate = 0.02;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

std::string durationText(double seconds)
{
    if (seconds < 9.95)
        return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 60)
        return fmt::format("{} s", whole);
    if (whole < 3600)
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

class TerminalProgress::Line
{
public:
    explicit Line(std::string title)
        : m_title(std::move(title)),
          m_terminal(isatty(STDERR_FILENO) == 1),
          m_start(Clock::now()),
          m_lastShown(m_start)
    {
    }

    void show(double fraction, std::string_view stage)
    {
        const std::lock_guard lock(m_mutex);
        const double interval = m_terminal ? kRedrawSeconds : kPlainLineSeconds;
        if (m_finished || secondsSince(m_lastShown) < interval)
            return;
        m_lastShown = Clock::now();
        std::string text = fmt::format("{}: {:.0f} %", m_title, 100.0 * fraction);
        if (!stage.empty())
            text += fmt::format(" ({})", stage);
        if (fraction > kLeastFractionForEstimate) {
            const double left = secondsSince(m_start) * (1.0 - fraction) / fraction;
            text += fmt::format(", {} left", durationText(left));
        }
        if (m_terminal)
            fmt::print(stderr, "{}{}", kClearLine, text);
        else
            fmt::print(stderr, "{}\n", text);
        std::fflush(stderr);
    }

    void finish()
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
        if (m_terminal)
            fmt::print(stderr, "{}", kClearLine);
        std::fflush(stderr);
    }

private:
    std::mutex m_mutex;
    std::string m_title;
    bool m_terminal;
    bool m_finished = false;
    Clock::time_point m_start;
    Clock::time_point m_lastShown;
};

TerminalProgress::TerminalProgress(std::string title)
    : m_line(std::make_shared<Line>(std::move(title)))
{
}

TerminalProgress::~TerminalProgress()
{
    m_line->finish();
}

Progress TerminalProgress::progress() const
{
    return Progress(
        [line = m_line](double fraction, std::string_view stage) { line->show(fraction, stage); });
}

} // namespace koma
