// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/komafile.h"

#include "core/base/atomicfile.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <exception>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// Feeds libzip one picture when its turn comes, so that no more than one is in memory.
class PictureSource
{
public:
    PictureSource(const PictureStore &store, PictureRef picture, std::uint64_t sizeBytes)
        : m_store(store), m_picture(std::move(picture)), m_sizeBytes(sizeBytes)
    {
        zip_error_init(&m_error);
    }

    static zip_int64_t serve(void *self, void *data, zip_uint64_t length, zip_source_cmd_t command)
    {
        auto *source = static_cast<PictureSource *>(self);
        try {
            return source->serve(data, length, command);
        } catch (const std::exception &) {
            zip_error_set(&source->m_error, ZIP_ER_MEMORY, 0);
            return -1;
        }
    }

private:
    zip_int64_t serve(void *data, zip_uint64_t length, zip_source_cmd_t command)
    {
        switch (command) {
        case ZIP_SOURCE_OPEN:
            return open();
        case ZIP_SOURCE_READ:
            return read(data, length);
        case ZIP_SOURCE_CLOSE:
            m_bytes = {};
            return 0;
        case ZIP_SOURCE_STAT: {
            auto *stat = static_cast<zip_stat_t *>(data);
            zip_stat_init(stat);
            stat->size = m_sizeBytes;
            stat->valid = ZIP_STAT_SIZE;
            return sizeof(zip_stat_t);
        }
        case ZIP_SOURCE_ERROR:
            return zip_error_to_data(&m_error, data, length);
        case ZIP_SOURCE_FREE:
            delete this; // libzip owns sources
            return 0;
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
                                                  ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        default:
            zip_error_set(&m_error, ZIP_ER_OPNOTSUPP, 0);
            return -1;
        }
    }

    zip_int64_t open()
    {
        auto bytes = m_store.readUnchecked(m_picture);
        if (!bytes || bytes->size() != m_sizeBytes) {
            zip_error_set(&m_error, ZIP_ER_READ, 0);
            return -1;
        }
        m_bytes = std::move(*bytes);
        m_position = 0;
        return 0;
    }

    zip_int64_t read(void *data, zip_uint64_t length)
    {
        const std::size_t count = std::min<std::size_t>(length, m_bytes.size() - m_position);
        std::memcpy(data, m_bytes.data() + m_position, count);
        m_position += count;
        return static_cast<zip_int64_t>(count);
    }

    const PictureStore &m_store;
    PictureRef m_picture;
    std::uint64_t m_sizeBytes;
    std::string m_bytes;
    std::size_t m_position = 0;
    zip_error_t m_error{};
};

/// A zip that is being written; discarded unless close() was called.
class ZipWriter
{
public:
    explicit ZipWriter(const fs::path &path)
    {
        int reason = 0;
        m_zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &reason);
    }
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;
    ZipWriter(ZipWriter &&) = delete;
    ZipWriter &operator=(ZipWriter &&) = delete;
    ~ZipWriter()
    {
        if (m_zip != nullptr)
            zip_discard(m_zip);
    }

    [[nodiscard]] bool isOpen() const { return m_zip != nullptr; }

    /// The bytes must live until close().
    bool addText(std::string_view name, std::string_view bytes)
    {
        return add(name, zip_source_buffer(m_zip, bytes.data(), bytes.size(), 0));
    }
    bool addFile(std::string_view name, const fs::path &file)
    {
        return add(name, zip_source_file(m_zip, file.c_str(), 0, -1));
    }
    bool addPicture(const PictureStore &store, const PictureRef &picture, std::uint64_t sizeBytes)
    {
        auto *state = new PictureSource(store, picture, sizeBytes); // freed by libzip
        zip_source_t *source = zip_source_function(m_zip, &PictureSource::serve, state);
        if (source == nullptr)
            delete state;
        return add(pictureEntry(picture.sha256.toStdString(), picture.extension.toStdString()),
                   source);
    }

    Result<void> close(const SaveOptions &options)
    {
        const auto report = [](zip_t *, double fraction, void *state) {
            static_cast<const SaveOptions *>(state)->progress.report(fraction, "saving");
        };
        const auto isCancelled = [](zip_t *, void *state) -> int {
            return static_cast<const SaveOptions *>(state)->cancel.isCancelled() ? 1 : 0;
        };
        // libzip does not change what it hands back to the callbacks.
        auto *state = const_cast<SaveOptions *>(&options); // NOLINT(*-const-cast)
        constexpr double kStep = 0.01;
        zip_register_progress_callback_with_state(m_zip, kStep, report, nullptr, state);
        zip_register_cancel_callback_with_state(m_zip, isCancelled, nullptr, state);
        if (options.cancel.isCancelled())
            return failCancelled();
        if (zip_close(m_zip) == 0) {
            m_zip = nullptr;
            return {};
        }
        if (options.cancel.isCancelled())
            return failCancelled();
        return fail(ErrorKind::Unwritable,
                    "The comic cannot be saved there. Check the folder and the free space.",
                    zip_strerror(m_zip));
    }

private:
    bool add(std::string_view name, zip_source_t *source)
    {
        if (source == nullptr)
            return false;
        const zip_int64_t index =
            zip_file_add(m_zip, std::string(name).c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            return false;
        }
        return zip_set_file_compression(m_zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0) ==
               0;
    }

    zip_t *m_zip = nullptr;
};

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
    bool isComplete = writer.isOpen() && writer.addText(kMimetypeEntry, kKomaMimetype) &&
                      writer.addText(kDocumentEntry, text);
    for (const PictureRef &picture : picturesOf(comic)) {
        const auto size = pictures.sizeBytes(picture);
        if (!size)
            issues.push_back({FileIssue::Kind::PictureMissing, 0,
                              "The picture " + picture.sha256.left(12).toStdString() +
                                  "… is missing and was not saved."});
        else
            isComplete = isComplete && writer.addPicture(pictures, picture, *size);
    }
    for (const EmbeddedStyle &style : options.styles)
        isComplete = isComplete && addStyle(writer, style);
    if (!isComplete)
        return fail(ErrorKind::Unwritable, "The comic cannot be saved to " + path.string() + ".");
    if (auto closed = writer.close(options); !closed)
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
