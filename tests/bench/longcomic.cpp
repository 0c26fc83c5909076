// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/longcomic.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/document/file/documentjson.h"
#include "core/document/file/komaarchive.h"
#include "core/imaging/pictureio.h"
#include "tests/support/fixtures.h"

#include <zip.h>

#include <array>
#include <list>
#include <string>
#include <vector>

namespace koma::bench {
namespace {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

constexpr ImageSize kPhotoSize{4000, 3000};
constexpr int kPhotosPerPage = 4;
constexpr int kDifferentPhotos = 4;
constexpr std::size_t kMaxPhotoBytes = std::size_t{64} << 20U;

/// A photo as cameras make them, with the grain that makes their files large.
Result<std::string> photo(std::uint64_t seed, const fs::path &folder)
{
    Image image = test::paintedImage(kPhotoSize, 3, SampleType::U8, Random(seed));
    Random random(seed);
    constexpr int kGrain = 110;
    std::byte *samples = image.mutableData();
    for (std::size_t i = 0; i < image.byteCount(); ++i) {
        const int grain = static_cast<int>(random.next() % kGrain) - kGrain / 2;
        const int sample = std::clamp(static_cast<int>(samples[i]) + grain, 0, 255);
        samples[i] = static_cast<std::byte>(sample);
    }
    const fs::path file = folder / "photo.jpg";
    constexpr int kQuality = 84; // colour at half resolution, as cameras do
    if (auto written = writePicture(file, image, {}, {PictureFormat::Jpeg, kQuality}); !written)
        return fail(written.error());
    auto bytes = readFile(file, kMaxPhotoBytes);
    fs::remove(file);
    return bytes;
}

/// A zip whose entries are put together from pieces in memory when it is closed.
class Zip
{
public:
    explicit Zip(const fs::path &path)
        : m_zip(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr))
    {
    }
    ~Zip()
    {
        if (m_zip != nullptr)
            zip_discard(m_zip);
    }
    Zip(const Zip &) = delete;
    Zip &operator=(const Zip &) = delete;
    Zip(Zip &&) = delete;
    Zip &operator=(Zip &&) = delete;

    /// The pieces must live until close().
    bool add(const std::string &name, const std::vector<std::string_view> &pieces)
    {
        std::vector<zip_buffer_fragment_t> fragments;
        for (const std::string_view piece : pieces) {
            // libzip only reads.
            auto *data = const_cast<char *>(piece.data()); // NOLINT(*-const-cast)
            fragments.push_back({static_cast<zip_uint8_t *>(static_cast<void *>(data)),
                                 static_cast<zip_uint64_t>(piece.size())});
        }
        zip_source_t *source =
            zip_source_buffer_fragment(m_zip, fragments.data(), fragments.size(), 0);
        const zip_int64_t index = zip_file_add(m_zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        return index >= 0 && zip_set_file_compression(m_zip, static_cast<zip_uint64_t>(index),
                                                      ZIP_CM_STORE, 0) == 0;
    }
    bool close()
    {
        const bool isWritten = m_zip != nullptr && zip_close(m_zip) == 0;
        if (isWritten)
            m_zip = nullptr;
        return isWritten;
    }

private:
    zip_t *m_zip;
};

/// A JPEG comment that makes a file differ from all others.
std::string comment(int number)
{
    std::string text = std::to_string(number);
    text.insert(0, 8 - text.size(), '0');
    return "\xff\xfe" + std::string{'\0', static_cast<char>(2 + text.size())} + text;
}

Page pageWith(std::uint64_t &id, const std::vector<PictureRef> &pictures)
{
    Page page;
    page.id = {++id};
    page.properties.setup = {419.5, 595.3, 300, 8.5, {}};
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const RectPt box{20.0 + static_cast<double>(i % 2) * 196.0,
                         20.0 + (i < 2 ? 0.0 : 1.0) * 284.0, 184.0, 272.0};
        Panel panel;
        panel.outlinePt = outlineOf(box);
        ArtLayer art;
        art.picture = pictures[i];
        coverBox(art, box);
        page.objects.append({{++id}, {}, panel, {{{++id}, {}, art, {}}}});
    }
    return page;
}

} // namespace

Result<std::uint64_t> writeLongComic(const fs::path &path)
{
    std::vector<std::string> photos;
    for (int i = 0; i < kDifferentPhotos; ++i) {
        auto bytes = photo(static_cast<std::uint64_t>(i), path.parent_path());
        if (!bytes)
            return fail(bytes.error());
        photos.push_back(std::move(*bytes));
    }
    Zip zip(path);
    bool isSound = zip.add(std::string(kMimetypeEntry), {kKomaMimetype});
    std::list<std::string> comments;
    std::uint64_t id = 0;
    std::uint64_t pictureBytes = 0;
    Comic comic;
    for (int number = 0; number < kLongComicPages; ++number) {
        std::vector<PictureRef> pictures;
        for (int i = 0; i < kPhotosPerPage; ++i) {
            const std::string_view bytes = photos[static_cast<std::size_t>(i)];
            comments.push_back(comment(number * kPhotosPerPage + i));
            const std::vector<std::string_view> pieces{bytes.substr(0, 2), comments.back(),
                                                       bytes.substr(2)};
            std::string whole;
            for (const std::string_view piece : pieces)
                whole += piece;
            const std::string sha256 =
                sha256Hex(std::as_bytes(std::span(whole.data(), whole.size())));
            isSound = isSound && zip.add(pictureEntry(sha256, "jpg"), pieces);
            pictureBytes += whole.size();
            pictures.push_back({QString::fromStdString(sha256), u"jpg"_s, kPhotoSize.widthPx,
                                kPhotoSize.heightPx});
        }
        comic.pages.append(pageWith(id, pictures));
    }
    const std::string document = documentText(comic);
    isSound = isSound && zip.add(std::string(kDocumentEntry), {document}) && zip.close();
    if (!isSound)
        return fail(ErrorKind::Unwritable, "The long comic cannot be written to " + path.string());
    return pictureBytes;
}

} // namespace koma::bench
