// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/exportarchive.h"
#include "core/document/export/exportplan.h"
#include "core/document/export/openraster.h"
#include "core/document/render/pagelayers.h"
#include "core/document/render/qimageconversion.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr int kThumbnailPx = 256; ///< as the specification says

const char *englishName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Panel:
        return QT_TRANSLATE_NOOP("LayerNames", "Panel");
    case ObjectKind::Art:
        return QT_TRANSLATE_NOOP("LayerNames", "Picture");
    case ObjectKind::Balloon:
        return QT_TRANSLATE_NOOP("LayerNames", "Balloon");
    case ObjectKind::Text:
        return QT_TRANSLATE_NOOP("LayerNames", "Text");
    case ObjectKind::Tone:
        return QT_TRANSLATE_NOOP("LayerNames", "Tone");
    case ObjectKind::SpeedLines:
        return QT_TRANSLATE_NOOP("LayerNames", "Lines");
    case ObjectKind::Ink:
        return QT_TRANSLATE_NOOP("LayerNames", "Ink");
    case ObjectKind::Mask:
        return QT_TRANSLATE_NOOP("LayerNames", "Mask");
    case ObjectKind::Group:
        return QT_TRANSLATE_NOOP("LayerNames", "Group");
    }
    return "";
}

QString translated(const char *english)
{
    return QCoreApplication::translate("LayerNames", english);
}

QString nameOf(const LayerLook &look)
{
    switch (look.part) {
    case LayerPart::Paper:
        return translated(QT_TRANSLATE_NOOP("LayerNames", "Paper"));
    case LayerPart::PanelBackground:
        return translated(QT_TRANSLATE_NOOP("LayerNames", "Background"));
    case LayerPart::PanelBorder:
        return translated(QT_TRANSLATE_NOOP("LayerNames", "Border"));
    case LayerPart::CropMarks:
        return translated(QT_TRANSLATE_NOOP("LayerNames", "Crop marks"));
    case LayerPart::Object:
        break;
    }
    constexpr int kLongestWords = 40;
    const auto *text = look.object->as<TextBlock>();
    if (!look.object->properties.name.isEmpty())
        return look.object->properties.name;
    if (text != nullptr && !plainText(*text).simplified().isEmpty())
        return plainText(*text).simplified().left(kLongestWords);
    return translated(englishName(look.object->kind()));
}

QString operationOf(BlendMode blend)
{
    switch (blend) {
    case BlendMode::Normal:
        return QStringLiteral("svg:src-over");
    case BlendMode::Multiply:
        return QStringLiteral("svg:multiply");
    case BlendMode::Screen:
        return QStringLiteral("svg:screen");
    }
    return QStringLiteral("svg:src-over");
}

Result<void> writePng(const fs::path &file, const QImage &image, double dpi)
{
    const Result<Image> pixels = toImage(image);
    if (!pixels)
        return fail(pixels.error());
    WriteOptions options;
    options.format = PictureFormat::Png;
    options.dpi = dpi;
    return writePicture(file, *pixels, {}, options);
}

/// Writes layers into a folder as they come and keeps what stack.xml needs.
class LayerFiles : public LayerSink
{
public:
    explicit LayerFiles(fs::path folder) : m_folder(std::move(folder)) { m_open.emplace_back(); }

    void beginStack(const LayerLook &look) override { m_open.push_back(nodeOf(look)); }
    void endStack() override
    {
        OpenRasterNode stack = std::move(m_open.back());
        m_open.pop_back();
        m_open.back().children.push_back(std::move(stack));
    }
    Result<void> addLayer(const LayerLook &look, const QImage &image, QPoint topLeft) override
    {
        const std::string name = "layer-" + pageDigits(std::ssize(entries), 0) + ".png";
        if (Result<void> written = writePng(m_folder / name, image, 0.0); !written)
            return written;
        entries.push_back({"data/" + name, {}, m_folder / name, Packing::Stored});
        OpenRasterNode node = nodeOf(look);
        node.source = QString::fromStdString(entries.back().name);
        node.topLeft = topLeft;
        m_open.back().children.push_back(std::move(node));
        return {};
    }

    [[nodiscard]] const std::vector<OpenRasterNode> &layers() const
    {
        return m_open.front().children;
    }
    std::vector<ArchiveEntry> entries;

private:
    static OpenRasterNode nodeOf(const LayerLook &look)
    {
        OpenRasterNode node;
        node.name = nameOf(look);
        node.isHidden = look.isHidden;
        node.isLocked = look.object != nullptr && look.object->properties.isLocked;
        node.opacity = std::clamp(look.opacity, 0.0, 1.0);
        node.operation = operationOf(look.blend);
        return node;
    }

    fs::path m_folder;
    std::vector<OpenRasterNode> m_open; ///< the page, then the stacks that are not ended
};

Result<void> writeOpenRaster(const fs::path &path, const Comic &comic, qsizetype pageNumber,
                             const ArtSource &art, const ExportOptions &options,
                             ExportReport &report)
{
    const QTemporaryDir temporary;
    if (!temporary.isValid())
        return cannotWriteArchive(path, temporary.errorString().toStdString());
    const fs::path folder = temporary.path().toStdString();
    const Page &page = comic.pages[pageNumber];
    const double dpi = exportDpi(page, options);
    auto merged = PageRenderer(comic.settings, art).render(page, dpi, renderOptions(options));
    if (!merged)
        return fail(merged.error());
    addReport(report, pageNumber, std::move(merged->report));
    const QImage thumbnail = merged->image.scaled(std::min(kThumbnailPx, merged->image.width()),
                                                  std::min(kThumbnailPx, merged->image.height()),
                                                  Qt::KeepAspectRatio, Qt::SmoothTransformation);
    Result<void> written = writePng(folder / "merged.png", merged->image, dpi);
    if (written)
        written = writePng(folder / "thumbnail.png", thumbnail, 0.0);
    merged->image = QImage();
    LayerFiles files(folder);
    if (written)
        written = paintLayers(comic.settings, art, page, dpi, renderOptions(options), files);
    if (!written)
        return written;
    const QByteArray xml =
        openRasterXml(files.layers(), areaSizePx(page.properties.setup, options.area, dpi),
                      static_cast<int>(std::lround(dpi)));
    std::vector<ArchiveEntry> entries{{"mimetype", "image/openraster", {}, Packing::Stored},
                                      {"stack.xml", xml.toStdString(), {}, Packing::Deflated}};
    entries.insert(entries.end(), files.entries.begin(), files.entries.end());
    entries.push_back({"mergedimage.png", {}, folder / "merged.png", Packing::Stored});
    entries.push_back({"Thumbnails/thumbnail.png", {}, folder / "thumbnail.png", Packing::Stored});
    return writeArchive(path, entries, options.cancel);
}

} // namespace

Result<ExportReport> exportOpenRaster(const fs::path &path, const Comic &comic,
                                      const ArtSource &art, const ExportOptions &options)
{
    const Result<QList<qsizetype>> pages = plannedPages(comic, options);
    if (!pages)
        return fail(pages.error());
    ExportReport report;
    for (qsizetype i = 0; i < pages->size(); ++i) {
        const fs::path file = pageFile(path, comic, *pages, (*pages)[i]);
        const auto written = writeOpenRaster(file, comic, (*pages)[i], art, options, report);
        if (!written)
            return fail(written.error());
        report.files.push_back(file);
        options.progress.report(static_cast<double>(i + 1) / static_cast<double>(pages->size()),
                                "pages");
    }
    return report;
}

} // namespace koma
