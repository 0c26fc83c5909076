// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QProcess>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace koma::bench {

/// What a case measured.
struct CaseOutcome
{
    std::string name;
    nlohmann::json facts;
    std::vector<double> seconds;          ///< of each repetition
    std::vector<double> processorSeconds; ///< of all its threads together
    std::int64_t peakBytes = 0;

    [[nodiscard]] double median() const;
    [[nodiscard]] double least() const;
};

/// A case in its own process, seen from outside: the other end of serveCase(), or of the Python
/// twin, which speaks the same lines.
class CaseProcess
{
public:
    /// Waits until the case is warm.
    static Result<std::unique_ptr<CaseProcess>>
    start(const std::string &name, const QString &program, const QStringList &arguments);
    Result<void> repeat();
    Result<CaseOutcome> finish();

private:
    explicit CaseProcess(const std::string &name);
    Result<nlohmann::json> nextLine();

    QProcess m_process;
    CaseOutcome m_outcome;
};

/// The middle value, or the mean of the two.
double medianOf(std::vector<double> values);

} // namespace koma::bench
