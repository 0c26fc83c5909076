// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fixtures.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma::test {

namespace fs = std::filesystem;

fs::path sourceFolder()
{
    return KOMA_SOURCE_DIR;
}

fs::path testData(const char *relative)
{
    return sourceFolder() / "tests" / relative;
}

std::vector<fs::path> testPhotos()
{
    fs::path folder = sourceFolder().parent_path() / "shared" / "data" / "photos" / "heldout";
    if (!fs::is_directory(folder))
        folder = sourceFolder() / "resources" / "samples";
    std::vector<fs::path> photos;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".jpg")
            photos.push_back(entry.path());
    }
    std::sort(photos.begin(), photos.end());
    return photos;
}

namespace {

/// A sample in 0…1: a gradient that turns with the phase, two discs with hard edges and fine
/// ripples.
double paint(double x, double y, double phase, int channel)
{
    const double tau = 2.0 * std::numbers::pi;
    const double angle = tau * phase + 1.6 * (channel % 2);
    double value = 0.5 + 0.5 * ((x - 0.5) * std::cos(angle) + (y - 0.5) * std::sin(angle));
    value += 0.08 * std::sin(tau * (17.0 * x + 11.0 * y + phase));
    const double disc = std::hypot(x - 0.3 - 0.3 * phase, y - 0.4);
    if (disc < 0.2)
        value = 0.9 - 0.3 * channel;
    if (std::hypot(x - 0.7, y - 0.2 - 0.5 * phase) < 0.15)
        value = 0.1 + 0.2 * channel;
    return std::clamp(value, 0.0, 1.0);
}

template<class Sample>
void fill(Image &image, double phase, double scale)
{
    const ImageSize size = image.size();
    for (int y = 0; y < size.heightPx; ++y) {
        auto *row = image.mutableRowAs<Sample>(y);
        for (int x = 0; x < size.widthPx; ++x) {
            for (int c = 0; c < image.channels(); ++c) {
                const double value =
                    paint((x + 0.5) / size.widthPx, (y + 0.5) / size.heightPx, phase, c);
                *row++ = static_cast<Sample>(scale * value);
            }
        }
    }
}

} // namespace

Image paintedImage(ImageSize size, int channels, SampleType type, Random random)
{
    Image image = Image::create(size, channels, type).value();
    const double phase = random.uniform();
    switch (type) {
    case SampleType::U8:
        fill<std::uint8_t>(image, phase, 255.0);
        break;
    case SampleType::U16:
        fill<std::uint16_t>(image, phase, 65535.0);
        break;
    case SampleType::F32:
        fill<float>(image, phase, 1.0);
        break;
    }
    return image;
}

fs::path pathOf(const QTemporaryDir &folder)
{
    return folder.path().toStdString();
}

double meanDifference(const Image &a, const Image &b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.byteCount(); ++i)
        sum += std::abs(std::to_integer<int>(a.view().data[i]) -
                        std::to_integer<int>(b.view().data[i]));
    return sum / static_cast<double>(a.byteCount());
}

} // namespace koma::test
