// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/stylecommand.h"

#include "app/datafolders.h"
#include "app/exitcode.h"
#include "core/engine/package/styleinstall.h"
#include "core/engine/package/stylepackage.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <system_error>

namespace koma {

namespace fs = std::filesystem;

namespace {

/// Where the package goes; empty for a name that people could not open again.
fs::path outputFor(const StyleExportOptions &options, const StyleCard &card)
{
    std::error_code ignored;
    if (fs::is_directory(options.output, ignored))
        return options.output / (card.id + kStylePackageEnding);
    return options.output.extension() == kStylePackageEnding ? options.output : fs::path();
}

} // namespace

void describeStyleExport(CLI::App &command, StyleExportOptions &options)
{
    command.add_option("style", options.style, "A style's id, or a style's or run's folder")
        ->required()
        ->type_name("STYLE");
    command
        .add_option("-o,--output", options.output,
                    "A .komastyle file, or an existing folder to make one in")
        ->required()
        ->type_name("FILE|FOLDER");
}

int runStyleExport(const CommandContext &context, const StyleExportOptions &options)
{
    const Result<StyleCard> style = context.catalog.find(options.style);
    if (!style)
        return tellError(style.error());
    const fs::path output = outputFor(options, *style);
    if (output.empty()) {
        fmt::print(stderr, "koma: {} must end in {}, so that Koma opens it again.\n",
                   options.output.string(), kStylePackageEnding);
        return kExitUsage;
    }
    const Result<StylePackage> package = packageOfFolder(style->folder);
    if (!package)
        return tellError(package.error());
    if (const Result<void> written = writeStylePackage(output, *package); !written)
        return tellError(written.error());
    std::error_code ignored;
    fmt::print("{}  {} ({}), {} KiB\n", output.string(), style->name, style->licence,
               (fs::file_size(output, ignored) + 1023) / 1024);
    return kExitOk;
}

void describeStyleImport(CLI::App &command, StyleImportOptions &options)
{
    command.add_option("file", options.package, "A .komastyle file")->required()->type_name("FILE");
    command.add_flag("--replace", options.replace,
                     "Take the place of a style that has the same id");
}

int runStyleImport(const CommandContext &context, const StyleImportOptions &options)
{
    const Result<StylePackage> package = readStylePackage(options.package, context.registry);
    if (!package)
        return tellError(package.error());
    const Result<StyleCard> style =
        installStyle(*package, userStylesFolder(), context.catalog,
                     options.replace ? IfTaken::Replace : IfTaken::Refuse);
    if (!style) {
        const int exitCode = tellError(style.error());
        const bool taken = !options.replace && context.catalog.find(package->card.id).has_value();
        if (taken)
            fmt::print(stderr, "koma: with --replace the new style takes its place.\n");
        return exitCode;
    }
    fmt::print("{}: {} ({})\n{}\n", style->id, style->name, style->licence, style->folder.string());
    fmt::print("try it: koma stylize PHOTO.jpg --style {} -o DRAWING.png\n", style->id);
    return kExitOk;
}

void describeStyleList(CLI::App & /*command*/, StyleListOptions & /*options*/) {}

int runStyleList(const CommandContext &context, const StyleListOptions & /*options*/)
{
    std::size_t width = 0;
    for (const StyleCard &style : context.catalog.styles())
        width = std::max(width, style.id.size());
    for (const StyleCard &style : context.catalog.styles()) {
        std::error_code ignored;
        const bool own = fs::equivalent(style.folder.parent_path(), userStylesFolder(), ignored);
        fmt::print("{:<{}}  {}  {} ({})\n", style.id, width, own ? "yours   " : "built in",
                   style.name, style.licence);
    }
    for (const CatalogIssue &issue : context.catalog.issues())
        fmt::print(stderr, "koma: {}: {}\n", issue.where.string(), issue.error.message);
    return kExitOk;
}

} // namespace koma
