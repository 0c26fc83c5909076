// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"

#include <QAbstractListModel>

namespace koma {

class PageThumbnails;

/// The comic's pages in reading order. It mirrors their order so that every change of the document
/// becomes the smallest change of the rows. GUI thread; document and thumbnails must outlive it.
class PageListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ThumbnailRole = Qt::UserRole + 1, PaperRole };

    PageListModel(Document &document, PageThumbnails &thumbnails, QObject *parent = nullptr);

    /// Invalid outside the rows.
    [[nodiscard]] PageId pageAt(int row) const;
    /// The invalid index for pages that are not there.
    [[nodiscard]] QModelIndex indexOf(PageId page) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    /// Pages of this comic; empty for anything else.
    [[nodiscard]] QList<PageId> pagesIn(const QMimeData &data) const;

Q_SIGNALS:
    /// Pages came, went, moved or have another size, or are bound another way: after the rows.
    void arrangementChanged();

private:
    void follow(const DocumentChange &change);
    void readAll();
    void relabel();
    void insert(PageId page);
    void remove(PageId page);
    void move(PageId page);
    void tellChanged(PageId page);

    Document &m_document;
    PageThumbnails &m_thumbnails;
    QList<PageId> m_pages;
    QStringList m_labels; ///< of the rows; they hold the numbers
};

} // namespace koma
