// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"

#include <QObject>

namespace koma {

/// What the artist looks at and has picked: one page, and objects of that page in the order in
/// which they were picked. Canvas, docks and inspector share one. It follows the document: objects
/// that go are no longer picked, and when the page goes its neighbour is shown. The page is invalid
/// only in a comic without pages. GUI thread; the document must outlive it.
class PageSelection : public QObject
{
    Q_OBJECT

public:
    explicit PageSelection(Document &document, QObject *parent = nullptr);

    [[nodiscard]] Document &document() const { return m_document; }
    [[nodiscard]] PageId page() const { return m_page; }
    [[nodiscard]] const QList<ObjectId> &objects() const { return m_objects; }
    [[nodiscard]] bool contains(ObjectId id) const { return m_objects.contains(id); }
    /// The one picked object; invalid for none or several.
    [[nodiscard]] ObjectId single() const;

    /// Shows a page of the document and picks nothing on it.
    void setPage(PageId page);
    /// Picks these of the shown page's objects, and nothing else.
    void select(const QList<ObjectId> &objects);
    void toggle(ObjectId object);
    void clear() { select({}); }
    /// Shows the page of the first of them and picks those that are on it: what "go to" does.
    void reveal(const QList<ObjectId> &objects);

Q_SIGNALS:
    void pageChanged(koma::PageId page);
    void objectsChanged();
    /// The canvas should bring the picked objects into view.
    void revealed();

private:
    void follow(const DocumentChange &change);
    void dropMissingObjects();
    void leaveMissingPage();

    Document &m_document;
    PageId m_page;
    qsizetype m_pageIndex = 0; ///< where a neighbour is looked for when the page goes
    QList<ObjectId> m_objects;
};

} // namespace koma
