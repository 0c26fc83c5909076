// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/package/stylepackage.h"
#include "core/engine/stylecatalog.h"

#include <filesystem>

namespace koma {

enum class IfTaken {
    Refuse,
    Replace, ///< the user's style of that id goes; a built-in one is hidden
};

/// Puts a package, as readStylePackage() gave it, into the user's folder of styles, as
/// `stylesFolder`/<id>. The files are written beside it and take the name in one rename, so neither
/// a failure nor a crash leaves half a style to be found. `known` are the styles that are there;
/// InvalidArgument tells which of them has the id, and in which folder. Any thread, one at a time
/// for a folder. The card that comes back knows its folder.
Result<StyleCard> installStyle(const StylePackage &package,
                               const std::filesystem::path &stylesFolder, const StyleCatalog &known,
                               IfTaken ifTaken);

/// What came of a style's file.
struct StyleImport
{
    StyleCard card;       ///< of the file
    bool isTaken = false; ///< a style with its id is there and stayed; nothing was written
};

/// Reads, checks and installs a .komastyle file or a style's folder. Fails as readStylePackage()
/// and installStyle() do, but for an id that is taken.
Result<StyleImport> importStylePackage(const std::filesystem::path &package,
                                       const GeneratorRegistry &registry,
                                       const std::filesystem::path &stylesFolder,
                                       const StyleCatalog &known, IfTaken ifTaken);

} // namespace koma
