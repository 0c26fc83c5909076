// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/pagecommands.h"

#include "core/document/commands/freshids.h"
#include "core/document/commands/structuralcommand.h"

#include <algorithm>

namespace koma {
namespace {

std::unique_ptr<QUndoCommand> command(Document &document, CommandId id, std::vector<EditStep> steps)
{
    return std::make_unique<StructuralCommand>(document, id, std::move(steps));
}

/// The ids that are there, each once, in the pages' order.
QList<PageId> inOrder(const Document &document, const QList<PageId> &ids)
{
    QList<PageId> ordered;
    for (const Page &page : document.comic().pages) {
        if (ids.contains(page.id))
            ordered.append(page.id);
    }
    return ordered;
}

} // namespace

std::unique_ptr<QUndoCommand> addPages(Document &document, qsizetype index, QList<Page> pages)
{
    std::vector<EditStep> steps;
    qsizetype at = std::clamp(index, qsizetype{0}, document.comic().pages.size());
    for (Page &page : pages) {
        if (!page.id.isValid() || document.page(page.id) != nullptr ||
            !haveFreeIds(document, page.objects))
            page = withFreshIds(document, page);
        steps.emplace_back(InsertPage{at++, std::move(page)});
    }
    return command(document, CommandId::AddPages, std::move(steps));
}

std::unique_ptr<QUndoCommand> removePages(Document &document, const QList<PageId> &pages)
{
    std::vector<EditStep> steps;
    for (const PageId id : inOrder(document, pages))
        steps.emplace_back(TakePage{id});
    return command(document, CommandId::RemovePages, std::move(steps));
}

std::unique_ptr<QUndoCommand> movePages(Document &document, const QList<PageId> &pages,
                                        qsizetype index)
{
    const QList<PageId> moved = inOrder(document, pages);
    QList<PageId> order;
    for (const Page &page : document.comic().pages)
        order.append(page.id);
    const QList<PageId> before = order;
    const qsizetype at = std::clamp(index, qsizetype{0}, order.size());
    const auto insertAt = at - std::count_if(order.begin(), order.begin() + at,
                                             [&](PageId id) { return moved.contains(id); });
    order.removeIf([&](PageId id) { return moved.contains(id); });
    for (qsizetype i = 0; i < moved.size(); ++i)
        order.insert(insertAt + i, moved[i]);
    std::vector<EditStep> steps;
    // Filled from the front, every place is final once it is filled.
    for (qsizetype i = 0; order != before && i < order.size(); ++i)
        steps.emplace_back(MovePage{order[i], i});
    return command(document, CommandId::MovePages, std::move(steps));
}

std::unique_ptr<QUndoCommand> duplicatePages(Document &document, const QList<PageId> &pages)
{
    const QList<PageId> copied = inOrder(document, pages);
    std::vector<EditStep> steps;
    qsizetype at = copied.isEmpty() ? 0 : document.pageIndex(copied.last()) + 1;
    for (const PageId id : copied)
        steps.emplace_back(InsertPage{at++, withFreshIds(document, *document.page(id))});
    return command(document, CommandId::DuplicatePages, std::move(steps));
}

Page blankPage(Document &document)
{
    Page page;
    page.id = document.makePageId();
    page.properties.setup = document.settings().pageSetup;
    return page;
}

Page blankSpread(Document &document)
{
    Page page = blankPage(document);
    page.properties.setup.widthPt *= 2.0;
    page.properties.isDoublePage = true;
    return page;
}

} // namespace koma
