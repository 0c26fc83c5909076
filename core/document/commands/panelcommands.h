// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/outlines.h"
#include "core/document/model/document.h"

#include <QUndoCommand>

#include <memory>
#include <optional>

namespace koma {

/// Commands that cut, merge and lay out panels; GUI thread. InvalidArgument where it cannot be
/// done, with a sentence for the status bar.

/// Cuts panels along a line; the gutter is the document's unless one is given. The first piece
/// keeps the panel's id. Art, tones and speed lines go on in every piece that they reach into; the
/// other layers go to the piece under their middle.
Result<std::unique_ptr<QUndoCommand>> splitPanels(Document &document, const QList<ObjectId> &panels,
                                                  const CutLine &line,
                                                  std::optional<double> gutterPt = {});

/// Makes one panel of several that face each other across gutters. The first stays and takes the
/// others' layers on top of its own.
Result<std::unique_ptr<QUndoCommand>> mergePanels(Document &document,
                                                  const QList<ObjectId> &panels);

/// Gives a page the panels of a template, in reading order. Panels that are there take the new
/// outlines and their art moves along; new ones are added on top; those left over hand their
/// layers to the last panel and go.
Result<std::unique_ptr<QUndoCommand>> applyLayout(Document &document, PageId page,
                                                  const QList<OutlinePt> &outlines);

} // namespace koma
