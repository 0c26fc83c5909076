// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/package/stylepackage.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/engine/package/ziparchive.h"
#include "core/engine/safetensorsheader.h"
#include "core/engine/stylecatalog.h"
#include "core/imaging/pictureio.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCardName = "style.json";
constexpr std::string_view kWeightsName = "weights.safetensors";
constexpr std::string_view kLicenceName = "LICENSE";
constexpr std::string_view kJpegName = "preview.jpg";
constexpr std::string_view kWebpName = "preview.webp";

constexpr std::size_t kMaxPackageBytes = std::size_t{16} << 20U;
constexpr std::size_t kMaxCardBytes = std::size_t{256} << 10U;
constexpr std::size_t kMaxPreviewBytes = std::size_t{2} << 20U;
constexpr std::size_t kMaxLicenceBytes = std::size_t{64} << 10U;
constexpr ReadLimits kPreviewLimits = {.maxPixels = 4096LL * 4096LL, .maxSidePx = 4096};

constexpr std::array<ZipRule, 5> kRules = {{{kCardName, kMaxCardBytes},
                                            {kWeightsName, kMaxWeightsBytes},
                                            {kLicenceName, kMaxLicenceBytes},
                                            {kJpegName, kMaxPreviewBytes},
                                            {kWebpName, kMaxPreviewBytes}}};

std::span<const std::byte> bytesOf(const std::string &text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

bool isJpeg(std::string_view bytes)
{
    return bytes.substr(0, 3) == "\xff\xd8\xff";
}

bool isWebp(std::string_view bytes)
{
    return bytes.size() >= 12 && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP";
}

/// Characters that change what a terminal or a label does instead of what it says: the control
/// codes of ASCII but line ends and tabs, and those from U+0080 to U+009F.
bool hasControlCharacters(std::string_view text)
{
    constexpr std::string_view kAllowed = "\n\r\t\f";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte < 0x20 && kAllowed.find(text[i]) == std::string_view::npos) || byte == 0x7f)
            return true;
        const bool secondRow =
            byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (secondRow)
            return true;
    }
    return false;
}

Result<void> checkTexts(const StylePackage &package)
{
    const StyleCard &card = package.card;
    const std::array<std::pair<const char *, const std::string *>, 10> texts = {
        {{"name", &card.name},
         {"description", &card.description},
         {"artist", &card.artist},
         {"licence", &card.licence},
         {"credit", &card.credit},
         {"source", &card.source},
         {"architecture", &card.architecture},
         {"recipe", &card.recipe},
         {"komaVersion", &card.komaVersion},
         {"LICENSE", &package.licence}}};
    for (const auto &[name, text] : texts) {
        if (hasControlCharacters(*text))
            return fail(ErrorKind::BadFormat,
                        std::string("its text \"") + name + "\" has control characters");
    }
    if (package.licence.find_first_not_of(" \t\r\n\f") == std::string::npos)
        return fail(ErrorKind::BadFormat, "its LICENSE is empty");
    return {};
}

Result<void> checkWeights(const StylePackage &package)
{
    if (sha256Hex(bytesOf(package.weights)) != package.card.weightsSha256)
        return fail(ErrorKind::HashMismatch,
                    "its weights are not the ones that the card was written for");
    std::istringstream weights(package.weights);
    const auto header =
        readSafeTensorsHeader(weights, static_cast<std::int64_t>(package.weights.size()));
    if (!header)
        return fail(header.error().kind,
                    "its weights are not a sound safetensors file: " + header.error().message,
                    header.error().detail);
    if (header->tensors.empty())
        return fail(ErrorKind::BadFormat, "its weights are empty");
    return {};
}

Result<void> checkPreview(const StylePackage &package)
{
    const std::string &name = package.card.previewFile;
    if (name.empty() != package.preview.empty())
        return fail(ErrorKind::BadFormat, name.empty()
                                              ? "it has a preview that the card does not name"
                                              : "the preview that its card names is not there");
    if (name.empty())
        return {};
    // Other decoders than the name asks for are not given a stranger's bytes.
    const bool asNamed = name == kJpegName ? isJpeg(package.preview) : isWebp(package.preview);
    if (!asNamed)
        return fail(ErrorKind::BadFormat, "its " + name + " is another kind of file");
    const auto picture = decodePicture(bytesOf(package.preview), kPreviewLimits);
    if (!picture)
        return fail(picture.error().kind,
                    "its " + name + " cannot be shown: " + picture.error().message,
                    picture.error().detail);
    return {};
}

Result<void> checkSizes(const StylePackage &package)
{
    const auto limited = [](std::string_view name, std::size_t bytes,
                            std::size_t most) -> Result<void> {
        if (bytes <= most)
            return {};
        return fail(ErrorKind::TooLarge, "its " + std::string(name) + " has " +
                                             std::to_string(bytes) + " bytes; at most " +
                                             std::to_string(most) + " are accepted");
    };
    if (auto weights = limited(kWeightsName, package.weights.size(), kMaxWeightsBytes); !weights)
        return weights;
    if (auto preview = limited("preview", package.preview.size(), kMaxPreviewBytes); !preview)
        return preview;
    return limited(kLicenceName, package.licence.size(), kMaxLicenceBytes);
}

std::string licenceOf(const StyleCard &card)
{
    std::string text = card.name + "\n\nLicence: " + card.licence + "\n";
    const auto line = [&text](const char *what, const std::string &value) {
        if (!value.empty())
            text += std::string(what) + ": " + value + "\n";
    };
    line("Drawings by", card.artist);
    line("Credit", card.credit);
    line("Source", card.source);
    return text;
}

/// The contents of an archive by name; nothing where it does not hold the file.
const std::string *contentOf(const std::vector<ZipFile> &files, std::string_view name)
{
    const auto found = std::find_if(files.begin(), files.end(),
                                    [name](const ZipFile &file) { return file.name == name; });
    return found == files.end() ? nullptr : &found->content;
}

tl::unexpected<Error> missing(std::string_view name)
{
    return fail(ErrorKind::BadFormat, "it holds no " + std::string(name));
}

Result<StylePackage> packageOfArchive(const std::string &archive)
{
    const auto files = readZip(bytesOf(archive), kRules);
    if (!files)
        return fail(files.error());
    const std::string *card = contentOf(*files, kCardName);
    const std::string *weights = contentOf(*files, kWeightsName);
    const std::string *licence = contentOf(*files, kLicenceName);
    if (card == nullptr || weights == nullptr || licence == nullptr)
        return missing(card == nullptr ? kCardName
                                       : (weights == nullptr ? kWeightsName : kLicenceName));
    StylePackage package;
    auto parsed = parseStyleCard(*card);
    if (!parsed)
        return fail(parsed.error());
    package.card = std::move(*parsed);
    if (package.card.weightsFile != kWeightsName)
        return fail(ErrorKind::BadFormat, "its card names other weights than it holds");
    const std::string *jpeg = contentOf(*files, kJpegName);
    const std::string *webp = contentOf(*files, kWebpName);
    if (jpeg != nullptr && webp != nullptr)
        return fail(ErrorKind::BadFormat, "it holds two previews");
    const std::string &previewFile = package.card.previewFile;
    if (!previewFile.empty() && previewFile != (webp != nullptr ? kWebpName : kJpegName))
        return fail(ErrorKind::BadFormat, "its card names another preview than it holds");
    package.weights = *weights;
    package.licence = *licence;
    if (jpeg != nullptr || webp != nullptr)
        package.preview = jpeg != nullptr ? *jpeg : *webp;
    return package;
}

/// An error of the content, said of the file; some are whole sentences already.
tl::unexpected<Error> refused(const fs::path &file, Error error)
{
    error.message = "The style package " + file.string() + " was refused: " + error.message;
    if (error.message.back() != '.')
        error.message += '.';
    return fail(std::move(error));
}

/// Whether this Koma has the network, and its parameters are ones that it accepts.
Result<void> checkArchitecture(const StyleCard &card, const GeneratorRegistry &registry)
{
    const std::vector<std::string> known = registry.architectures();
    if (std::find(known.begin(), known.end(), card.architecture) == known.end())
        return fail(ErrorKind::Unsupported,
                    "it needs the architecture \"" + card.architecture +
                        "\", which this Koma does not have; a newer Koma may");
    const auto network = registry.create(card.architecture, card.architectureParams);
    if (!network)
        return fail(network.error());
    return {};
}

Result<void> readPreview(const fs::path &file, StylePackage &package)
{
    if (package.card.previewFile.empty())
        return {};
    auto preview = readFile(file, kMaxPreviewBytes);
    if (!preview)
        return fail(preview.error());
    package.preview = std::move(*preview);
    package.card.previewFile = isWebp(package.preview) ? kWebpName : kJpegName;
    return {};
}

} // namespace

Result<void> checkStylePackage(const StylePackage &package)
{
    if (auto sizes = checkSizes(package); !sizes)
        return sizes;
    if (auto texts = checkTexts(package); !texts)
        return texts;
    if (auto weights = checkWeights(package); !weights)
        return weights;
    return checkPreview(package);
}

namespace {

/// What lies in a style's folder, unchecked.
Result<StylePackage> readStyleFolder(const fs::path &folder)
{
    auto card = readStyleCard(folder);
    if (!card)
        return fail(card.error());
    auto weights = readFile(card->weightsPath(), kMaxWeightsBytes);
    if (!weights)
        return fail(weights.error());
    StylePackage package;
    const fs::path styleFolder = card->folder;
    const fs::path previewPath = card->previewPath();
    package.card = std::move(*card);
    package.card.folder.clear();
    package.card.weightsFile = kWeightsName;
    package.weights = std::move(*weights);
    if (auto preview = readPreview(previewPath, package); !preview)
        return fail(preview.error());
    std::error_code ignored;
    const fs::path licencePath = styleFolder / kLicenceName;
    if (fs::exists(licencePath, ignored)) {
        auto licence = readFile(licencePath, kMaxLicenceBytes);
        if (!licence)
            return fail(licence.error());
        package.licence = std::move(*licence);
    } else {
        package.licence = licenceOf(package.card);
    }
    return package;
}

} // namespace

Result<StylePackage> packageOfFolder(const fs::path &folder)
{
    auto package = readStyleFolder(folder);
    if (!package)
        return package;
    if (auto sound = checkStylePackage(*package); !sound) {
        Error error = sound.error();
        error.message =
            "The style in " + folder.string() + " cannot be shared: " + error.message + ".";
        return fail(std::move(error));
    }
    return package;
}

Result<void> writeStylePackage(const fs::path &file, const StylePackage &package)
{
    std::vector<ZipFile> files = {{std::string(kCardName), styleCardToJson(package.card)},
                                  {std::string(kWeightsName), package.weights},
                                  {std::string(kLicenceName), package.licence}};
    if (!package.preview.empty())
        files.push_back({package.card.previewFile, package.preview});
    const auto archive = writeZip(files);
    if (!archive)
        return fail(archive.error());
    return writeFileAtomically(file, std::string_view(*archive));
}

Result<StylePackage> readStylePackage(const fs::path &file, const GeneratorRegistry &registry)
{
    std::error_code ignored;
    const auto read = [&]() -> Result<StylePackage> {
        if (fs::is_directory(file, ignored))
            return readStyleFolder(file);
        const auto archive = readFile(file, kMaxPackageBytes);
        if (!archive)
            return fail(archive.error());
        auto package = packageOfArchive(*archive);
        return package ? std::move(package) : refused(file, package.error());
    };
    auto package = read();
    if (!package)
        return package;
    if (auto sound = checkStylePackage(*package); !sound)
        return refused(file, sound.error());
    if (auto known = checkArchitecture(package->card, registry); !known)
        return refused(file, known.error());
    return package;
}

} // namespace koma
