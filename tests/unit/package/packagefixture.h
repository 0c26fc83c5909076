// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"
#include "core/engine/package/stylepackage.h"
#include "tests/unit/package/rawzip.h"

#include <QStringList>

#include <filesystem>
#include <string>
#include <vector>

namespace koma::test {

/// A registry that knows the architecture "conv" by name.
GeneratorRegistry namingRegistry();

/// A sound safetensors file with one tensor of so many floats, made byte by byte.
std::string tinyWeights(int floats = 4);

/// A small sound style with a JPEG preview.
StylePackage soundPackage(const std::string &id = "tiny-ink");

/// The package as the files of an archive, to be tampered with.
std::vector<RawZipFile> rawFilesOf(const StylePackage &package);

/// Every path below a folder, sorted.
QStringList treeOf(const std::filesystem::path &folder);

bool equal(const StylePackage &one, const StylePackage &other);

void writeBytes(const std::filesystem::path &path, const std::string &bytes);

} // namespace koma::test
