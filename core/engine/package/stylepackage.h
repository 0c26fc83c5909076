// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace koma {

inline constexpr const char *kStylePackageEnding = ".komastyle";

/// A style as it travels from one person to another: a zip archive of `style.json` (the card),
/// `weights.safetensors`, `LICENSE` and, where the card names one, `preview.jpg` or `preview.webp`.
/// It lives in memory; nothing in it is ever run. A value, any thread.
struct StylePackage
{
    StyleCard card; ///< names its files as above; its folder is empty
    std::string weights;
    std::string preview; ///< empty where the card names none
    std::string licence; ///< plain text
};

/// Reads a style's folder or a finished run's, for export. A folder without a LICENSE gets one
/// that tells what the card says. Fails as checkStylePackage() does, so that what is exported can
/// be imported.
Result<StylePackage> packageOfFolder(const std::filesystem::path &folder);

/// Writes the archive atomically; equal styles give equal bytes.
Result<void> writeStylePackage(const std::filesystem::path &file, const StylePackage &package);

/// Reads and checks a file, or a style's folder, that a stranger made, all in memory; writes
/// nothing. Besides what
/// checkStylePackage() finds: NotFound, TooLarge, BadFormat for an archive with anything else in it
/// than the files above, Unsupported for an unknown architecture and InvalidArgument for
/// parameters that it does not have.
Result<StylePackage> readStylePackage(const std::filesystem::path &file,
                                      const GeneratorRegistry &registry);

/// Whether a package is what it says: HashMismatch where the weights are not the card's, BadFormat
/// for weights that are no sound safetensors file, a preview that does not decode, or texts with
/// control characters; TooLarge beyond a limit.
Result<void> checkStylePackage(const StylePackage &package);

} // namespace koma
