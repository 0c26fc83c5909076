// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/datafolders.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

namespace koma {

namespace fs = std::filesystem;

namespace {

/// An environment variable, empty where it is not set.
std::string environmentValue(const char *name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in Koma changes the environment
    const char *value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

bool isDataFolder(const fs::path &folder)
{
    std::error_code ignored;
    return fs::is_directory(folder / "models" / "styles", ignored);
}

} // namespace

Result<fs::path> findDataFolder()
{
    if (const std::string given = environmentValue("KOMA_DATA_DIR"); !given.empty()) {
        if (isDataFolder(given))
            return fs::path(given);
        return fail(ErrorKind::NotFound, "KOMA_DATA_DIR is " + given +
                                             ", but there is no models/styles in it; unset it or "
                                             "name the folder that holds Koma's data.");
    }
    std::error_code ignored;
    const fs::path executable = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path installed = executable.parent_path().parent_path() / "share" / "koma";
    for (const fs::path &folder : {installed, fs::path(KOMA_SOURCE_DIR)}) {
        if (isDataFolder(folder))
            return folder;
    }
    return fail(ErrorKind::NotFound, "Koma's data (models/styles) is neither in " +
                                         installed.string() +
                                         " nor where this build was made; set KOMA_DATA_DIR to "
                                         "the folder that holds it.");
}

fs::path userDataFolder()
{
    if (const std::string xdg = environmentValue("XDG_DATA_HOME"); !xdg.empty())
        return fs::path(xdg) / "koma";
    return fs::path(environmentValue("HOME")) / ".local" / "share" / "koma";
}

fs::path userRunsFolder()
{
    return userDataFolder() / "runs";
}

fs::path runDatabaseFile()
{
    return userDataFolder() / "runs.sqlite";
}

fs::path userStylesFolder()
{
    return userDataFolder() / "styles";
}

std::vector<fs::path> styleFolders(const fs::path &dataFolder)
{
    return {userStylesFolder(), userRunsFolder(), dataFolder / "models" / "styles"};
}

Result<fs::path> samplePicture(const fs::path &dataFolder)
{
    const fs::path folder = dataFolder / "resources" / "samples";
    std::vector<fs::path> pictures;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".jpg")
            pictures.push_back(entry.path());
    }
    if (pictures.empty()) {
        return fail(ErrorKind::NotFound, "There is no sample picture in " + folder.string() + ".",
                    error.message());
    }
    return *std::min_element(pictures.begin(), pictures.end());
}

} // namespace koma
