// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/pagecommand.h"

#include "app/commands/guiruntime.h"
#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/document/commands/picturecommands.h"
#include "core/document/export/pageexport.h"
#include "core/document/export/pagerange.h"
#include "core/document/file/komafile.h"
#include "core/document/import/pageimport.h"
#include "core/document/import/panelfinding.h"
#include "core/document/layout/newcomic.h"
#include "core/document/layout/readingcheck.h"
#include "core/document/render/objectshapes.h"
#include "core/document/render/storedart.h"
#include "core/document/render/styledart.h"
#include "core/engine/package/stylepackage.h"

#include <CLI/CLI.hpp>
#include <QTemporaryDir>
#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <memory>
#include <optional>

namespace koma {

namespace fs = std::filesystem;

namespace {

/// An open comic with the pictures in its file.
struct ComicInput
{
    OpenedComic opened;
    QTemporaryDir folder; ///< of the store; nothing is put into it
    std::unique_ptr<PictureStore> pictures;
};

Result<std::unique_ptr<ComicInput>> openComic(const fs::path &path)
{
    auto opened = openKomaFile(path);
    if (!opened)
        return fail(opened.error());
    for (const FileIssue &issue : opened->issues)
        spdlog::warn("{}", issue.message);
    auto input = std::make_unique<ComicInput>();
    input->opened = std::move(*opened);
    input->pictures = std::make_unique<PictureStore>(input->folder.path().toStdString());
    input->pictures->attach(input->opened.archive);
    return input;
}

std::string extensionOf(const fs::path &path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

Result<ExportOptions> exportOptions(const PageExportOptions &options, const CancelToken &cancel)
{
    ExportOptions result;
    const Result<QList<qsizetype>> pages = pagesOfRange(QString::fromStdString(options.pages));
    if (!pages)
        return fail(pages.error());
    result.pages = *pages;
    result.dpi = options.dpi;
    result.area = options.hasCropMarks ? PageArea::CropMarks
                  : options.hasBleed   ? PageArea::Bleed
                                       : PageArea::Trim;
    result.quality = options.quality;
    result.cancel = cancel;
    const std::string extension = extensionOf(options.output);
    const bool isBook =
        extension == ".pdf" || extension == ".cbz" || extension == ".epub" || extension == ".ora";
    if (isBook && options.webtoonWidthPx > 0)
        return fail(ErrorKind::InvalidArgument,
                    "Slices for scrolling are pictures: name the output .jpg, .png or .webp.");
    if (extension == ".cbz" || extension == ".epub")
        result.pictureFormat = PictureFormat::Jpeg;
    if (isBook)
        return result;
    const Result<PictureFormat> format = formatFromExtension(options.output);
    if (!format)
        return fail(ErrorKind::InvalidArgument,
                    "Koma exports comics as .pdf, .epub, .cbz, .ora, .png, .jpg, .webp and .tif, "
                    "not as '" +
                        options.output.filename().string() + "'.");
    result.pictureFormat = *format;
    return result;
}

Result<ExportReport> exportTo(const PageExportOptions &asked, const Comic &comic,
                              const ArtSource &art, const ExportOptions &options)
{
    const fs::path &output = asked.output;
    const std::string extension = extensionOf(output);
    if (asked.webtoonWidthPx > 0)
        return exportWebtoon(output, comic, art, options,
                             {asked.webtoonWidthPx, asked.sliceHeightPx});
    if (extension == ".epub")
        return exportEpub(output, comic, art, options);
    if (extension == ".ora")
        return exportOpenRaster(output, comic, art, options);
    if (extension == ".pdf")
        return exportPdf(output, comic, art, options);
    if (extension == ".cbz")
        return exportCbz(output, comic, art, options);
    return exportPictures(output, comic, art, options);
}

/// Tells what a reader of the exported pages would miss. Returns whether all art is there.
bool tellLosses(const ExportReport &report)
{
    bool hasAllArt = true;
    for (const PageReport &page : report.pages) {
        const auto number = page.page + 1;
        for (const MissingArt &art : page.report.missingArt)
            spdlog::error("Page {}: a picture could not be drawn: {}", number, art.reason);
        hasAllArt = hasAllArt && page.report.missingArt.isEmpty();
        if (!page.report.overflowingTexts.isEmpty())
            spdlog::warn("Page {}: {} texts do not fit their frames.", number,
                         page.report.overflowingTexts.size());
        if (!page.report.missingCharacters.isEmpty())
            spdlog::warn("Page {}: no font here has the characters {}", number,
                         page.report.missingCharacters.toStdString());
    }
    return hasAllArt;
}

/// The styles that a comic may be drawn in: those that are installed, and then those that travel in
/// its file, unpacked for as long as this lives.
class ComicStyles
{
public:
    /// Fails where a style in the file is not what its card says, before anything is drawn.
    static Result<std::unique_ptr<ComicStyles>> create(const CommandContext &context,
                                                       const KomaArchive *archive)
    {
        const StyleCatalog &installed = context.catalog;
        auto styles = std::make_unique<ComicStyles>(installed);
        const std::array folders{fs::path(styles->m_folder.path().toStdString())};
        for (const QString &id : archive != nullptr ? embeddedStyles(*archive) : QList<QString>()) {
            if (installed.find(id.toStdString()))
                continue;
            if (auto unpacked = extractStyle(*archive, id, folders.front()); !unpacked)
                return fail(unpacked.error());
            if (auto sound = readStylePackage(folders.front() / id.toStdString(), context.registry);
                !sound)
                return fail(sound.error().kind,
                            "The comic's own style '" + id.toStdString() +
                                "' cannot be used: " + sound.error().message,
                            sound.error().detail);
        }
        styles->m_carried = StyleCatalog::scan(folders);
        return styles;
    }

    explicit ComicStyles(const StyleCatalog &installed) : m_installed(installed) {}

    [[nodiscard]] Result<StyleCard> find(const QString &id) const
    {
        auto carried = m_carried.find(id.toStdString());
        return carried ? carried : m_installed.find(id.toStdString());
    }

private:
    const StyleCatalog &m_installed;
    QTemporaryDir m_folder;
    StyleCatalog m_carried;
};

/// An engine where the comic is drawn in styles, all of which must be known.
Result<std::optional<InferenceEngine>> engineFor(const Comic &comic, const ComicStyles &known,
                                                 const CommandContext &context,
                                                 const EngineOptions &options)
{
    const QList<QString> styles = stylesOf(comic);
    for (const QString &style : styles) {
        if (const auto card = known.find(style); !card)
            return fail(card.error());
    }
    if (styles.isEmpty())
        return std::optional<InferenceEngine>();
    Result<InferenceEngine> engine = makeEngine(context, options);
    if (!engine)
        return fail(engine.error());
    return std::optional<InferenceEngine>(std::move(*engine));
}

ReadingDirection directionFrom(const std::string &name)
{
    return name == "rtl"   ? ReadingDirection::RightToLeft
           : name == "ttb" ? ReadingDirection::TopToBottom
                           : ReadingDirection::LeftToRight;
}

NewComicOptions comicOptions(const PageNewOptions &options)
{
    return {.title = QString::fromStdString(options.title),
            .sizeId = QString::fromStdString(options.sizeId),
            .templateId = QString::fromStdString(options.templateId),
            .pages = options.pages,
            .direction = directionFrom(options.direction)};
}

/// The pages, each a picture, divided into the panels that are in it. A page that is one panel
/// stays as it is.
Result<Comic> withPanels(const Comic &comic, const PictureStore &pictures,
                         const CancelToken &cancel, const Progress &progress)
{
    Document document(comic);
    const StoredArt art(pictures);
    for (qsizetype i = 0; i < comic.pages.size(); ++i) {
        const PageObject &object = comic.pages[i].objects.first();
        const auto &layer = std::get<ArtLayer>(object.content);
        const Result<Image> picture = art.original(layer.picture);
        if (!picture)
            return fail(picture.error());
        const auto outlines = findPanels(*picture, layer, {comic.settings.direction, cancel});
        if (!outlines)
            return fail(outlines.error());
        if (outlines->size() > 1) {
            auto command = panelsFromPicture(document, object.id, *outlines);
            if (!command)
                return fail(command.error());
            document.undoStack().push(command->release());
        }
        progress.report(static_cast<double>(i + 1) / static_cast<double>(comic.pages.size()),
                        "panels");
    }
    return document.comic();
}

int saved(const fs::path &output, const Comic &comic, const PictureStore &pictures,
          const CommandContext &context)
{
    SaveOptions save;
    save.cancel = context.cancel;
    const auto issues = saveKomaFile(output, comic, pictures, save);
    if (!issues)
        return tellError(issues.error());
    fmt::print("{}  {} pages\n", output.string(), comic.pages.size());
    return kExitOk;
}

/// Draws with the engine in a comic's styles, on the engine's thread.
DrawInStyle drawWith(InferenceEngine &engine, const ComicStyles &styles)
{
    return [&](const Image &picture, const ArtStyle &style,
               const CancelToken &cancel) -> Result<Image> {
        const Result<StyleCard> card = styles.find(style.styleId);
        if (!card)
            return fail(card.error());
        DrawRequest request;
        request.style = *card;
        request.strokeScale = style.strokeScale;
        Result<Drawing> drawing = engine.draw(picture, request, cancel);
        if (!drawing)
            return fail(drawing.error());
        return std::move(drawing->image);
    };
}

} // namespace

void describePageExport(CLI::App &command, PageExportOptions &options)
{
    constexpr double kMostDpi = 2400.0;
    command.add_option("comic", options.input, "A .koma file")->required()->type_name("FILE");
    command
        .add_option(
            "-o,--output", options.output,
            "A .pdf, .epub or .cbz, or .ora .png .jpg .webp .tif with one file for each page")
        ->required()
        ->type_name("FILE");
    command.add_option("--pages", options.pages, "Which pages, as in 1-3,5; all without it")
        ->type_name("PAGES");
    command.add_option("--dpi", options.dpi, "Pixels per inch; 0: each page's own")
        ->check(CLI::Range(0.0, kMostDpi))
        ->capture_default_str();
    command.add_flag("--bleed", options.hasBleed, "With the bleed around the trimmed page");
    command.add_flag("--crop-marks", options.hasCropMarks, "With bleed and marks to cut along");
    command.add_option("--quality", options.quality, "Of JPEG and WebP; 100 is lossless WebP")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    constexpr int kLeastSlicePx = 64;
    constexpr int kMostSlicePx = 16000;
    CLI::Option *webtoon =
        command
            .add_option("--webtoon-width", options.webtoonWidthPx,
                        "Slices for scrolling of this width in pixels (800 is usual), cut between "
                        "panels, instead of pages")
            ->check(CLI::Range(kLeastSlicePx, kMostSlicePx));
    command.add_option("--slice-height", options.sliceHeightPx, "The most for a slice, in pixels")
        ->check(CLI::Range(kLeastSlicePx, kMostSlicePx))
        ->capture_default_str()
        ->needs(webtoon);
    describeEngineOptions(command, options.engine);
}

int runPageExport(const CommandContext &context, const PageExportOptions &options)
{
    const GuiRuntime gui;
    Result<ExportOptions> request = exportOptions(options, context.cancel);
    if (!request) {
        tellError(request.error());
        return kExitUsage;
    }
    const auto input = openComic(options.input);
    if (!input)
        return tellError(input.error());
    const Comic &comic = (*input)->opened.comic;
    const auto styles = ComicStyles::create(context, (*input)->opened.archive.get());
    if (!styles)
        return tellError(styles.error());
    Result<std::optional<InferenceEngine>> engine =
        engineFor(comic, **styles, context, options.engine);
    if (!engine)
        return tellError(engine.error());
    const StyledArt art(*(*input)->pictures,
                        engine->has_value() ? drawWith(**engine, **styles) : DrawInStyle());
    std::optional<TerminalProgress> shown(options.output.filename().string());
    request->progress = shown->progress();
    const Result<ExportReport> report = exportTo(options, comic, art, *request);
    shown.reset();
    if (!report)
        return tellError(report.error());
    for (const fs::path &file : report->files)
        fmt::print("{}\n", file.string());
    return tellLosses(*report) ? kExitOk : kExitFailed;
}

void describePageCheck(CLI::App &command, PageCheckOptions &options)
{
    command.add_option("comic", options.input, "A .koma file")->required()->type_name("FILE");
}

int runPageCheck(const CommandContext & /*context*/, const PageCheckOptions &options)
{
    const GuiRuntime gui;
    const auto input = openComic(options.input);
    if (!input)
        return tellError(input.error());
    const Comic &comic = (*input)->opened.comic;
    const QHash<ObjectId, double> sizesPt = fittedSizesPt(comic);
    ReadingCheckOptions check;
    check.fittedSizePt = [&](const PageObject &text) -> std::optional<double> {
        const auto size = sizesPt.find(text.id);
        return size == sizesPt.end() ? std::nullopt : std::optional<double>(*size);
    };
    const QList<ReadingIssue> issues = checkReading(comic, check);
    for (const ReadingIssue &issue : issues) {
        const auto page = std::find_if(comic.pages.begin(), comic.pages.end(),
                                       [&](const Page &each) { return each.id == issue.page; });
        fmt::print("page {}: {}\n", std::distance(comic.pages.begin(), page) + 1,
                   issueText(issue).toStdString());
    }
    if (issues.isEmpty() && (*input)->opened.issues.empty())
        fmt::print("{}: nothing to mend on {} pages\n", options.input.string(), comic.pages.size());
    return issues.isEmpty() && (*input)->opened.issues.empty() ? kExitOk : kExitFailed;
}

void describePageImport(CLI::App &command, PageImportOptions &options)
{
    command.add_option("input", options.input, "A .cbz, or a folder of pictures")
        ->required()
        ->type_name("FILE|FOLDER");
    command.add_option("-o,--output", options.output, "The .koma file")
        ->required()
        ->type_name("FILE");
    command.add_flag("--find-panels", options.findsPanels,
                     "Make the panels in the pictures editable");
}

int runPageImport(const CommandContext &context, const PageImportOptions &options)
{
    const GuiRuntime gui;
    const QTemporaryDir folder;
    PictureStore pictures(folder.path().toStdString());
    std::optional<TerminalProgress> shown(options.input.filename().string());
    constexpr double kReading = 0.3; // of the work, where panels are looked for
    const Progress progress = shown->progress();
    Result<Comic> comic = importPages(options.input, pictures, context.cancel,
                                      options.findsPanels ? progress.sub(0.0, kReading) : progress);
    if (comic && options.findsPanels)
        comic = withPanels(*comic, pictures, context.cancel, progress.sub(kReading, 1.0));
    shown.reset();
    if (!comic)
        return tellError(comic.error());
    return saved(options.output, *comic, pictures, context);
}

void describePageNew(CLI::App &command, PageNewOptions &options)
{
    constexpr int kMostPages = 1000;
    command.add_option("-o,--output", options.output, "The .koma file")
        ->required()
        ->type_name("FILE");
    command.add_option("--template", options.templateId, "How each page is divided")
        ->capture_default_str()
        ->type_name("NAME");
    command.add_option("--pages", options.pages, "How many")
        ->check(CLI::Range(1, kMostPages))
        ->capture_default_str();
    command.add_option("--size", options.sizeId, "The format of the pages")->type_name("NAME");
    command.add_option("--direction", options.direction, "Of reading: ltr, rtl or ttb")
        ->check(CLI::IsMember({"ltr", "rtl", "ttb"}))
        ->capture_default_str();
    command.add_option("--title", options.title, "The comic's title");
}

int runPageNew(const CommandContext &context, const PageNewOptions &options)
{
    const Result<Comic> comic = makeComic(comicOptions(options));
    if (!comic)
        return tellError(comic.error());
    const QTemporaryDir folder;
    return saved(options.output, *comic, PictureStore(folder.path().toStdString()), context);
}

} // namespace koma
