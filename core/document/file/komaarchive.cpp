// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/komaarchive.h"

#include "core/document/file/zipsalvage.h"
#include "core/document/zip/zipreader.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPictureFolder = "pictures/";
constexpr std::string_view kStyleFolder = "styles/";
constexpr std::uint64_t kMaxEntries = 100'000;

bool isLowerOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isHex(char c)
{
    return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9');
}

bool isPictureName(std::string_view name)
{
    constexpr std::size_t kHashDigits = 64;
    if (name.size() < kHashDigits + 2 || name.size() > kHashDigits + 6 || name[kHashDigits] != '.')
        return false;
    const std::string_view extension = name.substr(kHashDigits + 1);
    return std::all_of(name.begin(), name.begin() + kHashDigits, isHex) &&
           std::all_of(extension.begin(), extension.end(), isLowerOrDigit);
}

/// "<id>/<file>", both plain names: nothing that could lead elsewhere or hide.
bool isStyleName(std::string_view name)
{
    const std::size_t slash = name.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 >= name.size())
        return false;
    const std::string_view id = name.substr(0, slash);
    const std::string_view file = name.substr(slash + 1);
    const auto isIdLetter = [](char c) { return isLowerOrDigit(c) || c == '-'; };
    const auto isFileLetter = [](char c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    };
    constexpr std::size_t kMaxName = 100;
    return id.size() <= kMaxName && file.size() <= kMaxName && file.front() != '.' &&
           std::all_of(id.begin(), id.end(), isIdLetter) &&
           std::all_of(file.begin(), file.end(), isFileLetter);
}

/// The most that an entry of this name may hold; 0 for names that no .koma has.
std::uint64_t limitFor(std::string_view name)
{
    if (name == kMimetypeEntry)
        return kKomaMimetype.size() + 2;
    if (name == kDocumentEntry)
        return kMaxDocumentBytes;
    if (name.starts_with(kPictureFolder) && isPictureName(name.substr(kPictureFolder.size())))
        return kMaxPictureBytes;
    if (name.starts_with(kStyleFolder) && isStyleName(name.substr(kStyleFolder.size())))
        return kMaxStyleBytes;
    return 0;
}

struct Entry
{
    ZipReader::Entry zipped;  ///< or, where there is no directory:
    std::uint64_t offset = 0; ///< in the file
    std::uint64_t sizeBytes = 0;
};

Error damaged(const std::string &name)
{
    return {ErrorKind::BadFormat, "The entry " + name + " of the comic is damaged.", {}};
}

} // namespace

struct KomaArchive::State
{
    void add(const std::string &name, const Entry &entry)
    {
        if (limitFor(name) > 0)
            entries.emplace(name, entry);
        else
            foreign.push_back(name);
    }

    Result<std::string> readZipped(const std::string &name, const Entry &entry, Reading reading)
    {
        ZipReader::Content content = zip->read(entry.zipped);
        const bool isMissing = content.bytes.empty() && !content.isWhole;
        if (isMissing || (!content.isWhole && reading == Reading::Whole))
            return fail(damaged(name));
        return std::move(content.bytes);
    }

    Result<std::string> readSalvaged(const std::string &name, const Entry &entry)
    {
        std::string bytes(entry.sizeBytes, '\0');
        salvaged.clear();
        salvaged.seekg(static_cast<std::streamoff>(entry.offset));
        salvaged.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (static_cast<std::size_t>(salvaged.gcount()) != bytes.size())
            return fail(damaged(name));
        return bytes;
    }

    std::unique_ptr<ZipReader> zip; ///< or, where the directory is lost:
    std::ifstream salvaged;
    std::map<std::string, Entry> entries;
    std::vector<std::string> foreign;
    std::mutex mutex;
};

std::string pictureEntry(std::string_view sha256, std::string_view extension)
{
    return std::string(kPictureFolder) + std::string(sha256) + "." + std::string(extension);
}

KomaArchive::KomaArchive(std::unique_ptr<State> state) : m_state(std::move(state)) {}

KomaArchive::~KomaArchive() = default;

Result<std::shared_ptr<const KomaArchive>> KomaArchive::open(const fs::path &path)
{
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        return fail(ErrorKind::NotFound, "There is no file " + path.string() + ".");
    auto state = std::make_unique<State>();
    state->zip = ZipReader::open(path);
    if (state->zip == nullptr)
        return salvage(path);
    if (state->zip->entryCount() > kMaxEntries)
        return fail(ErrorKind::TooLarge, "The file " + path.string() +
                                             " has more entries than any comic; it is not opened.");
    for (ZipReader::Entry &entry : state->zip->entries()) {
        const std::string name = entry.name;
        const std::uint64_t sizeBytes = entry.sizeBytes;
        state->add(name, {std::move(entry), 0, sizeBytes});
    }
    return std::shared_ptr<const KomaArchive>(new KomaArchive(std::move(state)));
}

Result<std::shared_ptr<const KomaArchive>> KomaArchive::salvage(const fs::path &path)
{
    const auto found = detail::salvagedEntries(path);
    if (!found)
        return fail(found.error());
    auto state = std::make_unique<State>();
    for (const detail::SalvagedEntry &entry : *found) {
        // Half a picture would never match its name; half a document is worth having.
        if (!entry.isCutShort || entry.name == kDocumentEntry)
            state->add(entry.name, {{}, entry.offset, entry.sizeBytes});
    }
    if (state->entries.empty())
        return fail(ErrorKind::BadFormat, "The file " + path.string() +
                                              " is not a comic by Koma, or nothing is left of it.");
    state->salvaged.open(path, std::ios::binary);
    return std::shared_ptr<const KomaArchive>(new KomaArchive(std::move(state)));
}

Result<std::string> KomaArchive::read(const std::string &name, Reading reading) const
{
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->entries.find(name);
    if (found == m_state->entries.end())
        return fail(ErrorKind::NotFound, "The comic has no entry " + name + ".");
    if (found->second.sizeBytes > limitFor(name))
        return fail(ErrorKind::TooLarge,
                    "The entry " + name + " claims to be larger than any of its kind.");
    return m_state->zip != nullptr ? m_state->readZipped(name, found->second, reading)
                                   : m_state->readSalvaged(name, found->second);
}

std::optional<std::uint64_t> KomaArchive::sizeBytes(const std::string &name) const
{
    const auto found = m_state->entries.find(name);
    return found != m_state->entries.end() ? std::optional(found->second.sizeBytes) : std::nullopt;
}

std::vector<std::string> KomaArchive::names() const
{
    std::vector<std::string> names;
    for (const auto &[name, entry] : m_state->entries)
        names.push_back(name);
    return names;
}

const std::vector<std::string> &KomaArchive::foreignNames() const
{
    return m_state->foreign;
}

bool KomaArchive::isSalvaged() const
{
    return m_state->zip == nullptr;
}

} // namespace koma
