// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/komafile.h"

#include "core/base/atomicfile.h"
#include "core/document/zip/zipwriter.h"

#include <algorithm>

namespace koma {
namespace {

namespace fs = std::filesystem;

bool addStyle(ZipWriter &writer, const EmbeddedStyle &style)
{
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(style.folder, error)) {
        const bool isPlain =
            entry.is_regular_file(error) && entry.file_size(error) <= kMaxStyleBytes;
        const std::string name =
            "styles/" + style.id.toStdString() + "/" + entry.path().filename().string();
        if (isPlain && !writer.addFile(name, entry.path()))
            return false;
    }
    return !error;
}

Result<FileIssues> writeZip(const fs::path &path, const Comic &comic, const PictureStore &pictures,
                            const SaveOptions &options)
{
    const std::string text = documentText(comic);
    FileIssues issues;
    ZipWriter writer(path);
    bool isComplete =
        writer.addText(kMimetypeEntry, kKomaMimetype) && writer.addText(kDocumentEntry, text);
    for (const PictureRef &picture : picturesOf(comic)) {
        const auto size = pictures.sizeBytes(picture);
        if (!size)
            issues.push_back({FileIssue::Kind::PictureMissing, 0,
                              "The picture " + picture.sha256.left(12).toStdString() +
                                  "… is missing and was not saved."});
        else
            isComplete =
                isComplete &&
                writer.addLater(
                    pictureEntry(picture.sha256.toStdString(), picture.extension.toStdString()),
                    *size, [&pictures, picture] { return pictures.readUnchecked(picture); });
    }
    for (const EmbeddedStyle &style : options.styles)
        isComplete = isComplete && addStyle(writer, style);
    if (!isComplete)
        return fail(ErrorKind::Unwritable, "The comic cannot be saved to " + path.string() + ".");
    const std::string sentence =
        "The comic cannot be saved there. Check the folder and the free space.";
    if (auto closed = writer.close(sentence, options.cancel, options.progress); !closed)
        return fail(closed.error());
    return issues;
}

/// document.json from a sound or damaged archive, and whether it is just what was written.
struct DocumentText
{
    std::string text;
    bool isIntact = true;
};

Result<DocumentText> documentOf(const KomaArchive &archive)
{
    const std::string entry(kDocumentEntry);
    if (auto whole = archive.read(entry))
        return DocumentText{std::move(*whole), true};
    else if (whole.error().kind == ErrorKind::TooLarge)
        return fail(whole.error());
    auto part = archive.read(entry, KomaArchive::Reading::AsFarAsPossible);
    if (!part)
        return fail(part.error());
    return DocumentText{std::move(*part), false};
}

/// The comic in an archive; damage is told as issues.
Result<OpenedComic> comicIn(std::shared_ptr<const KomaArchive> archive)
{
    const auto document = documentOf(*archive);
    if (!document)
        return fail(document.error());
    auto read = readDocumentText(document->text);
    if (!read)
        return fail(read.error());
    OpenedComic opened{std::move(read->comic), std::move(read->issues), std::move(archive)};
    if (!document->isIntact && countOf(opened.issues, FileIssue::Kind::DamagedText) == 0)
        opened.issues.push_back(
            {FileIssue::Kind::DamagedText, 0,
             "The document is not as it was saved; something on its pages may be wrong."});
    return opened;
}

void reportLosses(OpenedComic &opened)
{
    if (opened.archive->isSalvaged())
        opened.issues.push_back({FileIssue::Kind::DamagedArchive, 0,
                                 "The file is damaged; what could be found in it was opened."});
    for (const std::string &name : opened.archive->foreignNames())
        opened.issues.push_back({FileIssue::Kind::ForeignEntry, 0,
                                 "The entry \"" + name + "\" does not belong in a comic."});
    for (qsizetype i = 0; i < opened.comic.pages.size(); ++i) {
        forEachObject(opened.comic.pages[i].objects, [&](const PageObject &object) {
            const auto *art = object.as<ArtLayer>();
            if (art == nullptr || art->picture.isEmpty())
                return;
            const std::string entry = pictureEntry(art->picture.sha256.toStdString(),
                                                   art->picture.extension.toStdString());
            if (!opened.archive->sizeBytes(entry))
                opened.issues.push_back(
                    {FileIssue::Kind::PictureMissing, static_cast<int>(i + 1),
                     "A picture of page " + std::to_string(i + 1) + " is missing."});
        });
    }
}

} // namespace

Result<OpenedComic> openKomaFile(const fs::path &path)
{
    const auto archive = KomaArchive::open(path);
    if (!archive)
        return fail(archive.error());
    auto opened = comicIn(*archive);
    const bool isFinal = opened.has_value() || (*archive)->isSalvaged() ||
                         opened.error().kind == ErrorKind::VersionTooNew ||
                         opened.error().kind == ErrorKind::TooLarge;
    if (!isFinal) {
        // The directory is there but leads nowhere: look for the document itself.
        if (const auto salvaged = KomaArchive::salvage(path))
            opened = comicIn(*salvaged);
    }
    if (!opened && opened.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::BadFormat, "The file " + path.string() + " is not a comic by Koma.");
    if (opened)
        reportLosses(*opened);
    return opened;
}

Result<FileIssues> saveKomaFile(const fs::path &path, const Comic &comic,
                                const PictureStore &pictures, const SaveOptions &options)
{
    FileIssues issues;
    const auto written =
        replaceFileAtomically(path, [&](const fs::path &temporary) -> Result<void> {
            auto result = writeZip(temporary, comic, pictures, options);
            if (!result)
                return fail(result.error());
            issues = std::move(*result);
            return {};
        });
    if (!written)
        return fail(written.error());
    return issues;
}

QList<QString> embeddedStyles(const KomaArchive &archive)
{
    QList<QString> ids;
    for (const std::string &name : archive.names()) {
        const QStringList parts = QString::fromStdString(name).split(QLatin1Char('/'));
        if (parts.size() == 3 && !ids.contains(parts[1]))
            ids.append(parts[1]);
    }
    return ids;
}

Result<void> extractStyle(const KomaArchive &archive, const QString &id, const fs::path &folder)
{
    const std::string prefix = "styles/" + id.toStdString() + "/";
    std::error_code error;
    bool isFound = false;
    for (const std::string &name : archive.names()) {
        if (!name.starts_with(prefix))
            continue;
        // Names from the archive are plain: KomaArchive lists no others.
        const fs::path target = folder / id.toStdString() / name.substr(prefix.size());
        fs::create_directories(target.parent_path(), error);
        const auto bytes = archive.read(name);
        if (!bytes)
            return fail(bytes.error());
        if (auto written = writeFileAtomically(target, *bytes); !written)
            return written;
        isFound = true;
    }
    if (!isFound)
        return fail(ErrorKind::NotFound,
                    "The comic does not carry the style " + id.toStdString() + ".");
    return {};
}

} // namespace koma
