// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/import/pageimport.h"

#include "core/base/atomicfile.h"
#include "core/document/model/units.h"
#include "core/document/zip/zipreader.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <functional>
#include <memory>
#include <span>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr double kImportDpi = 300.0;
constexpr std::size_t kMaxInfoBytes = std::size_t{1} << 20U;
constexpr const char *kInfoName = "ComicInfo.xml";

/// One picture, to be put into the store when its turn comes.
struct Source
{
    QString name;
    std::function<Result<PictureRef>(PictureStore &)> add;
};

bool isPicture(const QString &name)
{
    static const QStringList endings{QStringLiteral(".jpg"), QStringLiteral(".jpeg"),
                                     QStringLiteral(".png"), QStringLiteral(".webp"),
                                     QStringLiteral(".tif"), QStringLiteral(".tiff"),
                                     QStringLiteral(".bmp")};
    // macOS puts shadows of files into archives.
    if (name.startsWith(QStringLiteral("__MACOSX")))
        return false;
    return std::any_of(endings.begin(), endings.end(), [&](const QString &ending) {
        return name.endsWith(ending, Qt::CaseInsensitive);
    });
}

/// A name whose numbers compare as numbers.
QString sortKey(const QString &name)
{
    constexpr int kDigits = 12;
    QString key;
    QString digits;
    const QString ended = name.toLower() + QChar(u'\0');
    for (const QChar c : ended) {
        if (c.isDigit()) {
            digits += c;
            continue;
        }
        if (!digits.isEmpty())
            key += digits.rightJustified(kDigits, u'0');
        digits.clear();
        key += c;
    }
    return key;
}

void applyInfo(DocumentSettings &settings, const std::string &text)
{
    QXmlStreamReader xml(QByteArray::fromStdString(text));
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QStringLiteral("Title"))
            settings.title = xml.readElementText();
        else if (xml.name() == QStringLiteral("Series"))
            settings.series = xml.readElementText();
        else if (xml.name() == QStringLiteral("Writer"))
            settings.creator = xml.readElementText();
        else if (xml.name() == QStringLiteral("LanguageISO"))
            settings.language = xml.readElementText();
        else if (xml.name() == QStringLiteral("Manga") &&
                 xml.readElementText() == QStringLiteral("YesAndRightToLeft"))
            settings.direction = ReadingDirection::RightToLeft;
    }
}

Result<std::string> readEntry(const ZipReader &zip, const ZipReader::Entry &entry,
                              std::uint64_t maxBytes)
{
    if (entry.sizeBytes > maxBytes)
        return fail(ErrorKind::TooLarge,
                    "The archive's entry " + entry.name + " is larger than any page.");
    ZipReader::Content content = zip.read(entry);
    if (!content.isWhole)
        return fail(ErrorKind::BadFormat, "The archive's entry " + entry.name + " is damaged.");
    return std::move(content.bytes);
}

std::vector<Source> sourcesIn(const ZipReader &zip, DocumentSettings &settings)
{
    std::vector<Source> sources;
    for (const ZipReader::Entry &entry : zip.entries()) {
        const QString name = QString::fromStdString(entry.name);
        if (name == QLatin1String(kInfoName)) {
            if (const auto text = readEntry(zip, entry, kMaxInfoBytes))
                applyInfo(settings, *text);
        }
        if (!isPicture(name))
            continue;
        sources.push_back({name, [&zip, entry](PictureStore &store) -> Result<PictureRef> {
                               const auto bytes = readEntry(zip, entry, kMaxPictureBytes);
                               if (!bytes)
                                   return fail(bytes.error());
                               return store.addBytes(std::as_bytes(std::span(*bytes)));
                           }});
    }
    return sources;
}

std::vector<Source> sourcesIn(const fs::path &folder, DocumentSettings &settings)
{
    std::vector<Source> sources;
    std::error_code ignored;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder, ignored)) {
        const QString name = QString::fromStdString(entry.path().filename().string());
        if (!entry.is_regular_file(ignored) || !isPicture(name))
            continue;
        sources.push_back(
            {name, [path = entry.path()](PictureStore &store) { return store.addFile(path); }});
    }
    if (const auto text = readFile(folder / kInfoName, kMaxInfoBytes))
        applyInfo(settings, *text);
    return sources;
}

/// A page that its picture fills.
Page pageOf(const PictureRef &picture, std::uint64_t &lastId)
{
    Page page;
    page.id = {++lastId};
    PageSetup &setup = page.properties.setup;
    setup.widthPt = ptFromPx(picture.widthPx, kImportDpi);
    setup.heightPt = ptFromPx(picture.heightPx, kImportDpi);
    ArtLayer art;
    art.picture = picture;
    coverBox(art, setup.trimPt());
    page.objects = {{{++lastId}, {}, art, {}}};
    return page;
}

} // namespace

Result<Comic> importPages(const fs::path &input, PictureStore &pictures, const CancelToken &cancel,
                          const Progress &progress)
{
    std::error_code error;
    if (!fs::exists(input, error))
        return fail(ErrorKind::NotFound, "There is no " + input.string() + ".");
    Comic comic;
    std::unique_ptr<ZipReader> zip;
    std::vector<Source> sources;
    if (fs::is_directory(input, error)) {
        sources = sourcesIn(input, comic.settings);
    } else {
        zip = ZipReader::open(input);
        if (zip == nullptr)
            return fail(ErrorKind::BadFormat, input.string() + " is no comic book archive (CBZ).");
        sources = sourcesIn(*zip, comic.settings);
    }
    if (sources.empty())
        return fail(ErrorKind::BadFormat, "There are no pictures in " + input.string() + ".");
    std::stable_sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) {
        return sortKey(a.name) < sortKey(b.name);
    });
    std::uint64_t lastId = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        const Result<PictureRef> picture = sources[i].add(pictures);
        if (!picture)
            return fail(picture.error());
        comic.pages.append(pageOf(*picture, lastId));
        progress.report(static_cast<double>(i + 1) / static_cast<double>(sources.size()), "pages");
    }
    comic.settings.pageSetup = comic.pages.first().properties.setup;
    return comic;
}

} // namespace koma
