// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGuiApplication>

#include <array>

namespace koma {

/// Fonts need a QGuiApplication; this one wants no display.
class GuiRuntime
{
public:
    GuiRuntime() = default;

private:
    std::array<char, 5> m_name{'k', 'o', 'm', 'a', '\0'};
    std::array<char, 10> m_option{'-', 'p', 'l', 'a', 't', 'f', 'o', 'r', 'm', '\0'};
    std::array<char, 10> m_platform{'o', 'f', 'f', 's', 'c', 'r', 'e', 'e', 'n', '\0'};
    std::array<char *, 4> m_arguments{m_name.data(), m_option.data(), m_platform.data(), nullptr};
    int m_count = 3;
    QGuiApplication m_application{m_count, m_arguments.data()};
};

} // namespace koma
