// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace koma {

/// Means of losses between two reports.
class LossMeans
{
public:
    void add(const std::map<std::string, double> &losses)
    {
        for (const auto &[name, value] : losses) {
            auto &[sum, count] = m_sums[name];
            sum += value;
            ++count;
        }
    }

    std::map<std::string, double> take()
    {
        std::map<std::string, double> means;
        for (const auto &[name, entry] : m_sums)
            means[name] = entry.first / static_cast<double>(entry.second);
        m_sums.clear();
        return means;
    }

private:
    std::map<std::string, std::pair<double, std::int64_t>> m_sums;
};

/// Says when something is due that happens every so many seconds.
class Interval
{
public:
    using Clock = std::chrono::steady_clock;

    explicit Interval(double seconds) : m_seconds(seconds) {}

    bool isDue()
    {
        if (std::chrono::duration<double>(Clock::now() - m_last).count() < m_seconds)
            return false;
        m_last = Clock::now();
        return true;
    }

private:
    double m_seconds;
    Clock::time_point m_last = Clock::now();
};

} // namespace koma
