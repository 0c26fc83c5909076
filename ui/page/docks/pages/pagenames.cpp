// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/pages/pagenames.h"

#include <QCoreApplication>
#include <QStringList>

namespace koma {
namespace {

const char *englishRoleName(PageRole role)
{
    switch (role) {
    case PageRole::FrontCover:
        return QT_TRANSLATE_NOOP("Pages", "Front cover");
    case PageRole::InnerCover:
        return QT_TRANSLATE_NOOP("Pages", "Inner cover");
    case PageRole::Story:
        return QT_TRANSLATE_NOOP("Pages", "Story");
    case PageRole::Advertisement:
        return QT_TRANSLATE_NOOP("Pages", "Advertisement");
    case PageRole::Editorial:
        return QT_TRANSLATE_NOOP("Pages", "Editorial");
    case PageRole::Letters:
        return QT_TRANSLATE_NOOP("Pages", "Letters");
    case PageRole::Preview:
        return QT_TRANSLATE_NOOP("Pages", "Preview");
    case PageRole::BackCover:
        return QT_TRANSLATE_NOOP("Pages", "Back cover");
    case PageRole::Other:
        return QT_TRANSLATE_NOOP("Pages", "Other");
    }
    return "";
}

} // namespace

QString pageRoleName(PageRole role)
{
    return QCoreApplication::translate("Pages", englishRoleName(role));
}

QString pageLabel(const Page &page, qsizetype index)
{
    QStringList parts{QString::number(index + 1)};
    if (!page.properties.name.isEmpty())
        parts.append(page.properties.name);
    else if (page.properties.role != PageRole::Story)
        parts.append(pageRoleName(page.properties.role));
    return parts.join(QStringLiteral(" · "));
}

} // namespace koma
