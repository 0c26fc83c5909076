// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"

#include <QUndoCommand>

#include <memory>

namespace koma {

/// Commands on whole pages; GUI thread. Ids that name nothing are left out.

/// Inserts pages before the page that has the number `index` (from 0). Pages without an id are
/// given one.
std::unique_ptr<QUndoCommand> addPages(Document &document, qsizetype index, QList<Page> pages);
std::unique_ptr<QUndoCommand> removePages(Document &document, const QList<PageId> &pages);
/// Puts pages, in their present order, before the page that now has the number `index`.
std::unique_ptr<QUndoCommand> movePages(Document &document, const QList<PageId> &pages,
                                        qsizetype index);
/// Copies with new ids, behind the last of them.
std::unique_ptr<QUndoCommand> duplicatePages(Document &document, const QList<PageId> &pages);

/// An empty page as the document's settings want it.
Page blankPage(Document &document);
/// One blank page over both sides of a spread: double width, the bleed once around.
Page blankSpread(Document &document);

} // namespace koma
