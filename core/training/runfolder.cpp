// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/runfolder.h"

#include "core/base/atomicfile.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// The columns of history.csv; losses that a configuration does not use stay empty.
constexpr std::array kLossColumns{"generator",     "adversarial", "content",     "tone",
                                  "structure",     "chroma",      "guide",       "ink",
                                  "discriminator", "real.colour", "fake.colour", "real.luma",
                                  "fake.luma",     "real.half",   "fake.half"};

Error cannotWrite(const fs::path &path)
{
    return {ErrorKind::Unwritable,
            "The run folder's file " + path.string() +
                " cannot be written. Check the folder's permissions and the free space.",
            {}};
}

} // namespace

Result<RunFolder> RunFolder::open(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder / "samples", error);
    if (error)
        return fail(ErrorKind::Unwritable, "The run folder " + folder.string() +
                                               " cannot be made: " + error.message() + ".");
    return RunFolder(folder);
}

fs::path RunFolder::sample(std::int64_t step) const
{
    std::ostringstream name;
    name << "step-" << std::setw(7) << std::setfill('0') << step << ".jpg";
    return m_folder / "samples" / name.str();
}

Result<void> RunFolder::writeConfig(const TrainingConfig &config) const
{
    return writeFileAtomically(m_folder / "config.json", trainingConfigToJson(config));
}

Result<void> RunFolder::cutHistoryAfter(std::int64_t step) const
{
    const fs::path path = m_folder / "history.csv";
    std::error_code ignored;
    if (step == 0)
        fs::remove(path, ignored);
    std::ifstream file(path);
    if (!file)
        return {};
    std::string kept;
    std::string line;
    for (bool first = true; std::getline(file, line); first = false) {
        if (first || std::strtoll(line.c_str(), nullptr, 10) <= step)
            kept += line + '\n';
    }
    return writeFileAtomically(path, kept);
}

Result<void> RunFolder::addToHistory(const TrainingReport &report) const
{
    const fs::path path = m_folder / "history.csv";
    std::error_code ignored;
    const bool fresh = !fs::exists(path, ignored);
    std::ofstream file(path, std::ios::app);
    if (fresh) {
        file << "step,seconds,picturesPerSecond";
        for (const char *name : kLossColumns)
            file << ',' << name;
        file << '\n';
    }
    file << report.step << ',' << report.elapsedSeconds << ',' << report.picturesPerSecond;
    for (const char *name : kLossColumns) {
        file << ',';
        if (const auto loss = report.losses.find(name); loss != report.losses.end())
            file << loss->second;
    }
    file << '\n';
    file.close();
    if (!file)
        return fail(cannotWrite(path));
    return {};
}

} // namespace koma
