// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace koma {

/// Sends the log to stderr (warnings and errors; KOMA_LOG=info or debug for more) and, where a file
/// is named, everything from "info" on into that file too, of which three of 1 MB are kept. Once,
/// before any other thread; a log file that cannot be written is a warning.
void startLogging(const std::filesystem::path &file = {});

} // namespace koma
