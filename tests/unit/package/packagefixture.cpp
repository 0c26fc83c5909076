// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/package/packagefixture.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/imaging/pictureio.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"

#include <QTemporaryDir>

#include <fstream>
#include <stdexcept>

namespace koma::test {

namespace fs = std::filesystem;

namespace {

std::string tinyPreview()
{
    const QTemporaryDir folder;
    const fs::path path = pathOf(folder) / "preview.jpg";
    const Image image = paintedImage({24, 16}, 3, SampleType::U8, Random(1));
    require(writePicture(path, image, {}, {.format = PictureFormat::Jpeg, .quality = 60}));
    return readFile(path, 1U << 20U).value();
}

} // namespace

GeneratorRegistry namingRegistry()
{
    GeneratorRegistry registry;
    registry.add("conv", [](const ArchitectureParams &) -> Result<std::shared_ptr<Generator>> {
        return fail(ErrorKind::Unsupported, "This registry only names.");
    });
    return registry;
}

std::string tinyWeights(int floats)
{
    std::string header = R"({"w":{"dtype":"F32","shape":[)" + std::to_string(floats) +
                         R"(],"data_offsets":[0,)" + std::to_string(4 * floats) + "]}}";
    std::string size(8, '\0');
    size[0] = static_cast<char>(header.size()); // below 128
    return size + header + std::string(static_cast<std::size_t>(4 * floats), '\x3e');
}

StylePackage soundPackage(const std::string &id)
{
    StylePackage package;
    package.weights = tinyWeights();
    package.preview = tinyPreview();
    package.licence = "Tiny ink\n\nLicence: CC0-1.0\n";
    StyleCard &card = package.card;
    card.id = id;
    card.name = "Tiny ink – «пример»";
    card.licence = "CC0-1.0";
    card.architecture = "conv";
    card.architectureParams = {{"width", 8}};
    card.weightsFile = "weights.safetensors";
    card.weightsSha256 = sha256Hex(bytesOf(package.weights));
    card.previewFile = "preview.jpg";
    card.scores = {{"edgeRetrieval", 0.5}};
    return package;
}

std::vector<RawZipFile> rawFilesOf(const StylePackage &package)
{
    return {{.name = "style.json", .content = styleCardToJson(package.card), .deflated = true},
            {.name = "weights.safetensors", .content = package.weights},
            {.name = "LICENSE", .content = package.licence, .deflated = true},
            {.name = "preview.jpg", .content = package.preview}};
}

QStringList treeOf(const fs::path &folder)
{
    QStringList paths;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder))
        paths.append(QString::fromStdString(entry.path().string()));
    paths.sort();
    return paths;
}

bool equal(const StylePackage &one, const StylePackage &other)
{
    return styleCardToJson(one.card) == styleCardToJson(other.card) &&
           one.weights == other.weights && one.preview == other.preview &&
           one.licence == other.licence;
}

void writeBytes(const fs::path &path, const std::string &bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    if (!file)
        throw std::runtime_error("cannot write " + path.string());
}

} // namespace koma::test
