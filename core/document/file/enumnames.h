// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace koma::detail {

/// The words that stand for an enum's values in files. They never change.
template<class Enum>
struct EnumNames;

template<class Enum, std::size_t Count>
using EnumTable = std::array<std::pair<Enum, std::string_view>, Count>;

template<>
struct EnumNames<BorderStyle>
{
    static constexpr EnumTable<BorderStyle, 4> kTable{{{BorderStyle::Solid, "solid"},
                                                       {BorderStyle::Dashed, "dashed"},
                                                       {BorderStyle::Dotted, "dotted"},
                                                       {BorderStyle::None, "none"}}};
};

template<>
struct EnumNames<BalloonKind>
{
    static constexpr EnumTable<BalloonKind, 5> kTable{{{BalloonKind::Speech, "speech"},
                                                       {BalloonKind::Thought, "thought"},
                                                       {BalloonKind::Shout, "shout"},
                                                       {BalloonKind::Whisper, "whisper"},
                                                       {BalloonKind::Caption, "caption"}}};
};

template<>
struct EnumNames<WritingMode>
{
    static constexpr EnumTable<WritingMode, 2> kTable{
        {{WritingMode::Horizontal, "horizontal"},
         {WritingMode::VerticalRightToLeft, "vertical-rl"}}};
};

template<>
struct EnumNames<TextAlignment>
{
    static constexpr EnumTable<TextAlignment, 3> kTable{{{TextAlignment::Start, "start"},
                                                         {TextAlignment::Centre, "centre"},
                                                         {TextAlignment::End, "end"}}};
};

template<>
struct EnumNames<TonePattern>
{
    static constexpr EnumTable<TonePattern, 4> kTable{{{TonePattern::Dots, "dots"},
                                                       {TonePattern::Lines, "lines"},
                                                       {TonePattern::Noise, "noise"},
                                                       {TonePattern::Gradient, "gradient"}}};
};

template<>
struct EnumNames<SpeedLineKind>
{
    static constexpr EnumTable<SpeedLineKind, 2> kTable{
        {{SpeedLineKind::Parallel, "parallel"}, {SpeedLineKind::Focus, "focus"}}};
};

template<>
struct EnumNames<MaskEffect>
{
    static constexpr EnumTable<MaskEffect, 2> kTable{
        {{MaskEffect::Hide, "hide"}, {MaskEffect::Reveal, "reveal"}}};
};

template<>
struct EnumNames<BlendMode>
{
    static constexpr EnumTable<BlendMode, 3> kTable{{{BlendMode::Normal, "normal"},
                                                     {BlendMode::Multiply, "multiply"},
                                                     {BlendMode::Screen, "screen"}}};
};

template<>
struct EnumNames<GuideAxis>
{
    static constexpr EnumTable<GuideAxis, 2> kTable{
        {{GuideAxis::Horizontal, "horizontal"}, {GuideAxis::Vertical, "vertical"}}};
};

template<>
struct EnumNames<PageRole>
{
    static constexpr EnumTable<PageRole, 9> kTable{{{PageRole::FrontCover, "front-cover"},
                                                    {PageRole::InnerCover, "inner-cover"},
                                                    {PageRole::Story, "story"},
                                                    {PageRole::Advertisement, "advertisement"},
                                                    {PageRole::Editorial, "editorial"},
                                                    {PageRole::Letters, "letters"},
                                                    {PageRole::Preview, "preview"},
                                                    {PageRole::BackCover, "back-cover"},
                                                    {PageRole::Other, "other"}}};
};

template<>
struct EnumNames<ReadingDirection>
{
    static constexpr EnumTable<ReadingDirection, 3> kTable{
        {{ReadingDirection::LeftToRight, "left-to-right"},
         {ReadingDirection::RightToLeft, "right-to-left"},
         {ReadingDirection::TopToBottom, "top-to-bottom"}}};
};

/// The keys under which contents stand, in the order of ObjectKind.
constexpr std::array<std::string_view, kObjectKindCount> kContentKeys{
    "panel", "art", "balloon", "text", "tone", "speedLines", "ink", "mask", "group"};

template<class Enum>
constexpr std::string_view enumName(Enum value)
{
    for (const auto &[candidate, name] : EnumNames<Enum>::kTable) {
        if (candidate == value)
            return name;
    }
    return {};
}

/// False where the word stands for none.
template<class Enum>
bool enumFromName(std::string_view name, Enum &value)
{
    const auto &table = EnumNames<Enum>::kTable;
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto &entry) { return entry.second == name; });
    if (found == table.end())
        return false;
    value = found->first;
    return true;
}

} // namespace koma::detail
