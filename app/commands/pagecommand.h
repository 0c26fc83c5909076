// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <filesystem>
#include <string>

namespace koma {

/// `koma page export`: a comic as PDF, EPUB, CBZ, OpenRaster or pictures, by the extension of the
/// output, or as slices for scrolling.
struct PageExportOptions
{
    std::filesystem::path input;
    std::filesystem::path output;
    std::string pages; ///< "1-3,5"; empty: all
    double dpi = 0.0;  ///< 0: each page's own
    bool hasBleed = false;
    bool hasCropMarks = false;
    int quality = 92;
    int webtoonWidthPx = 0; ///< 0: pages, else slices of this width
    int sliceHeightPx = 1280;
    EngineOptions engine;
};

void describePageExport(CLI::App &command, PageExportOptions &options);
int runPageExport(const CommandContext &context, const PageExportOptions &options);

/// `koma page check`: what may trouble readers or printers; exit code 1 where anything does.
struct PageCheckOptions
{
    std::filesystem::path input;
};

void describePageCheck(CLI::App &command, PageCheckOptions &options);
int runPageCheck(const CommandContext &context, const PageCheckOptions &options);

/// `koma page import`: the pictures of a comic book archive or a folder as pages.
struct PageImportOptions
{
    std::filesystem::path input;
    std::filesystem::path output;
    bool findsPanels = false; ///< and makes them editable
};

void describePageImport(CLI::App &command, PageImportOptions &options);
int runPageImport(const CommandContext &context, const PageImportOptions &options);

/// `koma page new`: a comic of empty pages, each divided by a template.
struct PageNewOptions
{
    std::filesystem::path output;
    std::string templateId = "grid-2x2";
    std::string sizeId;
    std::string direction = "ltr";
    std::string title;
    int pages = 1;
};

void describePageNew(CLI::App &command, PageNewOptions &options);
int runPageNew(const CommandContext &context, const PageNewOptions &options);

} // namespace koma
