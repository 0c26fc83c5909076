// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace koma::bench {

/// Counts this thread's forward convolutions by the sizes of input and weights while it lives: what
/// most of a step's work is, for comparing two implementations of it. One at a time.
class ConvolutionLog
{
public:
    ConvolutionLog();
    ~ConvolutionLog();
    ConvolutionLog(const ConvolutionLog &) = delete;
    ConvolutionLog &operator=(const ConvolutionLog &) = delete;
    ConvolutionLog(ConvolutionLog &&) = delete;
    ConvolutionLog &operator=(ConvolutionLog &&) = delete;

    /// "[4, 12, 112, 112] [24, 12, 3, 3]" to how often.
    [[nodiscard]] std::map<std::string, int> take() const;

private:
    std::uint64_t m_handle = 0;
};

} // namespace koma::bench
