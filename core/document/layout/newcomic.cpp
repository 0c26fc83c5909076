// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/newcomic.h"

#include "core/document/layout/pagesizes.h"
#include "core/document/layout/pagetemplates.h"

#include <string>
#include <utility>

namespace koma {
namespace {

template<class Table>
std::string idsOf(const Table &table)
{
    std::string ids;
    for (const auto &each : table)
        ids += std::string(ids.empty() ? "" : ", ") + each.id;
    return ids;
}

Result<PageSetup> setupFor(const NewComicOptions &options)
{
    const PageSize *size =
        options.sizeId.isEmpty() ? &pageSizes().front() : findPageSize(options.sizeId);
    if (size == nullptr)
        return fail(ErrorKind::InvalidArgument, "There is no page size '" +
                                                    options.sizeId.toStdString() +
                                                    "'; Koma knows " + idsOf(pageSizes()) + ".");
    PageSetup setup = setupOf(*size);
    if (options.isLandscape && setup.heightPt > setup.widthPt)
        std::swap(setup.widthPt, setup.heightPt);
    return setup;
}

Result<QList<OutlinePt>> panelsFor(const NewComicOptions &options, const DocumentSettings &settings)
{
    if (options.templateId.isEmpty())
        return QList<OutlinePt>();
    const PageTemplate *pageTemplate = findPageTemplate(options.templateId);
    if (pageTemplate == nullptr)
        return fail(ErrorKind::InvalidArgument,
                    "There is no page template '" + options.templateId.toStdString() +
                        "'; Koma knows " + idsOf(pageTemplates()) + ".");
    return templatePanels(*pageTemplate, settings.pageSetup, settings.gutters, settings.direction);
}

} // namespace

Result<Comic> makeComic(const NewComicOptions &options)
{
    if (options.pages < 1)
        return fail(ErrorKind::InvalidArgument, "A comic has at least one page.");
    const Result<PageSetup> setup = setupFor(options);
    if (!setup)
        return fail(setup.error());
    Comic comic;
    comic.settings.title = options.title;
    comic.settings.creator = options.creator;
    comic.settings.language = options.language;
    comic.settings.direction = options.direction;
    comic.settings.hasFacingPages = options.hasFacingPages;
    comic.settings.pageSetup = *setup;
    const Result<QList<OutlinePt>> panels = panelsFor(options, comic.settings);
    if (!panels)
        return fail(panels.error());
    std::uint64_t lastId = 0;
    for (int i = 0; i < options.pages; ++i) {
        Page page;
        page.id = {++lastId};
        page.properties.setup = *setup;
        for (const OutlinePt &outline : *panels) {
            Panel panel;
            panel.outlinePt = outline;
            page.objects.append({{++lastId}, {}, panel, {}});
        }
        comic.pages.append(page);
    }
    return comic;
}

} // namespace koma
