// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/ziparchive.h"

#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <set>
#include <utility>

namespace koma {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;
/// 1 January 1980, the first day of MS-DOS and so of zip files.
constexpr std::uint16_t kFirstDosDate = (1U << 5U) | 1U;
constexpr std::uint32_t kDosFolder = 0x10;

/// An archive that is given up, not written, where nobody closes it.
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;

/// libzip's error, for the detail.
class ZipError
{
public:
    ZipError() { zip_error_init(&m_error); }
    ~ZipError() { zip_error_fini(&m_error); }
    ZipError(const ZipError &) = delete;
    ZipError &operator=(const ZipError &) = delete;
    ZipError(ZipError &&) = delete;
    ZipError &operator=(ZipError &&) = delete;

    zip_error_t *get() { return &m_error; }
    std::string text() { return zip_error_strerror(&m_error); }

private:
    zip_error_t m_error{};
};

/// A name from a stranger for a message: short, and nothing that a terminal would obey.
std::string shown(std::string_view name)
{
    constexpr std::size_t kMaxShown = 60;
    std::string text;
    for (const char letter : name.substr(0, kMaxShown)) {
        const auto byte = static_cast<unsigned char>(letter);
        text += byte >= 32 && byte < 127 ? letter : '?';
    }
    return "\"" + text + (name.size() > kMaxShown ? "…\"" : "\"");
}

Result<void> checkKind(zip_t *archive, std::uint64_t index, const std::string &name)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0)
        return fail(ErrorKind::BadFormat, shown(name) + " has unreadable attributes");
    // The upper half has the mode of a Unix file, whatever system it says it comes from.
    const std::uint32_t kind = (attributes >> 16U) & static_cast<std::uint32_t>(S_IFMT);
    if ((attributes & kDosFolder) != 0 ||
        (kind != 0 && kind != static_cast<std::uint32_t>(S_IFREG)))
        return fail(ErrorKind::BadFormat, shown(name) + " is a link or a folder, not a plain file");
    return {};
}

Result<void> checkStorage(const zip_stat_t &entry, const ZipRule &rule)
{
    constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD;
    if ((entry.valid & kNeeded) != kNeeded)
        return fail(ErrorKind::BadFormat, shown(rule.name) + " does not say its size");
    if (entry.size > rule.maxBytes)
        return fail(ErrorKind::TooLarge, shown(rule.name) + " has " + std::to_string(entry.size) +
                                             " bytes; at most " + std::to_string(rule.maxBytes) +
                                             " are accepted");
    if (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE)
        return fail(ErrorKind::BadFormat, shown(rule.name) + " is compressed in an unusual way");
    if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE)
        return fail(ErrorKind::BadFormat, shown(rule.name) + " is encrypted");
    return {};
}

/// Inflates at most the declared bytes, which are within the rule.
Result<std::string> inflated(zip_t *archive, std::uint64_t index, const zip_stat_t &entry,
                             std::string_view name)
{
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen_index(archive, index, 0), &zip_fclose);
    if (!file)
        return fail(ErrorKind::BadFormat, shown(name) + " cannot be opened", zip_strerror(archive));
    std::string content;
    std::array<char, kPieceBytes> piece{};
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0)
            return fail(ErrorKind::BadFormat, shown(name) + " is damaged",
                        zip_file_strerror(file.get()));
        if (got == 0)
            break;
        content.append(piece.data(), static_cast<std::size_t>(got));
        if (content.size() > entry.size)
            return fail(ErrorKind::TooLarge, shown(name) + " is larger than it says");
    }
    if (content.size() != entry.size)
        return fail(ErrorKind::BadFormat, shown(name) + " is shorter than it says");
    return content;
}

Result<ZipFile> readEntry(zip_t *archive, std::uint64_t index, std::span<const ZipRule> rules,
                          std::set<std::string> &seen)
{
    const char *rawName = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
    if (rawName == nullptr)
        return fail(ErrorKind::BadFormat, "it has a file without a name");
    const std::string name = rawName;
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const ZipRule &known) { return known.name == name; });
    if (rule == rules.end())
        return fail(ErrorKind::BadFormat, "it holds " + shown(name) + ", which does not belong");
    if (!seen.insert(name).second)
        return fail(ErrorKind::BadFormat, "it holds " + shown(name) + " twice");
    zip_stat_t entry;
    zip_stat_init(&entry);
    if (zip_stat_index(archive, index, 0, &entry) != 0)
        return fail(ErrorKind::BadFormat, shown(name) + " cannot be looked at");
    if (auto plain = checkKind(archive, index, name); !plain)
        return fail(plain.error());
    if (auto storable = checkStorage(entry, *rule); !storable)
        return fail(storable.error());
    auto content = inflated(archive, index, entry, name);
    if (!content)
        return fail(content.error());
    return ZipFile{name, std::move(*content)};
}

Result<void> addFile(zip_t *archive, const ZipFile &file)
{
    zip_source_t *source = zip_source_buffer(archive, file.content.data(), file.content.size(), 0);
    if (source == nullptr)
        return fail(ErrorKind::OutOfMemory, "The file " + file.name + " cannot be packed.");
    const zip_int64_t index = zip_file_add(archive, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return fail(ErrorKind::InvalidArgument, "The file " + file.name + " cannot be packed.",
                    zip_strerror(archive));
    }
    zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kFirstDosDate, 0);
    return {};
}

Result<std::string> contentOf(zip_source_t *source)
{
    zip_stat_t size;
    zip_stat_init(&size);
    if (zip_source_stat(source, &size) != 0 || zip_source_open(source) != 0)
        return fail(ErrorKind::Internal, "A packed archive cannot be read.");
    std::string content(size.size, '\0');
    const zip_int64_t got = zip_source_read(source, content.data(), content.size());
    zip_source_close(source);
    if (got < 0 || static_cast<std::size_t>(got) != content.size())
        return fail(ErrorKind::Internal, "A packed archive cannot be read to its end.");
    return content;
}

} // namespace

Result<std::vector<ZipFile>> readZip(std::span<const std::byte> archive,
                                     std::span<const ZipRule> rules)
{
    if (archive.empty()) // which libzip takes for an archive without files
        return fail(ErrorKind::BadFormat, "it is empty");
    ZipError error;
    Source source(zip_source_buffer_create(archive.data(), archive.size(), 0, error.get()),
                  &zip_source_free);
    if (!source)
        return fail(ErrorKind::OutOfMemory, "it cannot be held in memory", error.text());
    const Archive opened(
        zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, error.get()), &zip_discard);
    if (!opened)
        return fail(ErrorKind::BadFormat, "it is not a sound zip archive", error.text());
    static_cast<void>(source.release()); // the archive has it now
    const zip_int64_t count = zip_get_num_entries(opened.get(), 0);
    if (count < 0 || static_cast<std::size_t>(count) > rules.size())
        return fail(ErrorKind::BadFormat, "it holds " + std::to_string(count) + " files; at most " +
                                              std::to_string(rules.size()) + " belong");
    std::vector<ZipFile> files;
    std::set<std::string> seen;
    for (std::uint64_t index = 0; index < static_cast<std::uint64_t>(count); ++index) {
        auto file = readEntry(opened.get(), index, rules, seen);
        if (!file)
            return fail(file.error());
        files.push_back(std::move(*file));
    }
    return files;
}

Result<std::string> writeZip(std::span<const ZipFile> files)
{
    ZipError error;
    const Source source(zip_source_buffer_create(nullptr, 0, 0, error.get()), &zip_source_free);
    if (!source)
        return fail(ErrorKind::OutOfMemory, "There is no memory for an archive.", error.text());
    zip_source_keep(source.get()); // the archive frees one share, this function the other
    Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, error.get()), &zip_discard);
    if (!archive) {
        zip_source_free(source.get());
        return fail(ErrorKind::Internal, "An archive cannot be made.", error.text());
    }
    for (const ZipFile &file : files) {
        if (auto added = addFile(archive.get(), file); !added)
            return fail(added.error());
    }
    if (zip_close(archive.get()) != 0)
        return fail(ErrorKind::Internal, "An archive cannot be finished.",
                    zip_strerror(archive.get()));
    static_cast<void>(archive.release()); // closed
    return contentOf(source.get());
}

} // namespace koma
