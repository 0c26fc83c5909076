// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"

#include <QAbstractItemModel>
#include <QIcon>
#include <QTimer>

#include <array>
#include <memory>

namespace koma {

/// The layers of one page as a tree, the top layer first. It mirrors the page's structure so that
/// every change of the document becomes the smallest change of the rows: views keep what is open,
/// picked and scrolled to. Renaming and drops push commands. GUI thread; the document must outlive
/// it.
class LayerTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, VisibleColumn, LockColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int of ObjectKind
        IsVisibleRole,               ///< by its own eye
        IsLockedRole,                ///< by its own lock
        IsFaintRole,                 ///< hidden itself or by what it lies in
    };

    explicit LayerTreeModel(Document &document, QObject *parent = nullptr);
    ~LayerTreeModel() override;

    void setPage(PageId page);
    [[nodiscard]] PageId page() const { return m_page; }
    /// Invalid for the invalid index.
    [[nodiscard]] ObjectId objectAt(const QModelIndex &index) const;
    /// Invalid for objects of other pages.
    [[nodiscard]] QModelIndex indexOf(ObjectId id, int column = NameColumn) const;

    /// What the hand holds: only layers that may contain all of it take drops on themselves, the
    /// others leave their whole height to drops above and below.
    void setDragged(const QList<ObjectId> &objects);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row,
                                       int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    /// A sentence for the status bar.
    void refused(const QString &reason);

private:
    struct Node;
    void follow(const DocumentChange &change);
    void reload();
    void fill(Node &node, const QList<PageObject> &objects);
    void insert(ObjectId id);
    void remove(ObjectId id);
    void move(ObjectId id);
    void refresh(ObjectId id, DocumentProperties properties);
    /// Gives unnamed layers their numbers; returns whose name is another one now.
    QList<Node *> relabel();
    void number();
    void tellChanged(const Node &node, bool withBelow);

    [[nodiscard]] Node &nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node, int column = NameColumn) const;
    [[nodiscard]] QVariant nameData(const Node &node, int role) const;
    [[nodiscard]] QVariant switchData(const Node &node, int column, int role) const;
    [[nodiscard]] bool mayTake(const Node &parent, const QList<ObjectId> &objects) const;
    [[nodiscard]] QList<ObjectId> objectsIn(const QMimeData &data) const;

    Document &m_document;
    PageId m_page;
    std::unique_ptr<Node> m_root;
    QHash<ObjectId, Node *> m_nodes;
    QTimer m_numbering; ///< once for all steps of a command, which may be hundreds
    QList<ObjectId> m_dragged;
    std::array<QIcon, kObjectKindCount> m_icons;
};

} // namespace koma
