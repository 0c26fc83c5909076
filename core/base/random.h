// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace koma {

/// A counter-based random stream: the same (seed, stream, item) gives the same numbers on every
/// machine and in any order of use, so training needs no random state in its checkpoints. The
/// mixing function is SplitMix64 (Steele, Lea, Flood 2014). Not for cryptography.
class Random
{
public:
    explicit constexpr Random(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t item = 0)
        : m_state(mix(seed ^ mix(stream ^ mix(item + kGolden))))
    {
    }

    constexpr std::uint64_t next()
    {
        m_state += kGolden;
        return mix(m_state);
    }

    /// Uniform in [0, 1) with 53 bits.
    constexpr double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }

    /// Uniform in 0…count-1; count must be positive. The bias is below 2^-32 for the counts used
    /// here.
    constexpr std::int64_t below(std::int64_t count)
    {
        return static_cast<std::int64_t>(uniform() * static_cast<double>(count));
    }
    constexpr bool chance(double probability) { return uniform() < probability; }

private:
    static constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15ULL;
    static constexpr std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }

    std::uint64_t m_state;
};

} // namespace koma
