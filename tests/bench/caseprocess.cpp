// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/caseprocess.h"

#include <algorithm>

namespace koma::bench {
namespace {

constexpr int kPatienceMs = 20 * 60 * 1000; // a reference step on a busy machine

} // namespace

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

double CaseOutcome::median() const
{
    return medianOf(seconds);
}

double CaseOutcome::least() const
{
    return seconds.empty() ? 0.0 : *std::min_element(seconds.begin(), seconds.end());
}

CaseProcess::CaseProcess(const std::string &name)
{
    m_outcome.name = name;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

Result<std::unique_ptr<CaseProcess>>
CaseProcess::start(const std::string &name, const QString &program, const QStringList &arguments)
{
    std::unique_ptr<CaseProcess> started(new CaseProcess(name));
    started->m_process.start(program, arguments);
    const auto line = started->nextLine();
    if (!line)
        return fail(line.error());
    started->m_outcome.facts = line->value("facts", nlohmann::json::object());
    return started;
}

Result<nlohmann::json> CaseProcess::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(kPatienceMs))
            return fail(ErrorKind::Internal, "The case \"" + m_outcome.name + "\" ended or hangs.",
                        m_process.errorString().toStdString());
    }
    auto line = nlohmann::json::parse(m_process.readLine().toStdString(), nullptr, false);
    if (!line.is_object())
        return fail(ErrorKind::BadFormat, "The case \"" + m_outcome.name +
                                              "\" printed something that is no JSON object.");
    if (line.contains("error"))
        return fail(ErrorKind::Internal,
                    m_outcome.name + ": " + line.at("error").get<std::string>());
    return line;
}

Result<void> CaseProcess::repeat()
{
    m_process.write("repeat\n");
    const auto line = nextLine();
    if (!line)
        return fail(line.error());
    m_outcome.seconds.push_back(line->value("seconds", 0.0));
    m_outcome.processorSeconds.push_back(line->value("processorSeconds", 0.0));
    return {};
}

Result<CaseOutcome> CaseProcess::finish()
{
    m_process.closeWriteChannel();
    const auto line = nextLine();
    if (!line)
        return fail(line.error());
    m_outcome.peakBytes = line->value("peakBytes", std::int64_t{0});
    m_process.waitForFinished();
    return m_outcome;
}

} // namespace koma::bench
