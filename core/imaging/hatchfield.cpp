// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hatchfield.h"

#include "core/base/random.h"

#include <array>
#include <cmath>
#include <complex>
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

// Of the envelope: 0 leaves it, 1 makes all strokes equally strong. A little is left for a hand's
// lightness, and where waves of opposite phase meet there is no height to make equal.
constexpr double kEvenness = 0.85;
constexpr double kFaintest = 0.05; // of the mean height

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

/// Sums modes row by row: those of equal cycles in x are one cosine and one sine of a row. The real
/// part is the wave, the imaginary part the same a quarter of a turn on, so that the length is the
/// envelope (the analytic signal, Gabor 1946).
std::vector<std::complex<double>> superposed(const std::vector<Mode> &modes)
{
    const auto table = cosineTable();
    const auto cosine = [&](std::int64_t turn) {
        return table.at(static_cast<std::size_t>(turn & (kHatchPeriodPx - 1)));
    };
    const auto unit = [&](std::int64_t turn) {
        return std::complex<double>(cosine(turn), cosine(turn - kHatchPeriodPx / 4));
    };
    std::vector<std::complex<double>> plane(static_cast<std::size_t>(kHatchPeriodPx) *
                                            kHatchPeriodPx);
    auto sample = plane.begin();
    for (int y = 0; y < kHatchPeriodPx; ++y) {
        std::map<std::int64_t, std::complex<double>> terms;
        for (const Mode &mode : modes)
            terms[mode.xCycles] += mode.amplitude * unit(mode.phase + mode.yCycles * y);
        for (int x = 0; x < kHatchPeriodPx; ++x, ++sample) {
            for (const auto &[cycles, term] : terms)
                *sample += term * unit(cycles * x);
        }
    }
    return plane;
}

/// The waves of a plane at nearly the same height everywhere.
std::vector<double> evened(const std::vector<std::complex<double>> &waves)
{
    double mean = 0.0;
    for (const auto &wave : waves)
        mean += std::abs(wave) / static_cast<double>(waves.size());
    std::vector<double> plane;
    plane.reserve(waves.size());
    for (const auto &wave : waves)
        plane.push_back(wave.real() * std::pow(std::abs(wave) / mean + kFaintest, -kEvenness));
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
        // No mode is constant, so the mean is next to 0 as it stands.
        const std::vector<double> plane =
            evened(superposed(modesOf(kWaves.at(i), Random(kSeed, i))));
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
