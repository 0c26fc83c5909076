// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/runfolder.h"

#include "core/base/atomicfile.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>
#include <string_view>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStepPrefix = "step-";

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

std::string numbered(std::int64_t step)
{
    std::ostringstream name;
    name << kStepPrefix << std::setw(7) << std::setfill('0') << step;
    return name.str();
}

/// Keeps the header and the lines whose first column is at most `step`; with 0 removes the table.
Result<void> cutTable(const fs::path &path, std::int64_t step)
{
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

/// Adds a line to a table, with the header first where the file is new.
Result<void> addLine(const fs::path &path, const std::string &header, const std::string &line)
{
    std::error_code ignored;
    const bool fresh = !fs::exists(path, ignored);
    std::ofstream file(path, std::ios::app);
    if (fresh)
        file << header << '\n';
    file << line << '\n';
    file.close();
    if (!file)
        return fail(cannotWrite(path));
    return {};
}

} // namespace

Result<RunFolder> RunFolder::open(const fs::path &folder)
{
    std::error_code error;
    const bool isNew = !fs::exists(folder, error);
    fs::create_directories(folder / "samples", error);
    if (!error)
        fs::create_directories(folder / "checkpoints", error);
    if (error)
        return fail(ErrorKind::Unwritable, "The run folder " + folder.string() +
                                               " cannot be made: " + error.message() + ".");
    return RunFolder(folder, isNew);
}

void RunFolder::removeIfUnstarted() const
{
    std::error_code ignored;
    if (!m_isNew || fs::exists(m_folder / kConfigFile, ignored))
        return;
    fs::remove(lock(), ignored);
    for (const fs::path &folder : {m_folder / "samples", m_folder / "checkpoints", m_folder})
        fs::remove(folder, ignored); // only where it is empty
}

fs::path RunFolder::sample(std::int64_t step) const
{
    return m_folder / "samples" / (numbered(step) + ".jpg");
}

fs::path RunFolder::bestCheckpoint() const
{
    return m_folder / "checkpoints" / "best.safetensors";
}

fs::path RunFolder::branch(std::int64_t step) const
{
    return m_folder / "checkpoints" / (numbered(step) + ".safetensors");
}

std::vector<std::int64_t> RunFolder::branches() const
{
    std::vector<std::int64_t> steps;
    std::error_code ignored;
    for (const fs::directory_entry &entry :
         fs::directory_iterator(m_folder / "checkpoints", ignored)) {
        const std::string name = entry.path().stem().string();
        if (name.starts_with(kStepPrefix))
            steps.push_back(std::strtoll(name.c_str() + kStepPrefix.size(), nullptr, 10));
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

Result<void> RunFolder::thinBranches() const
{
    constexpr std::size_t kMost = 12;
    const std::vector<std::int64_t> steps = branches();
    if (steps.size() <= kMost)
        return {};
    for (std::size_t i = 0; i + 1 < steps.size(); i += 2) {
        std::error_code error;
        fs::remove(branch(steps[i]), error);
        if (error)
            return fail(cannotWrite(branch(steps[i])));
    }
    return {};
}

Result<void> RunFolder::writeConfig(const TrainingConfig &config) const
{
    return writeFileAtomically(m_folder / kConfigFile, trainingConfigToJson(config));
}

Result<void> RunFolder::cutHistoryAfter(std::int64_t step) const
{
    for (const fs::path &table : {history(), quality()}) {
        if (auto cut = cutTable(table, step); !cut)
            return cut;
    }
    return {};
}

Result<void> RunFolder::addToHistory(const TrainingReport &report) const
{
    std::string header = "step,seconds,picturesPerSecond,learningRate";
    std::ostringstream line;
    line << report.step << ',' << report.elapsedSeconds << ',' << report.picturesPerSecond << ','
         << report.learningRate;
    for (const char *name : kLossColumns) {
        header += std::string(",") + name;
        line << ',';
        if (const auto loss = report.losses.find(name); loss != report.losses.end())
            line << loss->second;
    }
    return addLine(history(), header, line.str());
}

std::optional<double> RunFolder::bestScore() const
{
    std::ifstream file(quality());
    std::optional<double> best;
    std::string line;
    std::getline(file, line); // the header
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::istringstream rest(line);
        for (std::string cell; std::getline(rest, cell, ',');)
            cells.push_back(cell);
        constexpr std::size_t kColumns = 8;
        constexpr std::size_t kKid = 2;
        constexpr std::size_t kRetrieval = 4;
        if (cells.size() != kColumns || cells.back() != "1")
            continue;
        std::istringstream number(cells[cells[kKid].empty() ? kRetrieval : kKid]);
        number.imbue(std::locale::classic());
        double value = 0.0;
        if (number >> value)
            best = cells[kKid].empty() ? 1.0 - value : value;
    }
    return best;
}

Result<void> RunFolder::addToQuality(const QualityReport &report) const
{
    std::ostringstream line;
    line << report.step << ',' << report.elapsedSeconds << ',';
    if (report.kid)
        line << *report.kid << ',' << report.kidError;
    else
        line << ',';
    line << ',' << report.retrieval << ',' << report.diversity << ',' << report.copied << ','
         << (report.best ? 1 : 0);
    return addLine(quality(), "step,seconds,kid,kidError,retrieval,diversity,copied,best",
                   line.str());
}

} // namespace koma
