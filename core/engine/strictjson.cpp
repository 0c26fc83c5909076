// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/strictjson.h"

#include <set>
#include <string>
#include <vector>

namespace koma {
namespace {

using nlohmann::json;

/// Thrown out of the parser's callback and caught below; the only way to stop that parser early.
struct Violation
{
    std::string what;
};

/// Follows the parser through the document and objects to depth and repeated keys.
class Watch
{
public:
    explicit Watch(int maxDepth) : m_maxDepth(maxDepth) {}

    bool operator()(int depth, json::parse_event_t event, const json &parsed)
    {
        switch (event) {
        case json::parse_event_t::object_start:
            m_keys.emplace_back();
            [[fallthrough]];
        case json::parse_event_t::array_start:
            if (depth + 1 > m_maxDepth)
                throw Violation{"it nests deeper than " + std::to_string(m_maxDepth) + " levels"};
            break;
        case json::parse_event_t::object_end:
            m_keys.pop_back();
            break;
        case json::parse_event_t::key:
            if (const auto &key = parsed.get_ref<const std::string &>();
                !m_keys.back().insert(key).second)
                throw Violation{"it names \"" + key + "\" twice"};
            break;
        case json::parse_event_t::array_end:
        case json::parse_event_t::value:
            break;
        }
        return true;
    }

private:
    int m_maxDepth;
    std::vector<std::set<std::string>> m_keys;
};

} // namespace

Result<json> parseStrictJson(std::string_view text, int maxDepth)
{
    try {
        Watch watch(maxDepth);
        const json::parser_callback_t callback = [&watch](int depth, json::parse_event_t event,
                                                          const json &parsed) {
            return watch(depth, event, parsed);
        };
        return json::parse(text.begin(), text.end(), callback);
    } catch (const Violation &violation) {
        return fail(ErrorKind::BadFormat, violation.what);
    } catch (const json::exception &error) {
        return fail(ErrorKind::BadFormat, "it is not well-formed JSON", error.what());
    }
}

} // namespace koma
