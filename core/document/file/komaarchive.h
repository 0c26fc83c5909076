// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// Names inside a .koma file.
constexpr std::string_view kMimetypeEntry = "mimetype";
constexpr std::string_view kDocumentEntry = "document.json";
constexpr std::string_view kKomaMimetype = "application/x-koma";
/// "pictures/<sha256>.<extension>"
std::string pictureEntry(std::string_view sha256, std::string_view extension);

/// Above these a file is not one of ours, whatever it claims.
constexpr std::uint64_t kMaxDocumentBytes = 512ULL << 20U;
constexpr std::uint64_t kMaxPictureBytes = 1ULL << 30U;
constexpr std::uint64_t kMaxStyleBytes = 16ULL << 20U;

/// A .koma file open for reading. Opening reads the zip directory and nothing else. Where that is
/// lost (a file cut short), the entries are found by their own headers. Entries whose names no
/// .koma has are never read, and nothing is read beyond the limits above, so that neither paths
/// that lead elsewhere nor archives that swell can do harm. The open file stays readable when
/// another takes its name. Thread-safe; reads take turns.
class KomaArchive
{
public:
    /// NotFound, Unreadable, or BadFormat where not even one entry can be found.
    static Result<std::shared_ptr<const KomaArchive>> open(const std::filesystem::path &path);
    ~KomaArchive();
    KomaArchive(const KomaArchive &) = delete;
    KomaArchive &operator=(const KomaArchive &) = delete;
    KomaArchive(KomaArchive &&) = delete;
    KomaArchive &operator=(KomaArchive &&) = delete;

    enum class Reading {
        Whole,          ///< anything less than all bytes, with the right checksum, is an error
        AsFarAsPossible ///< what can be read, and nothing more is promised
    };
    /// TooLarge, NotFound, or BadFormat where the entry is damaged.
    Result<std::string> read(const std::string &name, Reading reading = Reading::Whole) const;

    [[nodiscard]] std::optional<std::uint64_t> sizeBytes(const std::string &name) const;
    /// The entries that a .koma may have, and those that it may not.
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] const std::vector<std::string> &foreignNames() const;
    /// The zip directory was lost or useless.
    [[nodiscard]] bool isSalvaged() const;

    /// The same file with its entries found one by one, whatever its directory says.
    static Result<std::shared_ptr<const KomaArchive>> salvage(const std::filesystem::path &path);

private:
    struct State;
    explicit KomaArchive(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace koma
