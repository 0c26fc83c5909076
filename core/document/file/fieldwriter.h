// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/artfields.h"
#include "core/document/file/enumnames.h"
#include "core/document/file/inkcode.h"
#include "core/document/file/letteringfields.h"
#include "core/document/file/pagefields.h"

#include <nlohmann/json.hpp>

#include <string>
#include <type_traits>

namespace koma::detail {

using OrderedJson = nlohmann::ordered_json;

std::string hexColour(Colour colour);

template<class T>
OrderedJson structJson(const T &value);

/// Writes described fields into a JSON object.
class FieldWriter
{
public:
    template<class T>
    void operator()(const char *name, const T &value)
    {
        object[name] = jsonOf(value);
    }
    template<class T>
    void operator()(const char *name, const T &value, const Range &)
    {
        object[name] = jsonOf(value);
    }

    OrderedJson object = OrderedJson::object();

private:
    static OrderedJson jsonOf(const QString &text) { return text.toStdString(); }
    static OrderedJson jsonOf(Colour colour) { return hexColour(colour); }
    static OrderedJson jsonOf(const PointPt &p) { return {p.xPt, p.yPt}; }
    static OrderedJson jsonOf(const RectPt &r) { return {r.xPt, r.yPt, r.widthPt, r.heightPt}; }
    static OrderedJson jsonOf(const MarginsPt &m)
    {
        return {m.leftPt, m.topPt, m.rightPt, m.bottomPt};
    }
    static OrderedJson jsonOf(const OutlinePt &outline)
    {
        OrderedJson array = OrderedJson::array();
        for (const PointPt &point : outline) {
            array.push_back(point.xPt);
            array.push_back(point.yPt);
        }
        return array;
    }
    static OrderedJson jsonOf(const QList<InkPoint> &points) { return encodedInk(points); }
    template<class Tag>
    static OrderedJson jsonOf(Id<Tag> id)
    {
        return id.value;
    }
    template<class T>
    static OrderedJson jsonOf(const QList<T> &list)
    {
        OrderedJson array = OrderedJson::array();
        for (const T &entry : list)
            array.push_back(structJson(entry));
        return array;
    }
    template<class T>
    static OrderedJson jsonOf(const T &value)
    {
        if constexpr (std::is_enum_v<T>)
            return enumName(value);
        else if constexpr (std::is_arithmetic_v<T>)
            return value;
        else
            return structJson(value);
    }
};

template<class T>
OrderedJson structJson(const T &value)
{
    FieldWriter writer;
    describe(writer, value);
    return std::move(writer.object);
}

} // namespace koma::detail
