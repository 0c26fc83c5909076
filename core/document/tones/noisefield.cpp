// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/noisefield.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace koma {
namespace {

constexpr int kSide = 1024; ///< of the torus, in samples; a power of two
constexpr double kSamplesPerGrain = 8.0;
constexpr std::uint64_t kSeed = 11;

/// The difference of Gaussians of widths s and 1.6 s is largest at the frequency 0.1747 / s.
constexpr double kNarrow = 0.1747 * kSamplesPerGrain;
constexpr double kWide = 1.6 * kNarrow;
constexpr int kThresholdSteps = 1024;

std::size_t indexOf(int x, int y)
{
    return static_cast<std::size_t>(y & (kSide - 1)) * kSide +
           static_cast<std::size_t>(x & (kSide - 1));
}

std::vector<float> gaussianKernel(double sigma)
{
    const int radius = static_cast<int>(std::ceil(3.5 * sigma));
    std::vector<float> kernel;
    double sum = 0.0;
    for (int i = -radius; i <= radius; ++i)
        sum += std::exp(-0.5 * i * i / (sigma * sigma));
    for (int i = -radius; i <= radius; ++i)
        kernel.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma)) / sum));
    return kernel;
}

std::vector<float> blurred(const std::vector<float> &field, double sigma)
{
    const std::vector<float> kernel = gaussianKernel(sigma);
    const int radius = static_cast<int>(kernel.size() / 2);
    std::vector<float> rows(field.size(), 0.0F);
    std::vector<float> result(field.size(), 0.0F);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            float sum = 0.0F;
            for (std::size_t tap = 0; tap < kernel.size(); ++tap)
                sum += kernel[tap] * field[indexOf(x + static_cast<int>(tap) - radius, y)];
            rows[indexOf(x, y)] = sum;
        }
    }
    for (int y = 0; y < kSide; ++y) {
        for (std::size_t tap = 0; tap < kernel.size(); ++tap) {
            const float *from = &rows[indexOf(0, y + static_cast<int>(tap) - radius)];
            float *to = &result[indexOf(0, y)];
            for (int x = 0; x < kSide; ++x)
                to[x] += kernel[tap] * from[x];
        }
    }
    return result;
}

} // namespace

NoiseField::NoiseField()
{
    Random random(kSeed);
    std::vector<float> white(static_cast<std::size_t>(kSide) * kSide);
    for (float &sample : white)
        sample = static_cast<float>(random.uniform(-1.0, 1.0));
    m_samples = blurred(white, kNarrow);
    const std::vector<float> wide = blurred(white, kWide);
    for (std::size_t i = 0; i < m_samples.size(); ++i)
        m_samples[i] -= wide[i];
    // Between samples the field is bilinear and a little flatter: the thresholds must see that too.
    std::vector<float> values;
    for (int i = 0; i < 600000; ++i) {
        const QPointF place(random.uniform(0.0, kSide), random.uniform(0.0, kSide));
        values.push_back(static_cast<float>(at(place / kSamplesPerGrain).value));
    }
    std::sort(values.begin(), values.end());
    for (int i = 0; i <= kThresholdSteps; ++i) {
        const double place = static_cast<double>(values.size() - 1) * i / kThresholdSteps;
        m_thresholds.push_back(values.at(static_cast<std::size_t>(place)));
    }
}

const NoiseField &NoiseField::shared()
{
    static const NoiseField field;
    return field;
}

NoiseField::Sample NoiseField::at(QPointF grains) const
{
    const QPointF place = grains * kSamplesPerGrain;
    const double left = std::floor(place.x());
    const double top = std::floor(place.y());
    const int x = static_cast<int>(std::fmod(left, kSide));
    const int y = static_cast<int>(std::fmod(top, kSide));
    const double fx = place.x() - left;
    const double fy = place.y() - top;
    const double a = m_samples[indexOf(x, y)];
    const double b = m_samples[indexOf(x + 1, y)];
    const double c = m_samples[indexOf(x, y + 1)];
    const double d = m_samples[indexOf(x + 1, y + 1)];
    const double upper = a + fx * (b - a);
    const double lower = c + fx * (d - c);
    return {upper + fy * (lower - upper),
            kSamplesPerGrain *
                QPointF((1.0 - fy) * (b - a) + fy * (d - c), (1.0 - fx) * (c - a) + fx * (d - b))};
}

double NoiseField::threshold(double density) const
{
    const double place = (1.0 - std::clamp(density, 0.0, 1.0)) * kThresholdSteps;
    const auto index = std::min(static_cast<std::size_t>(place), m_thresholds.size() - 2);
    const double share = place - static_cast<double>(index);
    return (1.0 - share) * m_thresholds[index] + share * m_thresholds[index + 1];
}

} // namespace koma
