// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/stylizecommand.h"

#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/imaging/color.h"
#include "core/imaging/composition/composeresult.h"
#include "core/imaging/pictureio.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace koma {

namespace fs = std::filesystem;

namespace {

/// One picture of the order.
struct Drawable
{
    fs::path input;
    fs::path output;
    PictureFormat format = PictureFormat::Png;
};

bool isFolder(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool isSameFile(const fs::path &a, const fs::path &b)
{
    std::error_code ignored;
    return fs::equivalent(a, b, ignored);
}

/// The input's name in the output folder, as PNG where Koma does not write the input's format.
fs::path outputInFolder(const fs::path &folder, const fs::path &input)
{
    fs::path output = folder / input.filename();
    if (!formatFromExtension(output))
        output.replace_extension(".png");
    return output;
}

Result<void> refuseToReplaceInputs(const std::vector<Drawable> &drawables,
                                   const std::vector<fs::path> &inputs)
{
    for (const Drawable &drawable : drawables) {
        const bool isInput = std::any_of(inputs.begin(), inputs.end(), [&](const fs::path &input) {
            return isSameFile(input, drawable.output);
        });
        if (isInput) {
            return fail(ErrorKind::InvalidArgument,
                        drawable.output.string() +
                            " is also an input, and would be lost; choose another "
                            "output, or add --force.");
        }
    }
    return {};
}

/// Which picture goes where. All that can be known before any work is checked here.
Result<std::vector<Drawable>> planDrawables(const StylizeOptions &options)
{
    const bool toFolder =
        options.inputs.size() > 1 || options.output.ends_with('/') || isFolder(options.output);
    std::vector<Drawable> drawables;
    std::set<fs::path> taken;
    for (const fs::path &input : options.inputs) {
        if (isFolder(input)) {
            return fail(ErrorKind::InvalidArgument, input.string() +
                                                        " is a folder; name its pictures, as in " +
                                                        (input / "*.jpg").string() + ".");
        }
        Drawable drawable{.input = input,
                          .output = toFolder ? outputInFolder(options.output, input)
                                             : fs::path(options.output)};
        const Result<PictureFormat> format = formatFromExtension(drawable.output);
        if (!format)
            return fail(format.error());
        drawable.format = *format;
        if (!taken.insert(drawable.output).second) {
            return fail(ErrorKind::InvalidArgument, "Two of the pictures would both become " +
                                                        drawable.output.string() +
                                                        "; rename one or draw them in two calls.");
        }
        drawables.push_back(std::move(drawable));
    }
    if (!options.force) {
        const Result<void> safe = refuseToReplaceInputs(drawables, options.inputs);
        if (!safe)
            return fail(safe.error());
    }
    return drawables;
}

/// Makes the output folder where it does not exist.
Result<void> prepareFolder(const fs::path &output)
{
    const fs::path folder = output.parent_path();
    std::error_code error;
    if (folder.empty() || isFolder(folder) || fs::create_directories(folder, error))
        return {};
    return fail(ErrorKind::Unwritable,
                "The folder " + folder.string() + " cannot be made; choose another output.",
                error.message());
}

/// sRGB pixels of a picture. A profile that cannot be used is left out with a warning, as other
/// programs do, rather than refusing the picture.
Result<Image> toSrgb(Picture &picture, const fs::path &path)
{
    Result<Image> converted = convertToSrgb(picture.image, picture.metadata.iccProfile);
    if (converted || converted.error().kind != ErrorKind::BadFormat)
        return converted;
    spdlog::warn("The colour profile of {} cannot be used ({}); its colours are taken as sRGB.",
                 path.string(), converted.error().message);
    picture.metadata.iccProfile.clear();
    return picture.image;
}

/// Reads, draws and writes one picture; the size of the drawing.
Result<ImageSize> drawOne(InferenceEngine &engine, const StyleCard &style, const Drawable &drawable,
                          const StylizeOptions &options, const CancelToken &cancel,
                          const Progress &progress)
{
    Result<Picture> picture = readPicture(drawable.input);
    if (!picture)
        return fail(picture.error());
    Result<Image> srgb = toSrgb(*picture, drawable.input);
    if (!srgb)
        return fail(srgb.error());
    const Result<Drawing> drawing =
        engine.draw(*srgb, {.style = style, .strokeScale = options.strokeScale}, cancel,
                    progress.sub(0.0, 0.9));
    if (!drawing)
        return fail(drawing.error());
    const Result<Picture> result =
        composeResult(*picture, drawing->image, options.blend, cancel, progress.sub(0.9, 1.0));
    if (!result)
        return fail(result.error());
    if (cancel.isCancelled())
        return failCancelled();
    const Result<void> folder = prepareFolder(drawable.output);
    if (!folder)
        return fail(folder.error());
    const Result<void> written =
        writePicture(drawable.output, result->image, result->metadata,
                     {.format = drawable.format, .quality = options.quality});
    if (!written)
        return fail(written.error());
    return result->image.size();
}

} // namespace

void describeStylize(CLI::App &command, StylizeOptions &options)
{
    command.add_option("pictures", options.inputs, "JPEG, PNG, WebP, TIFF or BMP files")
        ->required()
        ->type_name("PICTURE");
    command.add_option("-s,--style", options.style, "A style's id, or a style's or run's folder")
        ->required()
        ->type_name("STYLE");
    command
        .add_option(
            "-o,--output", options.output,
            "A file (.jpg .png .webp .tif), or a folder where it exists, ends in / or there "
            "are several pictures")
        ->required()
        ->type_name("FILE|FOLDER");
    command.add_option("--strength", options.blend.strength, "0 the picture … 1 the drawing")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        .add_option("--keep-colours,--keep-colors", options.blend.colourKeep,
                    "0 the style's colours … 1 the picture's")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        .add_option("--stroke-scale", options.strokeScale,
                    "How thick strokes are: 1 is the style's own, 2 twice as thick")
        ->check(CLI::Range(0.25, 4.0))
        ->capture_default_str();
    command.add_option("--quality", options.quality, "Of JPEG and WebP; 100 is lossless WebP")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command.add_flag("--force", options.force, "Let an output replace an input");
    describeEngineOptions(command, options.engine);
}

int runStylize(const CommandContext &context, const StylizeOptions &options)
{
    const Result<StyleCard> style = context.catalog.find(options.style);
    if (!style)
        return tellError(style.error());
    const Result<std::vector<Drawable>> drawables = planDrawables(options);
    if (!drawables) {
        tellError(drawables.error());
        return kExitUsage;
    }
    Result<InferenceEngine> engine = makeEngine(context, options.engine);
    if (!engine)
        return tellError(engine.error());

    int exitCode = kExitOk;
    for (const Drawable &drawable : *drawables) {
        const auto start = std::chrono::steady_clock::now();
        std::optional<TerminalProgress> shown(drawable.input.filename().string());
        const Result<ImageSize> size =
            drawOne(*engine, *style, drawable, options, context.cancel, shown->progress());
        shown.reset();
        if (!size) {
            exitCode = tellError(size.error());
            if (exitCode == kExitCancelled)
                return exitCode;
            continue;
        }
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        fmt::print("{}  {}×{}  {}\n", drawable.output.string(), size->widthPx, size->heightPx,
                   durationText(taken.count()));
        std::fflush(stdout);
    }
    return exitCode;
}

} // namespace koma
