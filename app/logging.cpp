// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace koma {

namespace {

constexpr std::size_t kLogFileBytes = std::size_t{1} << 20U;
constexpr std::size_t kLogFiles = 3;

spdlog::level::level_enum terminalLevel()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in Koma changes the environment
    const char *name = std::getenv("KOMA_LOG");
    return name == nullptr ? spdlog::level::warn : spdlog::level::from_str(name);
}

} // namespace

void startLogging(const std::filesystem::path &file)
{
    const auto terminal = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    terminal->set_pattern("koma: %^%l%$: %v");
    terminal->set_level(terminalLevel());
    std::vector<spdlog::sink_ptr> sinks = {terminal};
    std::string fileProblem;
    if (!file.empty()) {
        try {
            sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                file.string(), kLogFileBytes, kLogFiles));
        } catch (const spdlog::spdlog_ex &exception) {
            fileProblem = exception.what();
        }
    }
    const auto logger = std::make_shared<spdlog::logger>("koma", sinks.begin(), sinks.end());
    logger->set_level(std::min(terminal->level(), spdlog::level::info));
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(logger);
    if (!fileProblem.empty())
        spdlog::warn("The log file cannot be written: {}", fileProblem);
}

} // namespace koma
