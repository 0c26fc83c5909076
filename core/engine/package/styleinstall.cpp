// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/styleinstall.h"

#include "core/base/atomicfile.h"

#include <fcntl.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr const char *kCardName = "style.json";
constexpr const char *kLicenceName = "LICENSE";

Error cannotWrite(const fs::path &path, const std::error_code &error)
{
    return {ErrorKind::Unwritable,
            "The folder " + path.string() + " cannot be written: " + error.message() +
                ". Check its permissions and the free space.",
            {}};
}

/// A folder below the styles, two levels deep so that no catalogue takes its content for a style;
/// gone with all it holds when this ends.
class Staging
{
public:
    static Result<Staging> make(const fs::path &stylesFolder, const std::string &id)
    {
        constexpr int kMostLeftOvers = 1000; // of crashes
        const fs::path parent = stylesFolder / ".incoming";
        std::error_code error;
        fs::create_directories(parent, error);
        for (int i = 0; !error && i < kMostLeftOvers; ++i) {
            const fs::path folder = parent / (id + "-" + std::to_string(i));
            if (fs::create_directory(folder, error))
                return Staging(folder);
        }
        return fail(cannotWrite(parent, error));
    }

    ~Staging()
    {
        if (m_folder.empty())
            return;
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
        fs::remove(m_folder.parent_path(), ignored); // where it is empty
    }
    Staging(Staging &&other) noexcept : m_folder(std::exchange(other.m_folder, {})) {}
    Staging(const Staging &) = delete;
    Staging &operator=(const Staging &) = delete;
    Staging &operator=(Staging &&) = delete;

    [[nodiscard]] fs::path incoming() const { return m_folder / "new"; }
    [[nodiscard]] fs::path retired() const { return m_folder / "old"; }
    /// Leaves the folder where it is.
    void keep() { m_folder.clear(); }

private:
    explicit Staging(fs::path folder) : m_folder(std::move(folder)) {}

    fs::path m_folder;
};

Result<void> writeFiles(const StylePackage &package, const fs::path &folder)
{
    std::error_code error;
    fs::create_directory(folder, error);
    if (error)
        return fail(cannotWrite(folder, error));
    const auto write = [&](const std::string &name, const std::string &content) {
        return writeFileAtomically(folder / name, std::string_view(content));
    };
    if (auto weights = write(package.card.weightsFile, package.weights); !weights)
        return weights;
    if (auto licence = write(kLicenceName, package.licence); !licence)
        return licence;
    if (!package.preview.empty()) {
        if (auto preview = write(package.card.previewFile, package.preview); !preview)
            return preview;
    }
    return writeStyleCard(folder, package.card);
}

/// Where the style goes, and what is there.
struct Place
{
    fs::path folder;
    bool occupied = false;
};

tl::unexpected<Error> taken(const std::string &id, const fs::path &by)
{
    return fail(ErrorKind::InvalidArgument,
                "The style id \"" + id + "\" is already used by " + by.string() +
                    ". Replace that style, or give one of them another id.");
}

Result<Place> placeFor(const std::string &id, const fs::path &stylesFolder,
                       const StyleCatalog &known, IfTaken ifTaken)
{
    Place place{stylesFolder / id};
    const auto holder = std::find_if(known.styles().begin(), known.styles().end(),
                                     [&](const StyleCard &style) { return style.id == id; });
    if (holder != known.styles().end()) {
        if (ifTaken == IfTaken::Refuse)
            return taken(id, holder->folder);
        std::error_code ignored;
        // A folder may have another name than its style.
        if (fs::equivalent(holder->folder.parent_path(), stylesFolder, ignored))
            place.folder = holder->folder;
    }
    std::error_code ignored;
    place.occupied = fs::exists(fs::symlink_status(place.folder, ignored));
    if (!place.occupied)
        return place;
    if (ifTaken == IfTaken::Refuse)
        return taken(id, place.folder);
    if (!fs::exists(place.folder / kCardName, ignored))
        return fail(ErrorKind::InvalidArgument,
                    place.folder.string() + " is in the way and is no style. Move it elsewhere.");
    return place;
}

/// Lets two folders change their names in one step, which not every file system can.
bool exchange(const fs::path &one, const fs::path &other)
{
    return ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0;
}

/// Puts the new folder where the old one was, or puts the old one back where that fails.
Result<void> moveIn(Staging &staging, const Place &place)
{
    if (place.occupied && exchange(staging.incoming(), place.folder))
        return {}; // the old one goes with the staging folder
    std::error_code error;
    if (place.occupied)
        fs::rename(place.folder, staging.retired(), error);
    if (error)
        return fail(cannotWrite(place.folder, error));
    fs::rename(staging.incoming(), place.folder, error);
    if (!error)
        return {};
    if (place.occupied) {
        std::error_code lost;
        fs::rename(staging.retired(), place.folder, lost);
        if (lost)
            staging.keep(); // better left aside than deleted
    }
    return fail(cannotWrite(place.folder, error));
}

} // namespace

Result<StyleCard> installStyle(const StylePackage &package, const fs::path &stylesFolder,
                               const StyleCatalog &known, IfTaken ifTaken)
{
    if (auto sound = checkStylePackage(package); !sound)
        return fail(sound.error().kind,
                    "The style cannot be installed: " + sound.error().message + ".",
                    sound.error().detail);
    const auto place = placeFor(package.card.id, stylesFolder, known, ifTaken);
    if (!place)
        return fail(place.error());
    auto staging = Staging::make(stylesFolder, package.card.id);
    if (!staging)
        return fail(staging.error());
    if (auto written = writeFiles(package, staging->incoming()); !written)
        return fail(written.error());
    if (auto moved = moveIn(*staging, *place); !moved)
        return fail(moved.error());
    return readStyleCard(place->folder);
}

Result<StyleImport> importStylePackage(const fs::path &package, const GeneratorRegistry &registry,
                                       const fs::path &stylesFolder, const StyleCatalog &known,
                                       IfTaken ifTaken)
{
    const auto read = readStylePackage(package, registry);
    if (!read)
        return fail(read.error());
    const auto isSame = [&](const StyleCard &card) { return card.id == read->card.id; };
    if (ifTaken == IfTaken::Refuse &&
        std::any_of(known.styles().begin(), known.styles().end(), isSame))
        return StyleImport{read->card, true};
    auto card = installStyle(*read, stylesFolder, known, ifTaken);
    if (!card)
        return fail(card.error());
    return StyleImport{std::move(*card), false};
}

} // namespace koma
