// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/filelock.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace koma {

Result<FileLock> FileLock::take(const std::filesystem::path &file)
{
    constexpr int kReadableByAll = 0644;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): what open() is
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kReadableByAll);
    if (descriptor < 0)
        return fail(ErrorKind::Unwritable,
                    "The file " + file.string() +
                        " cannot be made. Check the folder's permissions.",
                    std::generic_category().message(errno));
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorKind::Unwritable, "The folder " + file.parent_path().string() +
                                               " is in use by another Koma. Wait until it is done, "
                                               "or stop it.");
    return lock;
}

bool FileLock::isTaken(const std::filesystem::path &file)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): what open() is
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const FileLock lock(descriptor);
    return ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FileLock::FileLock(FileLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

} // namespace koma
