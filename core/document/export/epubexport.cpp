// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/document/export/epubparts.h"
#include "core/document/export/exportarchive.h"
#include "core/document/export/exportplan.h"
#include "core/document/export/xmltext.h"
#include "core/document/layout/spreads.h"

#include <QTemporaryDir>
#include <QUuid>

#include <algorithm>

namespace koma {
namespace {

namespace fs = std::filesystem;

const char *mediaTypeOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return "image/jpeg";
    case PictureFormat::Png:
        return "image/png";
    case PictureFormat::Webp:
        return "image/webp";
    case PictureFormat::Tiff:
        break;
    }
    return nullptr;
}

/// The comic with only the pages that are exported, in their order: it is what lies open.
Comic chosenPages(const Comic &comic, const QList<qsizetype> &pages)
{
    Comic chosen;
    chosen.settings = comic.settings;
    for (const qsizetype page : pages)
        chosen.pages.append(comic.pages[page]);
    return chosen;
}

void setSides(const Comic &comic, std::vector<EpubPage> &pages)
{
    if (!comic.settings.hasFacingPages || comic.settings.direction == ReadingDirection::TopToBottom)
        return;
    for (const Spread &spread : spreadsOf(comic)) {
        if (spread.left >= 0)
            pages[static_cast<std::size_t>(spread.left)].side = EpubSide::Left;
        if (spread.right >= 0)
            pages[static_cast<std::size_t>(spread.right)].side = EpubSide::Right;
        if (spread.left >= 0 && spread.left == spread.right)
            pages[static_cast<std::size_t>(spread.left)].side = EpubSide::Centre;
    }
}

/// The page that the shelf shows: the front cover, else the first.
std::size_t coverOf(const Comic &comic)
{
    const auto cover = std::find_if(comic.pages.begin(), comic.pages.end(), [](const Page &page) {
        return page.properties.role == PageRole::FrontCover;
    });
    return cover != comic.pages.end()
               ? static_cast<std::size_t>(std::distance(comic.pages.begin(), cover))
               : 0;
}

EpubPage pageOf(const Comic &comic, qsizetype number, const ExportOptions &options)
{
    const Page &page = comic.pages[number];
    const QString name = xmlText(page.properties.name).simplified();
    EpubPage epub;
    epub.label = !name.isEmpty() ? name : QStringLiteral("Page %1").arg(number + 1);
    epub.words = wordsOf(page, comic.settings.direction);
    epub.stem =
        QStringLiteral("page-") + QString::fromStdString(pageDigits(number, comic.pages.size()));
    epub.mediaType = QString::fromLatin1(mediaTypeOf(options.pictureFormat));
    epub.extension = QString::fromUtf8(extensionOf(options.pictureFormat).data());
    epub.size = areaSizePx(page.properties.setup, options.area, exportDpi(page, options));
    return epub;
}

/// The same for the same content, whenever and wherever it is exported.
QString identifierOf(const EpubBook &book, const std::string &picturesHashes)
{
    const DocumentSettings &settings = book.settings;
    QByteArray content;
    for (const QString &each :
         {settings.title, settings.series, settings.creator, settings.language})
        content += each.toUtf8() + '\0';
    content += QByteArray::number(static_cast<int>(settings.direction));
    for (const EpubPage &page : book.pages)
        content += page.label.toUtf8() + '\0' + page.words.toUtf8() + '\0' +
                   QByteArray::number(static_cast<int>(page.side));
    content += QByteArray::fromStdString(picturesHashes);
    static const QUuid kKomaBooks(QStringLiteral("{2f0d3f0c-6c0e-5b7e-9a41-6b6f6d610001}"));
    return QStringLiteral("urn:uuid:") +
           QUuid::createUuidV5(kKomaBooks, content).toString(QUuid::WithoutBraces);
}

std::vector<ArchiveEntry> entriesOf(const EpubBook &book, const std::vector<fs::path> &pictures)
{
    std::vector<ArchiveEntry> entries{
        {"mimetype", "application/epub+zip", {}, Packing::Stored},
        {"META-INF/container.xml", epubContainer().toStdString(), {}, Packing::Deflated},
        {kEpubPackage, epubPackage(book).toStdString(), {}, Packing::Deflated},
        {kEpubNavigation, epubNavigation(book).toStdString(), {}, Packing::Deflated}};
    for (std::size_t i = 0; i < book.pages.size(); ++i) {
        const EpubPage &page = book.pages[i];
        entries.push_back({epubPageEntry(page).toStdString(),
                           epubPageText(book, page).toStdString(),
                           {},
                           Packing::Deflated});
        entries.push_back({epubPictureEntry(page).toStdString(), {}, pictures[i], Packing::Stored});
    }
    return entries;
}

} // namespace

Result<ExportReport> exportEpub(const fs::path &path, const Comic &comic, const ArtSource &art,
                                const ExportOptions &options)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    if (mediaTypeOf(options.pictureFormat) == nullptr)
        return fail(ErrorKind::InvalidArgument,
                    "Readers of EPUB know no TIFF; choose JPEG, PNG or WebP for the pages.");
    const QTemporaryDir folder;
    if (!folder.isValid())
        return cannotWriteArchive(path, folder.errorString().toStdString());
    ExportReport report;
    const Comic chosen = chosenPages(comic, *pages);
    EpubBook book{chosen.settings, {}, QDateTime::currentDateTimeUtc(), {}};
    std::vector<fs::path> pictures;
    std::string hashes;
    for (qsizetype i = 0; i < chosen.pages.size(); ++i) {
        book.pages.push_back(pageOf(chosen, i, options));
        pictures.push_back(
            fs::path(folder.path().toStdString()) /
            QString(book.pages.back().stem + book.pages.back().extension).toStdString());
        if (const auto written =
                writePagePicture(pictures.back(), comic, (*pages)[i], art, options, report);
            !written)
            return fail(written.error());
        const Result<std::string> hash = sha256HexOfFile(pictures.back());
        if (!hash)
            return fail(hash.error());
        hashes += *hash;
        options.progress.report(
            static_cast<double>(i + 1) / static_cast<double>(chosen.pages.size()), "pages");
    }
    setSides(chosen, book.pages);
    book.pages[coverOf(chosen)].isCover = true;
    book.identifier = identifierOf(book, hashes);
    const auto written = writeArchive(path, entriesOf(book, pictures), options.cancel);
    if (!written)
        return fail(written.error());
    report.files.push_back(path);
    return report;
}

} // namespace koma
