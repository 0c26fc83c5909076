// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/artfields.h"
#include "core/document/file/enumnames.h"
#include "core/document/file/fileissue.h"
#include "core/document/file/inkcode.h"
#include "core/document/file/letteringfields.h"
#include "core/document/file/pagefields.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace koma::detail {

using Json = nlohmann::json;

bool readHexColour(const Json &value, Colour &colour);
/// `count` finite numbers of at most 1e9; false leaves the target as it was.
bool readNumbers(const Json &value, std::size_t count, double *numbers);
bool readOutline(const Json &value, OutlinePt &outline);

/// Where reading happens and where complaints go.
struct ReadContext
{
    FileIssues *issues = nullptr;
    int pageNumber = 0;

    void complain(FileIssue::Kind kind, std::string message) const
    {
        issues->push_back({kind, pageNumber, std::move(message)});
    }
};

/// Takes described fields from a JSON object. A field that is not there keeps its default; one
/// that makes no sense keeps it too and is reported.
class FieldReader
{
public:
    FieldReader(const Json &object, const ReadContext &context)
        : m_object(object), m_context(context)
    {
    }

    template<class T>
    void operator()(const char *name, T &value)
    {
        take(name, value,
             {-std::numeric_limits<double>::max(), std::numeric_limits<double>::max()});
    }
    template<class T>
    void operator()(const char *name, T &value, const Range &range)
    {
        take(name, value, range);
    }

private:
    template<class T>
    void take(const char *name, T &value, const Range &range)
    {
        const auto found = m_object.find(name);
        if (found != m_object.end() && !read(*found, value, range))
            m_context.complain(FileIssue::Kind::FieldReplaced,
                               std::string("The value of \"") + name +
                                   "\" makes no sense; its default is used.");
    }

    static bool read(const Json &json, bool &value, const Range &)
    {
        if (!json.is_boolean())
            return false;
        value = json.get<bool>();
        return true;
    }
    static bool read(const Json &json, QString &value, const Range &)
    {
        if (!json.is_string())
            return false;
        value = QString::fromStdString(json.get_ref<const std::string &>());
        return true;
    }
    static bool read(const Json &json, double &value, const Range &range)
    {
        if (!json.is_number())
            return false;
        const auto number = json.get<double>();
        if (!(number >= range.low && number <= range.high))
            return false;
        value = number;
        return true;
    }
    static bool read(const Json &json, int &value, const Range &range)
    {
        double number = 0.0;
        if (!json.is_number_integer() || !read(json, number, range) ||
            std::abs(number) > std::numeric_limits<int>::max())
            return false;
        value = static_cast<int>(number);
        return true;
    }
    static bool read(const Json &json, std::uint32_t &value, const Range &)
    {
        if (!json.is_number_unsigned() ||
            json.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
            return false;
        value = json.get<std::uint32_t>();
        return true;
    }
    template<class Tag>
    static bool read(const Json &json, Id<Tag> &value, const Range &)
    {
        // Half the range is left to count on from.
        if (!json.is_number_unsigned() ||
            json.get<std::uint64_t>() > std::numeric_limits<std::uint64_t>::max() / 2)
            return false;
        value.value = json.get<std::uint64_t>();
        return true;
    }
    static bool read(const Json &json, Colour &value, const Range &)
    {
        return readHexColour(json, value);
    }
    static bool read(const Json &json, PointPt &value, const Range &)
    {
        double n[2];
        if (!readNumbers(json, 2, n))
            return false;
        value = {n[0], n[1]};
        return true;
    }
    static bool read(const Json &json, RectPt &value, const Range &)
    {
        double n[4];
        if (!readNumbers(json, 4, n) || n[2] < 0.0 || n[3] < 0.0)
            return false;
        value = {n[0], n[1], n[2], n[3]};
        return true;
    }
    static bool read(const Json &json, MarginsPt &value, const Range &)
    {
        double n[4];
        if (!readNumbers(json, 4, n))
            return false;
        value = {n[0], n[1], n[2], n[3]};
        return true;
    }
    static bool read(const Json &json, OutlinePt &value, const Range &)
    {
        return readOutline(json, value);
    }
    static bool read(const Json &json, QList<InkPoint> &value, const Range &)
    {
        return json.is_string() && decodeInk(json.get_ref<const std::string &>(), value);
    }
    template<class T>
    bool read(const Json &json, QList<T> &value, const Range &)
    {
        if (!json.is_array())
            return false;
        value.clear();
        for (const Json &entry : json) {
            T read{};
            if (this->read(entry, read, Range{}))
                value.append(read);
        }
        return static_cast<std::size_t>(value.size()) == json.size();
    }
    template<class T>
    bool read(const Json &json, T &value, const Range &)
    {
        if constexpr (std::is_enum_v<T>) {
            return json.is_string() && enumFromName(json.get_ref<const std::string &>(), value);
        } else {
            if (!json.is_object())
                return false;
            FieldReader reader(json, m_context);
            describe(reader, value);
            return true;
        }
    }

    const Json &m_object;
    const ReadContext &m_context;
};

} // namespace koma::detail
