// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/picturestore.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"

#include <algorithm>
#include <array>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

std::string entryOf(const PictureRef &picture)
{
    return pictureEntry(picture.sha256.toStdString(), picture.extension.toStdString());
}

/// What a file's first bytes say it is; formats that decodePicture() knows.
QString extensionOf(std::span<const std::byte> bytes)
{
    using Mark = std::pair<std::string_view, const char *>;
    using namespace std::string_view_literals;
    static constexpr std::array<Mark, 6> kMarks{{{"\x89PNG"sv, "png"},
                                                 {"\xff\xd8\xff"sv, "jpg"},
                                                 {"RIFF"sv, "webp"},
                                                 {"II*\0"sv, "tif"},
                                                 {"MM\0*"sv, "tif"},
                                                 {"BM"sv, "bmp"}}};
    // NOLINTNEXTLINE(*-reinterpret-cast): bytes as text
    const std::string_view text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    for (const auto &[mark, extension] : kMarks) {
        if (text.starts_with(mark))
            return QString::fromLatin1(extension);
    }
    return QStringLiteral("bin");
}

std::span<const std::byte> bytesOf(const std::string &text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

tl::unexpected<Error> missing(const PictureRef &picture)
{
    return fail(ErrorKind::NotFound, "The picture " + picture.sha256.left(12).toStdString() +
                                         "… is not in the comic's file.");
}

} // namespace

bool isWellNamed(const PictureRef &picture)
{
    const auto isHex = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    const auto isPlain = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z');
    };
    return picture.sha256.size() == 64 && !picture.extension.isEmpty() &&
           picture.extension.size() <= 5 &&
           std::all_of(picture.sha256.begin(), picture.sha256.end(), isHex) &&
           std::all_of(picture.extension.begin(), picture.extension.end(), isPlain);
}

PictureStore::PictureStore(fs::path sessionFolder) : m_folder(std::move(sessionFolder)) {}

Result<PictureRef> PictureStore::addFile(const fs::path &path)
{
    const auto text = readFile(path, kMaxPictureBytes);
    if (!text)
        return fail(text.error());
    return addBytes(bytesOf(*text));
}

Result<PictureRef> PictureStore::addBytes(std::span<const std::byte> bytes)
{
    if (bytes.size() > kMaxPictureBytes)
        return fail(ErrorKind::TooLarge, "The picture's file is too large for a comic.");
    const auto picture = decodePicture(bytes);
    if (!picture)
        return fail(picture.error());
    const ImageSize size = picture->image.size();
    PictureRef ref{QString::fromStdString(sha256Hex(bytes)), extensionOf(bytes), size.widthPx,
                   size.heightPx};
    if (contains(ref))
        return ref;
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (auto written = writeFileAtomically(sessionPath(ref), bytes); !written)
        return fail(written.error());
    return ref;
}

void PictureStore::attach(std::shared_ptr<const KomaArchive> archive)
{
    const std::lock_guard lock(m_mutex);
    const std::vector<std::string> names = archive->names();
    // An earlier file that offers nothing beyond the new one is closed.
    std::erase_if(m_archives, [&](const std::shared_ptr<const KomaArchive> &earlier) {
        const std::vector<std::string> offered = earlier->names();
        return std::includes(names.begin(), names.end(), offered.begin(), offered.end());
    });
    m_archives.push_back(std::move(archive));
}

bool PictureStore::contains(const PictureRef &picture) const
{
    return sizeBytes(picture).has_value();
}

std::optional<std::uint64_t> PictureStore::sizeBytes(const PictureRef &picture) const
{
    if (!isWellNamed(picture))
        return {};
    if (const auto archive = archiveWith(picture); archive != nullptr)
        return archive->sizeBytes(entryOf(picture));
    std::error_code error;
    const std::uint64_t size = fs::file_size(sessionPath(picture), error);
    return error ? std::nullopt : std::optional(size);
}

Result<std::string> PictureStore::read(const PictureRef &picture) const
{
    auto bytes = readUnchecked(picture);
    if (bytes && sha256Hex(bytesOf(*bytes)) != picture.sha256.toStdString())
        return fail(ErrorKind::HashMismatch, "The picture " +
                                                 picture.sha256.left(12).toStdString() +
                                                 "… in the comic's file is damaged.");
    return bytes;
}

Result<std::string> PictureStore::readUnchecked(const PictureRef &picture) const
{
    if (!isWellNamed(picture))
        return missing(picture);
    if (const auto archive = archiveWith(picture); archive != nullptr)
        return archive->read(entryOf(picture), KomaArchive::Reading::AsFarAsPossible);
    if (!contains(picture))
        return missing(picture);
    return readFile(sessionPath(picture), kMaxPictureBytes);
}

Result<Picture> PictureStore::load(const PictureRef &picture, const ReadLimits &limits) const
{
    const auto bytes = read(picture);
    if (!bytes)
        return fail(bytes.error());
    return decodePicture(bytesOf(*bytes), limits);
}

fs::path PictureStore::sessionPath(const PictureRef &picture) const
{
    return m_folder / (picture.sha256.toStdString() + "." + picture.extension.toStdString());
}

std::shared_ptr<const KomaArchive> PictureStore::archiveWith(const PictureRef &picture) const
{
    const std::lock_guard lock(m_mutex);
    const std::string entry = entryOf(picture);
    const auto found =
        std::find_if(m_archives.rbegin(), m_archives.rend(),
                     [&](const auto &archive) { return archive->sizeBytes(entry).has_value(); });
    return found != m_archives.rend() ? *found : nullptr;
}

} // namespace koma
