// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/text/languages.h"

#include <QComboBox>

#include <array>
#include <utility>

namespace koma {

void fillLanguages(QComboBox &box, const QString &nameOfNone)
{
    static constexpr std::array<std::pair<const char *, const char *>, 14> kLanguages{{
        {"en", "English"},
        {"de", "Deutsch"},
        {"es", "Español"},
        {"fr", "Français"},
        {"id", "Bahasa Indonesia"},
        {"it", "Italiano"},
        {"ja", "日本語"},
        {"ko", "한국어"},
        {"nl", "Nederlands"},
        {"pl", "Polski"},
        {"pt", "Português"},
        {"ru", "Русский"},
        {"zh-Hans", "简体中文"},
        {"zh-Hant", "繁體中文"},
    }};
    box.addItem(nameOfNone, QString());
    for (const auto &[code, name] : kLanguages)
        box.addItem(QString::fromUtf8(name), QString::fromLatin1(code));
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    constexpr int kLeastLetters = 8;
    box.setMinimumContentsLength(kLeastLetters);
}

} // namespace koma
