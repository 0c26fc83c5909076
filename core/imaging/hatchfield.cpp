// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hatchfield.h"

#include "core/base/random.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>

namespace koma {
namespace {

constexpr std::array kWaves{HatchWave{5.5, 0.0},   HatchWave{5.5, 22.5}, HatchWave{5.5, 45.0},
                            HatchWave{5.5, 67.5},  HatchWave{5.5, 90.0}, HatchWave{5.5, 112.5},
                            HatchWave{5.5, 135.0}, HatchWave{5.5, 157.5}};

// Bandwidths as shares of the wave number: narrow along the wave vector for even spacing, narrower
// across it for long strokes.
constexpr double kSpacingBand = 0.12;
constexpr double kLengthBand = 0.07;
constexpr std::uint64_t kSeed = 7;

/// One cosine of whole cycles on the torus.
struct Mode
{
    std::int64_t xCycles;
    std::int64_t yCycles;
    std::int64_t phase; ///< in turns of 1/period
    double amplitude;
};

std::vector<Mode> modesOf(const HatchWave &wave, Random random)
{
    const double cycles = kHatchPeriodPx / wave.spacingPx;
    const double angle = wave.angleDegrees * std::numbers::pi / 180.0;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    std::vector<Mode> modes;
    for (int y = -kHatchPeriodPx / 2; y < kHatchPeriodPx / 2; ++y) {
        for (int x = -kHatchPeriodPx / 2; x < kHatchPeriodPx / 2; ++x) {
            const double dx = x - cycles * cosine;
            const double dy = y - cycles * sine;
            const double along = (dx * cosine + dy * sine) / (kSpacingBand * cycles);
            const double across = (dy * cosine - dx * sine) / (kLengthBand * cycles);
            const double amplitude = std::exp(-0.5 * (along * along + across * across));
            const std::int64_t phase = random.below(kHatchPeriodPx);
            if (amplitude > 0.01)
                modes.push_back({x, y, phase, amplitude});
        }
    }
    return modes;
}

/// The cosine of whole turns over the period.
std::array<double, kHatchPeriodPx> cosineTable()
{
    std::array<double, kHatchPeriodPx> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table.at(i) = std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / kHatchPeriodPx);
    return table;
}

/// Sums modes row by row: those of equal cycles in x are one cosine and one sine of a row.
std::vector<double> superposed(const std::vector<Mode> &modes)
{
    const auto table = cosineTable();
    const auto cosine = [&](std::int64_t turn) {
        return table.at(static_cast<std::size_t>(turn & (kHatchPeriodPx - 1)));
    };
    const auto sine = [&](std::int64_t turn) { return cosine(turn - kHatchPeriodPx / 4); };
    struct RowTerm
    {
        double cosine = 0.0;
        double sine = 0.0;
    };
    std::vector<double> plane(static_cast<std::size_t>(kHatchPeriodPx) * kHatchPeriodPx);
    auto sample = plane.begin();
    for (int y = 0; y < kHatchPeriodPx; ++y) {
        std::map<std::int64_t, RowTerm> terms;
        for (const Mode &mode : modes) {
            const std::int64_t turn = mode.phase + mode.yCycles * y;
            RowTerm &term = terms[mode.xCycles];
            term.cosine += mode.amplitude * cosine(turn);
            term.sine += mode.amplitude * sine(turn);
        }
        for (int x = 0; x < kHatchPeriodPx; ++x, ++sample) {
            for (const auto &[cycles, term] : terms)
                *sample += term.cosine * cosine(cycles * x) - term.sine * sine(cycles * x);
        }
    }
    return plane;
}

} // namespace

std::span<const HatchWave> hatchWaves()
{
    return kWaves;
}

std::vector<float> hatchField()
{
    std::vector<float> field;
    for (std::size_t i = 0; i < kWaves.size(); ++i) {
        // No mode is constant, so the mean is 0 as it stands.
        const std::vector<double> plane = superposed(modesOf(kWaves.at(i), Random(kSeed, i)));
        double squares = 0.0;
        for (const double sample : plane)
            squares += sample * sample;
        const double scale = 1.0 / std::sqrt(squares / static_cast<double>(plane.size()));
        for (const double sample : plane)
            field.push_back(static_cast<float>(scale * sample));
    }
    return field;
}

} // namespace koma
