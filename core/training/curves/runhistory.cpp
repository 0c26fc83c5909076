// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/runhistory.h"

#include "core/base/atomicfile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace koma {
namespace {

constexpr std::size_t kMaxHistoryBytes = std::size_t{256} << 20U;
constexpr std::size_t kMaxColumns = 256;
constexpr std::size_t kFixedColumns = 2; // step, seconds

void split(std::string_view line, std::vector<std::string_view> &fields)
{
    fields.clear();
    for (;;) {
        const std::size_t comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos)
            return;
        line.remove_prefix(comma + 1);
    }
}

/// The whole text as a number, "nan" and "inf" among them, in any locale.
template<class Number>
std::optional<Number> numberOf(std::string_view text)
{
    Number number{};
    const char *end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end)
        return std::nullopt;
    return number;
}

template<class Number>
void appendNumber(std::string &text, Number number)
{
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc{}) // the longest double has 24 characters
        text.append(digits.data(), end);
}

/// Cuts the next line off; false where none is whole any more.
bool nextLine(std::string_view &rest, std::string_view &line)
{
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos)
        return false;
    line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return true;
}

/// Fills a history report by report.
class HistoryBuilder
{
public:
    explicit HistoryBuilder(const std::vector<std::string_view> &header)
    {
        for (std::size_t i = kFixedColumns; i < header.size(); ++i)
            m_history.columns.push_back({std::string(header[i]), {}});
    }

    void add(const std::vector<std::string_view> &fields)
    {
        if (!addReport(fields))
            skip();
    }
    void skip() { ++m_history.skippedLines; }
    RunHistory take() { return std::move(m_history); }

private:
    bool addReport(const std::vector<std::string_view> &fields)
    {
        if (fields.size() != m_history.columns.size() + kFixedColumns)
            return false;
        const auto step = numberOf<std::int64_t>(fields[0]);
        const auto seconds = numberOf<double>(fields[1]);
        if (!step || !seconds)
            return false;
        m_values.clear();
        for (std::size_t i = kFixedColumns; i < fields.size(); ++i) {
            m_values.push_back(numberOf<double>(fields[i]));
            if (!m_values.back() && !fields[i].empty())
                return false;
        }
        dropFrom(*step);
        m_history.steps.push_back(*step);
        m_history.seconds.push_back(*seconds);
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            if (m_values[i])
                m_history.columns[i].points.push_back({*step, *m_values[i]});
        }
        return true;
    }

    void dropFrom(std::int64_t step)
    {
        while (!m_history.steps.empty() && m_history.steps.back() >= step) {
            m_history.steps.pop_back();
            m_history.seconds.pop_back();
        }
        for (HistoryColumn &column : m_history.columns) {
            while (!column.points.empty() && column.points.back().step >= step)
                column.points.pop_back();
        }
    }

    RunHistory m_history;
    std::vector<std::optional<double>> m_values;
};

Result<std::vector<const HistoryColumn *>> chosenColumns(const RunHistory &history,
                                                         std::span<const std::string> names)
{
    std::vector<const HistoryColumn *> chosen;
    if (names.empty()) {
        for (const HistoryColumn &column : history.columns)
            chosen.push_back(&column);
        return chosen;
    }
    for (const std::string &name : names) {
        const HistoryColumn *column = history.column(name);
        if (column == nullptr) {
            std::string known;
            for (const HistoryColumn &other : history.columns)
                known.append(known.empty() ? "" : ", ").append(other.name);
            std::string message = "The run has no curve \"";
            message.append(name).append("\". Known curves: ").append(known).append(".");
            return fail(ErrorKind::NotFound, std::move(message));
        }
        chosen.push_back(column);
    }
    return chosen;
}

Result<RunHistory> readTable(const std::filesystem::path &path)
{
    const auto text = readFile(path, kMaxHistoryBytes);
    if (!text)
        return fail(text.error());
    auto history = parseRunHistory(*text);
    if (!history)
        return fail(history.error().kind, path.string() + ": " + history.error().message,
                    history.error().detail);
    return history;
}

} // namespace

const HistoryColumn *RunHistory::column(std::string_view name) const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(),
                     [name](const HistoryColumn &known) { return known.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

Result<RunHistory> parseRunHistory(std::string_view csv)
{
    std::vector<std::string_view> fields;
    std::string_view line;
    if (nextLine(csv, line))
        split(line, fields);
    if (fields.size() < kFixedColumns || fields.size() > kMaxColumns || fields[0] != "step" ||
        fields[1] != "seconds")
        return fail(ErrorKind::BadFormat,
                    "This is not the history of a training run: it does not begin with the "
                    "columns step and seconds.");
    HistoryBuilder history(fields);
    while (nextLine(csv, line)) {
        split(line, fields);
        history.add(fields);
    }
    if (!csv.empty())
        history.skip();
    return history.take();
}

Result<RunHistory> readRunHistory(const std::filesystem::path &runFolder)
{
    const std::filesystem::path path = runFolder / RunHistory::kFile;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return fail(ErrorKind::NotFound, "The folder " + runFolder.string() +
                                             " has no history.csv: it is not a training run, or "
                                             "the run has not reported yet.");
    return readTable(path);
}

Result<RunHistory> readRunQuality(const std::filesystem::path &runFolder)
{
    const std::filesystem::path path = runFolder / RunHistory::kQualityFile;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return RunHistory{};
    return readTable(path);
}

RunHistory merged(const RunHistory &history, const RunHistory &quality)
{
    std::map<std::int64_t, double> secondsOfSteps;
    for (const RunHistory *one : {&history, &quality}) {
        for (std::size_t row = 0; row < one->steps.size(); ++row)
            secondsOfSteps.emplace(one->steps[row], one->seconds[row]);
    }
    RunHistory all;
    for (const auto &[step, seconds] : secondsOfSteps) {
        all.steps.push_back(step);
        all.seconds.push_back(seconds);
    }
    all.columns = history.columns;
    all.columns.insert(all.columns.end(), quality.columns.begin(), quality.columns.end());
    all.skippedLines = history.skippedLines + quality.skippedLines;
    return all;
}

Result<RunHistory> readAllCurves(const std::filesystem::path &runFolder)
{
    auto history = readRunHistory(runFolder);
    if (!history)
        return history;
    const auto quality = readRunQuality(runFolder);
    if (!quality)
        return fail(quality.error());
    return merged(*history, *quality);
}

Result<void> writeHistoryCsv(const std::filesystem::path &file, const RunHistory &history,
                             std::span<const std::string> columns)
{
    const auto chosen = chosenColumns(history, columns);
    if (!chosen)
        return fail(chosen.error());
    std::string text = "step,seconds";
    for (const HistoryColumn *column : *chosen)
        text += ',' + column->name;
    text += '\n';
    std::vector<std::size_t> next(chosen->size(), 0);
    for (std::size_t row = 0; row < history.steps.size(); ++row) {
        appendNumber(text, history.steps[row]);
        text += ',';
        appendNumber(text, history.seconds[row]);
        for (std::size_t i = 0; i < chosen->size(); ++i) {
            text += ',';
            const std::vector<CurvePoint> &points = (*chosen)[i]->points;
            if (next[i] < points.size() && points[next[i]].step == history.steps[row])
                appendNumber(text, points[next[i]++].value);
        }
        text += '\n';
    }
    return writeFileAtomically(file, std::string_view(text));
}

} // namespace koma
