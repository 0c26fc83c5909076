// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/epubparts.h"

#include "core/document/export/xmltext.h"
#include "core/document/layout/readingorder.h"

#include <QRegularExpression>
#include <QXmlStreamWriter>

#include <algorithm>
#include <functional>

namespace koma {
namespace {

using namespace Qt::StringLiterals;

const QString kXhtml = u"http://www.w3.org/1999/xhtml"_s;
const QString kOps = u"http://www.idpf.org/2007/ops"_s;
const QString kOpf = u"http://www.idpf.org/2007/opf"_s;
const QString kDublinCore = u"http://purl.org/dc/elements/1.1/"_s;
const QString kXml = u"http://www.w3.org/XML/1998/namespace"_s;

QByteArray written(const std::function<void(QXmlStreamWriter &)> &write)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    write(xml);
    xml.writeEndDocument();
    return bytes;
}

QString languageOf(const DocumentSettings &settings)
{
    static const QRegularExpression kTag(u"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"_s);
    return kTag.match(settings.language).hasMatch() ? settings.language : u"und"_s;
}

QString titleOf(const DocumentSettings &settings)
{
    const QString title = xmlText(settings.title).simplified();
    const QString series = xmlText(settings.series).simplified();
    return !title.isEmpty() ? title : !series.isEmpty() ? series : u"Untitled"_s;
}

void writeMeta(QXmlStreamWriter &xml, const QString &property, const QString &value)
{
    xml.writeStartElement(kOpf, u"meta"_s);
    xml.writeAttribute(u"property"_s, property);
    xml.writeCharacters(value);
    xml.writeEndElement();
}

void writeMetadata(QXmlStreamWriter &xml, const EpubBook &book)
{
    const DocumentSettings &settings = book.settings;
    const bool isSpread =
        std::any_of(book.pages.begin(), book.pages.end(),
                    [](const EpubPage &page) { return page.side != EpubSide::Any; });
    const bool hasWords = std::any_of(book.pages.begin(), book.pages.end(),
                                      [](const EpubPage &page) { return !page.words.isEmpty(); });
    xml.writeStartElement(kOpf, u"metadata"_s);
    xml.writeStartElement(kDublinCore, u"identifier"_s);
    xml.writeAttribute(u"id"_s, u"book-id"_s);
    xml.writeCharacters(book.identifier);
    xml.writeEndElement();
    xml.writeTextElement(kDublinCore, u"title"_s, titleOf(settings));
    xml.writeTextElement(kDublinCore, u"language"_s, languageOf(settings));
    if (const QString creator = xmlText(settings.creator).simplified(); !creator.isEmpty())
        xml.writeTextElement(kDublinCore, u"creator"_s, creator);
    if (const QString series = xmlText(settings.series).simplified(); !series.isEmpty()) {
        xml.writeStartElement(kOpf, u"meta"_s);
        xml.writeAttribute(u"property"_s, u"belongs-to-collection"_s);
        xml.writeAttribute(u"id"_s, u"series"_s);
        xml.writeCharacters(series);
        xml.writeEndElement();
        xml.writeStartElement(kOpf, u"meta"_s);
        xml.writeAttribute(u"refines"_s, u"#series"_s);
        xml.writeAttribute(u"property"_s, u"collection-type"_s);
        xml.writeCharacters(u"series"_s);
        xml.writeEndElement();
    }
    writeMeta(xml, u"dcterms:modified"_s, book.modified.toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s));
    writeMeta(xml, u"rendition:layout"_s, u"pre-paginated"_s);
    writeMeta(xml, u"rendition:orientation"_s, u"auto"_s);
    writeMeta(xml, u"rendition:spread"_s, isSpread ? u"landscape"_s : u"none"_s);
    writeMeta(xml, u"schema:accessMode"_s, u"visual"_s);
    if (hasWords)
        writeMeta(xml, u"schema:accessMode"_s, u"textual"_s);
    writeMeta(xml, u"schema:accessModeSufficient"_s, u"visual"_s);
    writeMeta(xml, u"schema:accessibilityFeature"_s, u"tableOfContents"_s);
    if (hasWords)
        writeMeta(xml, u"schema:accessibilityFeature"_s, u"alternativeText"_s);
    writeMeta(xml, u"schema:accessibilityHazard"_s, u"none"_s);
    writeMeta(xml, u"schema:accessibilitySummary"_s,
              u"Each page is a picture. Its alternative text gives the words on it in reading "
              "order; what is drawn is not described."_s);
    xml.writeEmptyElement(kOpf, u"meta"_s); // what readers of EPUB 2 know
    xml.writeAttribute(u"name"_s, u"cover"_s);
    xml.writeAttribute(u"content"_s, u"cover-picture"_s);
    xml.writeEndElement();
}

QString pictureId(const EpubPage &page)
{
    return page.isCover ? u"cover-picture"_s : u"picture-"_s + page.stem;
}

/// A name as the package sees it, which lies beside the folders.
QString hrefOf(const QString &entry)
{
    return entry.mid(entry.indexOf(u'/') + 1);
}

void writeItem(QXmlStreamWriter &xml, const QString &id, const QString &href, const QString &type,
               const QString &properties)
{
    xml.writeEmptyElement(kOpf, u"item"_s);
    xml.writeAttribute(u"id"_s, id);
    xml.writeAttribute(u"href"_s, href);
    xml.writeAttribute(u"media-type"_s, type);
    if (!properties.isEmpty())
        xml.writeAttribute(u"properties"_s, properties);
}

void writeManifest(QXmlStreamWriter &xml, const EpubBook &book)
{
    xml.writeStartElement(kOpf, u"manifest"_s);
    writeItem(xml, u"nav"_s, u"nav.xhtml"_s, u"application/xhtml+xml"_s, u"nav"_s);
    for (const EpubPage &page : book.pages) {
        writeItem(xml, page.stem, hrefOf(epubPageEntry(page)), u"application/xhtml+xml"_s, {});
        writeItem(xml, pictureId(page), hrefOf(epubPictureEntry(page)), page.mediaType,
                  page.isCover ? u"cover-image"_s : QString());
    }
    xml.writeEndElement();
}

QString sideProperty(EpubSide side)
{
    switch (side) {
    case EpubSide::Any:
        return {};
    case EpubSide::Left:
        return u"page-spread-left"_s;
    case EpubSide::Right:
        return u"page-spread-right"_s;
    case EpubSide::Centre:
        return u"rendition:page-spread-center"_s;
    }
    return {};
}

void writeSpine(QXmlStreamWriter &xml, const EpubBook &book)
{
    const bool isFromRight = book.settings.direction == ReadingDirection::RightToLeft;
    xml.writeStartElement(kOpf, u"spine"_s);
    xml.writeAttribute(u"page-progression-direction"_s, isFromRight ? u"rtl"_s : u"ltr"_s);
    for (const EpubPage &page : book.pages) {
        xml.writeEmptyElement(kOpf, u"itemref"_s);
        xml.writeAttribute(u"idref"_s, page.stem);
        if (const QString side = sideProperty(page.side); !side.isEmpty())
            xml.writeAttribute(u"properties"_s, side);
    }
    xml.writeEndElement();
}

void beginXhtml(QXmlStreamWriter &xml, const EpubBook &book, const QString &title)
{
    xml.writeDTD(u"<!DOCTYPE html>"_s);
    xml.writeDefaultNamespace(kXhtml);
    xml.writeNamespace(kOps, u"epub"_s);
    xml.writeStartElement(kXhtml, u"html"_s);
    xml.writeAttribute(kXml, u"lang"_s, languageOf(book.settings));
    xml.writeAttribute(u"lang"_s, languageOf(book.settings));
    xml.writeStartElement(kXhtml, u"head"_s);
    xml.writeEmptyElement(kXhtml, u"meta"_s);
    xml.writeAttribute(u"charset"_s, u"utf-8"_s);
    xml.writeTextElement(kXhtml, u"title"_s, title);
}

void writeLink(QXmlStreamWriter &xml, const QString &href, const QString &label,
               const QString &type = {})
{
    xml.writeStartElement(kXhtml, u"li"_s);
    xml.writeStartElement(kXhtml, u"a"_s);
    if (!type.isEmpty())
        xml.writeAttribute(kOps, u"type"_s, type);
    xml.writeAttribute(u"href"_s, href);
    xml.writeCharacters(label);
    xml.writeEndElement();
    xml.writeEndElement();
}

void beginNav(QXmlStreamWriter &xml, const QString &type, const QString &heading)
{
    xml.writeStartElement(kXhtml, u"nav"_s);
    xml.writeAttribute(kOps, u"type"_s, type);
    xml.writeTextElement(kXhtml, u"h1"_s, heading);
    xml.writeStartElement(kXhtml, u"ol"_s);
}

void endNav(QXmlStreamWriter &xml)
{
    xml.writeEndElement();
    xml.writeEndElement();
}

} // namespace

QString epubPageEntry(const EpubPage &page)
{
    return u"EPUB/"_s + page.stem + u".xhtml"_s;
}

QString epubPictureEntry(const EpubPage &page)
{
    return u"EPUB/pictures/"_s + page.stem + page.extension;
}

QByteArray epubContainer()
{
    const QString names = u"urn:oasis:names:tc:opendocument:xmlns:container"_s;
    return written([&](QXmlStreamWriter &xml) {
        xml.writeDefaultNamespace(names);
        xml.writeStartElement(names, u"container"_s);
        xml.writeAttribute(u"version"_s, u"1.0"_s);
        xml.writeStartElement(names, u"rootfiles"_s);
        xml.writeEmptyElement(names, u"rootfile"_s);
        xml.writeAttribute(u"full-path"_s, QString::fromLatin1(kEpubPackage));
        xml.writeAttribute(u"media-type"_s, u"application/oebps-package+xml"_s);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QByteArray epubPackage(const EpubBook &book)
{
    return written([&](QXmlStreamWriter &xml) {
        xml.writeDefaultNamespace(kOpf);
        xml.writeNamespace(kDublinCore, u"dc"_s);
        xml.writeStartElement(kOpf, u"package"_s);
        xml.writeAttribute(u"version"_s, u"3.0"_s);
        xml.writeAttribute(u"unique-identifier"_s, u"book-id"_s);
        xml.writeAttribute(kXml, u"lang"_s, languageOf(book.settings));
        writeMetadata(xml, book);
        writeManifest(xml, book);
        writeSpine(xml, book);
        xml.writeEndElement();
    });
}

QByteArray epubNavigation(const EpubBook &book)
{
    return written([&](QXmlStreamWriter &xml) {
        beginXhtml(xml, book, titleOf(book.settings));
        xml.writeEndElement();
        xml.writeStartElement(kXhtml, u"body"_s);
        beginNav(xml, u"toc"_s, titleOf(book.settings));
        for (const EpubPage &page : book.pages)
            writeLink(xml, hrefOf(epubPageEntry(page)), page.label);
        endNav(xml);
        beginNav(xml, u"landmarks"_s, u"Landmarks"_s);
        for (const EpubPage &page : book.pages) {
            if (page.isCover)
                writeLink(xml, hrefOf(epubPageEntry(page)), page.label, u"cover"_s);
        }
        writeLink(xml, hrefOf(epubPageEntry(book.pages.front())), titleOf(book.settings),
                  u"bodymatter"_s);
        endNav(xml);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QByteArray epubPageText(const EpubBook &book, const EpubPage &page)
{
    const QString width = QString::number(page.size.widthPx);
    const QString height = QString::number(page.size.heightPx);
    return written([&](QXmlStreamWriter &xml) {
        beginXhtml(xml, book, page.label);
        xml.writeEmptyElement(kXhtml, u"meta"_s);
        xml.writeAttribute(u"name"_s, u"viewport"_s);
        xml.writeAttribute(u"content"_s, u"width="_s + width + u", height="_s + height);
        xml.writeTextElement(
            kXhtml, u"style"_s,
            u"html, body { margin: 0; padding: 0; } img { display: block; width: "_s + width +
                u"px; height: "_s + height + u"px; }"_s);
        xml.writeEndElement();
        xml.writeStartElement(kXhtml, u"body"_s);
        xml.writeEmptyElement(kXhtml, u"img"_s);
        xml.writeAttribute(u"src"_s, hrefOf(epubPictureEntry(page)));
        xml.writeAttribute(u"alt"_s, page.words.isEmpty() ? page.label : page.words);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QString wordsOf(const Page &page, ReadingDirection direction)
{
    QStringList lines;
    for (const ObjectId id : letteringInOrder(page, direction).ids) {
        QStringList words;
        forEachObject({*findObject(page.objects, id)}, [&](const PageObject &object) {
            const auto *text = object.as<TextBlock>();
            if (text != nullptr && !object.properties.isHidden)
                words.append(xmlText(plainText(*text)).simplified());
        });
        words.removeAll(QString());
        if (!words.isEmpty())
            lines.append(words.join(u' '));
    }
    return lines.join(u'\n');
}

} // namespace koma
