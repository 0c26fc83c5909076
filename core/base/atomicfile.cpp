// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

fs::path temporaryBeside(const fs::path &path)
{
    static std::atomic<unsigned> counter{0};
    fs::path temporary = path;
    temporary.replace_filename(std::string(".") + path.stem().string() + "." +
                               std::to_string(::getpid()) + "-" + std::to_string(counter++) +
                               ".part" + path.extension().string());
    return temporary;
}

Error cannotWrite(const fs::path &path, const std::string &why)
{
    return {ErrorKind::Unwritable,
            "The file " + path.string() + " cannot be written: " + why +
                ". Check the folder's permissions and the free space.",
            {}};
}

std::string lastSystemError()
{
    return std::error_code(errno, std::generic_category()).message();
}

/// A file beside another until it takes its place; gone at the end, also after an exception.
struct Temporary
{
    explicit Temporary(const fs::path &target) : path(temporaryBeside(target)) {}
    Temporary(const Temporary &) = delete;
    Temporary &operator=(const Temporary &) = delete;
    ~Temporary()
    {
        std::error_code ignored;
        fs::remove(path, ignored);
    }

    fs::path path;
};

/// Asks the disk for the bytes: only then may the rename make them the file.
bool flushToDisk(const fs::path &path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC); // NOLINT(*-vararg)
    if (file < 0)
        return false;
    const bool flushed = ::fsync(file) == 0;
    ::close(file);
    return flushed;
}

} // namespace

Result<void> replaceFileAtomically(const fs::path &path,
                                   const std::function<Result<void>(const fs::path &)> &write)
{
    const Temporary temporary(path);
    if (auto written = write(temporary.path); !written)
        return fail(written.error());
    if (!flushToDisk(temporary.path))
        return fail(cannotWrite(path, lastSystemError()));
    std::error_code renamed;
    fs::rename(temporary.path, path, renamed);
    if (renamed)
        return fail(cannotWrite(path, renamed.message()));
    return {};
}

Result<void> writeFileAtomically(const fs::path &path, std::span<const std::byte> bytes)
{
    return replaceFileAtomically(path, [&](const fs::path &temporary) -> Result<void> {
        std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
        if (!file)
            return fail(cannotWrite(path, lastSystemError()));
        // NOLINTNEXTLINE(*-reinterpret-cast): iostreams speak char
        file.write(reinterpret_cast<const char *>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        file.close();
        if (!file)
            return fail(cannotWrite(path, lastSystemError()));
        return {};
    });
}

Result<void> writeFileAtomically(const fs::path &path, std::string_view text)
{
    return writeFileAtomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

Result<std::string> readFile(const fs::path &path, std::size_t maxBytes)
{
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error)
        return fail(ErrorKind::NotFound, "There is no readable file " + path.string() + ".",
                    error.message());
    if (size > maxBytes)
        return fail(ErrorKind::TooLarge, "The file " + path.string() + " has " +
                                             std::to_string(size) + " bytes; at most " +
                                             std::to_string(maxBytes) + " are expected.");
    std::ifstream file(path, std::ios::binary);
    std::string text(size, '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(size)))
        return fail(ErrorKind::Unreadable, "The file " + path.string() + " cannot be read.");
    return text;
}

} // namespace koma
