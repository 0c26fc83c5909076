// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace koma {

/// Holds a file as taken by this process until it is destroyed, or the process ends in whatever
/// way (flock). Movable; any thread.
class FileLock
{
public:
    /// Makes the file where it is missing. Unwritable where that fails or somebody else holds it.
    static Result<FileLock> take(const std::filesystem::path &file);
    /// Whether somebody holds it; false for a file that is not there.
    static bool isTaken(const std::filesystem::path &file);

    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor = -1;
};

} // namespace koma
