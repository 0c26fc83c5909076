// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/imaging/image.h"

#include <QTemporaryDir>

#include <filesystem>
#include <vector>

namespace koma::test {

/// The project's source folder.
std::filesystem::path sourceFolder();

/// A file below tests/, such as "golden/data/ssim.json".
std::filesystem::path testData(const char *relative);

/// Photos to test with: the shared data beside the checkout where it is there, the project's own
/// samples otherwise. Never empty.
std::vector<std::filesystem::path> testPhotos();

/// A picture with smooth areas, edges and texture, different for every random stream.
Image paintedImage(ImageSize size, int channels, SampleType type, Random random);

/// The mean of the differences of two U8 pictures of one size, in levels of 0…255.
double meanDifference(const Image &a, const Image &b);

/// A temporary folder's path as std::filesystem speaks it.
std::filesystem::path pathOf(const QTemporaryDir &folder);

} // namespace koma::test
