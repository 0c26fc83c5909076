// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/document/export/comicinfo.h"
#include "core/document/export/exportplan.h"

#include <QTemporaryDir>

#include <zip.h>

namespace koma {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannotWrite(const fs::path &path, std::string detail)
{
    return fail(ErrorKind::Unwritable,
                "The archive " + path.string() +
                    " cannot be written. Check the folder and the free space.",
                std::move(detail));
}

const char *extensionOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return ".jpg";
    case PictureFormat::Png:
        return ".png";
    case PictureFormat::Webp:
        return ".webp";
    case PictureFormat::Tiff:
        return ".tif";
    }
    return ".png";
}

/// Stored, not compressed: pictures are already. libzip takes the source when it can.
bool addEntry(zip_t *zip, const std::string &name, zip_source_t *source)
{
    if (source == nullptr)
        return false;
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0) == 0;
}

/// Zips finished files; their names in the archive are their own.
Result<void> zipFiles(const fs::path &archive, const std::vector<fs::path> &files,
                      const QByteArray &info)
{
    int reason = 0;
    zip_t *zip = zip_open(archive.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &reason);
    if (zip == nullptr)
        return cannotWrite(archive, "zip_open: " + std::to_string(reason));
    bool isAdded = addEntry(
        zip, "ComicInfo.xml",
        zip_source_buffer(zip, info.constData(), static_cast<zip_uint64_t>(info.size()), 0));
    for (const fs::path &file : files) {
        isAdded = isAdded && addEntry(zip, file.filename().string(),
                                      zip_source_file(zip, file.c_str(), 0, -1));
    }
    if (isAdded && zip_close(zip) == 0)
        return {};
    const std::string detail = zip_strerror(zip);
    zip_discard(zip);
    return cannotWrite(archive, detail);
}

} // namespace

Result<ExportReport> exportCbz(const fs::path &path, const Comic &comic, const ArtSource &art,
                               const ExportOptions &options)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    const QTemporaryDir folder;
    if (!folder.isValid())
        return cannotWrite(path, folder.errorString().toStdString());
    ExportReport report;
    std::vector<fs::path> files;
    std::vector<ComicInfoPage> infos;
    for (qsizetype i = 0; i < pages->size(); ++i) {
        const PageProperties &properties = comic.pages[(*pages)[i]].properties;
        files.push_back(
            fs::path(folder.path().toStdString()) /
            ("page-" + pageDigits(i, pages->size()) + extensionOf(options.pictureFormat)));
        const auto written =
            writePagePicture(files.back(), comic, (*pages)[i], art, options, report);
        if (!written)
            return fail(written.error());
        infos.push_back({properties.role, properties.isDoublePage,
                         areaSizePx(properties.setup, options.area,
                                    exportDpi(comic.pages[(*pages)[i]], options))});
        options.progress.report(static_cast<double>(i + 1) / static_cast<double>(pages->size()),
                                "pages");
    }
    const QByteArray info = comicInfoXml(comic.settings, infos);
    const auto written = replaceFileAtomically(
        path, [&](const fs::path &temporary) { return zipFiles(temporary, files, info); });
    if (!written)
        return fail(written.error());
    report.files.push_back(path);
    return report;
}

} // namespace koma
