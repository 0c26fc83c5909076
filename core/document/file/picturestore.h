// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/file/komaarchive.h"
#include "core/document/model/artlayer.h"
#include "core/imaging/pictureio.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace koma {

/// The pictures of an open comic, by content. Those of the file stay in it until they are looked
/// at; new ones are kept in a folder of the session, where recovery finds them after a crash.
/// Nothing is held in memory. Thread-safe.
class PictureStore
{
public:
    /// The folder is made when the first picture comes; pictures already in it are known.
    explicit PictureStore(std::filesystem::path sessionFolder);

    /// Takes a copy of a picture file (JPEG, PNG, WebP, TIFF, BMP). It is decoded once, to know its
    /// size and that it is sound: call it from a job. Errors are those of decodePicture().
    Result<PictureRef> addFile(const std::filesystem::path &path);
    Result<PictureRef> addBytes(std::span<const std::byte> bytes);

    /// Pictures are read from this file from now on. Earlier files stay open while their pictures
    /// are not in this one.
    void attach(std::shared_ptr<const KomaArchive> archive);

    [[nodiscard]] bool contains(const PictureRef &picture) const;
    [[nodiscard]] std::optional<std::uint64_t> sizeBytes(const PictureRef &picture) const;

    /// The file's bytes: NotFound where the picture is missing, HashMismatch where it is damaged.
    Result<std::string> read(const PictureRef &picture) const;
    /// Whatever bytes are there, for saving: a damaged picture is better than none.
    Result<std::string> readUnchecked(const PictureRef &picture) const;
    /// The decoded picture.
    Result<Picture> load(const PictureRef &picture, const ReadLimits &limits = {}) const;

private:
    std::filesystem::path sessionPath(const PictureRef &picture) const;
    std::shared_ptr<const KomaArchive> archiveWith(const PictureRef &picture) const;

    std::filesystem::path m_folder;
    std::vector<std::shared_ptr<const KomaArchive>> m_archives; ///< the newest last
    mutable std::mutex m_mutex;
};

/// Names a picture may have in a file or folder: 64 hexadecimal digits, and 1 to 5 small letters or
/// digits. Everything else is no picture, whatever a document says.
bool isWellNamed(const PictureRef &picture);

} // namespace koma
