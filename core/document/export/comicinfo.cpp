// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/comicinfo.h"

#include "core/document/export/xmltext.h"

#include <QXmlStreamWriter>

namespace koma {
namespace {

QString pageType(PageRole role)
{
    switch (role) {
    case PageRole::FrontCover:
        return QStringLiteral("FrontCover");
    case PageRole::InnerCover:
        return QStringLiteral("InnerCover");
    case PageRole::Story:
        return QStringLiteral("Story");
    case PageRole::Advertisement:
        return QStringLiteral("Advertisement");
    case PageRole::Editorial:
        return QStringLiteral("Editorial");
    case PageRole::Letters:
        return QStringLiteral("Letters");
    case PageRole::Preview:
        return QStringLiteral("Preview");
    case PageRole::BackCover:
        return QStringLiteral("BackCover");
    case PageRole::Other:
        return QStringLiteral("Other");
    }
    return QStringLiteral("Other");
}

void writeKnown(QXmlStreamWriter &xml, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        xml.writeTextElement(name, xmlText(value));
}

} // namespace

QByteArray comicInfoXml(const DocumentSettings &settings, const std::vector<ComicInfoPage> &pages)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("ComicInfo"));
    writeKnown(xml, QStringLiteral("Title"), settings.title);
    writeKnown(xml, QStringLiteral("Series"), settings.series);
    writeKnown(xml, QStringLiteral("Writer"), settings.creator);
    xml.writeTextElement(QStringLiteral("PageCount"), QString::number(pages.size()));
    writeKnown(xml, QStringLiteral("LanguageISO"), settings.language);
    xml.writeTextElement(QStringLiteral("Manga"),
                         settings.direction == ReadingDirection::RightToLeft
                             ? QStringLiteral("YesAndRightToLeft")
                             : QStringLiteral("No"));
    xml.writeStartElement(QStringLiteral("Pages"));
    for (std::size_t i = 0; i < pages.size(); ++i) {
        xml.writeEmptyElement(QStringLiteral("Page"));
        xml.writeAttribute(QStringLiteral("Image"), QString::number(i));
        xml.writeAttribute(QStringLiteral("Type"), pageType(pages[i].role));
        if (pages[i].isDoublePage)
            xml.writeAttribute(QStringLiteral("DoublePage"), QStringLiteral("true"));
        xml.writeAttribute(QStringLiteral("ImageWidth"), QString::number(pages[i].size.widthPx));
        xml.writeAttribute(QStringLiteral("ImageHeight"), QString::number(pages[i].size.heightPx));
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace koma
