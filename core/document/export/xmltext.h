// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace koma {

/// The text without the characters that XML 1.0 has no way to write, for QXmlStreamWriter lets
/// them through and readers then refuse the file.
inline QString xmlText(QString text)
{
    constexpr char16_t kFirstPrintable = 0x20;
    text.removeIf([](QChar c) {
        const bool isSpace = c == u'\t' || c == u'\n' || c == u'\r';
        return (c < kFirstPrintable && !isSpace) || c == QChar(0xfffe) || c == QChar(0xffff);
    });
    // Halves of pairs that stand alone become replacement characters.
    return QString::fromUtf8(text.toUtf8());
}

} // namespace koma
