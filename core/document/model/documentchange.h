// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/pageobject.h"

#include <QFlags>
#include <QList>

namespace koma {

/// What of an object or page is different now.
enum class DocumentProperty : unsigned {
    Geometry = 1U << 0U,   ///< outline, frame, placement: redraw where it was and where it is
    Appearance = 1U << 1U, ///< colours, widths, patterns
    Text = 1U << 2U,       ///< words and their type
    Picture = 1U << 3U,    ///< another picture or crop: its drawing is to be made again
    Style = 1U << 4U,      ///< another way of drawing it: likewise
    Layer = 1U << 5U,      ///< name, lock, visibility, opacity, blending
    Setup = 1U << 6U,      ///< a page's paper, or the document's settings
};
Q_DECLARE_FLAGS(DocumentProperties, DocumentProperty)
Q_DECLARE_OPERATORS_FOR_FLAGS(DocumentProperties)

/// One event for all views: what happened to which page and objects. Views look at `kind` and the
/// mask and refresh no more than that.
struct DocumentChange
{
    enum class Kind {
        Reset,          ///< everything: another comic
        Settings,       ///< of the document
        PagesAdded,     ///< `page`
        PagesRemoved,   ///< `page`, no longer there
        PagesMoved,     ///< `page`, at another number now
        PageChanged,    ///< the page's properties
        ObjectsAdded,   ///< `objects` and all below them
        ObjectsRemoved, ///< `objects`, no longer there
        ObjectsMoved,   ///< `objects` lie elsewhere in the layers of `page`
        ObjectsChanged, ///< `objects`, by `properties`
    };

    Kind kind = Kind::Reset;
    PageId page;
    QList<ObjectId> objects;
    DocumentProperties properties;

    /// Pages or objects came, went or changed places: what the journal stores at once.
    [[nodiscard]] bool isStructural() const
    {
        return kind != Kind::Settings && kind != Kind::PageChanged && kind != Kind::ObjectsChanged;
    }
};

/// In what two contents differ. Different kinds differ in all.
DocumentProperties differenceOf(const ObjectContent &a, const ObjectContent &b);

} // namespace koma
