// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/document/file/picturestore.h"
#include "core/document/model/comic.h"

#include <filesystem>

namespace koma {

/// A comic with one page for each picture of a comic book archive (CBZ) or of a folder, in the
/// order in which people count ("page 2" before "page 10"). Each page has its picture's aspect at
/// 300 dpi. Title, makers, language and reading direction come from ComicInfo.xml where there is
/// one. Other files are passed over; names in archives are never used as paths. The pictures go
/// into the store. Call it from a job. NotFound, BadFormat (no pictures, no archive), TooLarge for
/// entries that no picture has, Cancelled, and the errors of decoding.
Result<Comic> importPages(const std::filesystem::path &input, PictureStore &pictures,
                          const CancelToken &cancel, const Progress &progress);

} // namespace koma
