// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/changevaluecommand.h"
#include "ui/widgets/interaction.h"

#include <QList>

#include <functional>
#include <optional>
#include <type_traits>

namespace koma {

/// What a control of the inspector shows and changes: one value that one or several things have.
template<class Value>
struct Binding
{
    /// Each thing's value; the control shows a dash where they differ.
    std::function<QList<Value>()> values;
    std::function<void(const Value &, GestureNumber)> change;
};

/// What a lambda like [](auto &panel) -> auto & { return panel.border; } refers to.
template<class Field, class Owner>
using FieldValue = std::remove_cvref_t<std::invoke_result_t<Field, Owner &>>;

/// The value that all have; none where they differ or there are none.
template<class Value>
std::optional<Value> sharedValue(const QList<Value> &values)
{
    if (values.isEmpty())
        return std::nullopt;
    for (const Value &value : values) {
        if (!(value == values.first()))
            return std::nullopt;
    }
    return values.first();
}

/// A binding whose values are written otherwise: percent for fractions, numbers for enumerations.
template<class Shown, class Value>
Binding<Shown> converted(const Binding<Value> &binding, std::function<Shown(const Value &)> toShown,
                         std::function<Value(const Shown &)> fromShown)
{
    return {[=] {
                QList<Shown> shown;
                for (const Value &value : binding.values())
                    shown.append(toShown(value));
                return shown;
            },
            [=](const Shown &shown, GestureNumber gesture) {
                binding.change(fromShown(shown), gesture);
            }};
}

inline Binding<double> scaled(const Binding<double> &binding, double factor)
{
    return converted<double, double>(
        binding, [factor](const double &value) { return value * factor; },
        [factor](const double &shown) { return shown / factor; });
}

template<class Enum>
Binding<int> enumerated(const Binding<Enum> &binding)
{
    return converted<int, Enum>(
        binding, [](const Enum &value) { return static_cast<int>(value); },
        [](const int &shown) { return static_cast<Enum>(shown); });
}

/// The document's number for a stroke of the hand on one control.
class GestureOfInteraction
{
public:
    GestureNumber operator()(int interaction);
    /// For controls that have no strokes of their own: edits that follow each other, as when the
    /// arrow keys go through a list, are one.
    GestureNumber ofEditNow() { return (*this)(m_edits.ofEdit()); }

private:
    Interaction m_edits;
    int m_interaction = 0;
    GestureNumber m_gesture = 0;
};

} // namespace koma
