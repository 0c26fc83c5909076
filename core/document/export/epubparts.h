// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"
#include "core/imaging/image.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <vector>

namespace koma {

/// The text files of a fixed-layout EPUB 3.3 (W3C Recommendation), apart from its pictures.

/// Where a page lies when the book is open.
enum class EpubSide { Any, Left, Right, Centre };

struct EpubPage
{
    QString label;     ///< for the table of contents
    QString words;     ///< the alternative text
    QString stem;      ///< of the names of its files
    QString mediaType; ///< of its picture
    QString extension; ///< of its picture, with the dot
    ImageSize size;
    EpubSide side = EpubSide::Any;
    bool isCover = false;
};

struct EpubBook
{
    DocumentSettings settings;
    QString identifier; ///< a URN
    QDateTime modified; ///< UTC
    std::vector<EpubPage> pages;
};

/// Names inside the archive.
constexpr const char *kEpubPackage = "EPUB/package.opf";
constexpr const char *kEpubNavigation = "EPUB/nav.xhtml";
QString epubPageEntry(const EpubPage &page);
QString epubPictureEntry(const EpubPage &page);

QByteArray epubContainer();
QByteArray epubPackage(const EpubBook &book);
QByteArray epubNavigation(const EpubBook &book);
QByteArray epubPageText(const EpubBook &book, const EpubPage &page);

/// What a page says, in the order in which it is read: balloons and free texts, a line for each.
QString wordsOf(const Page &page, ReadingDirection direction);

} // namespace koma
