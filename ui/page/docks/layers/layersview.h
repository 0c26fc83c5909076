// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/docks/layers/layertreemodel.h"
#include "ui/page/session/pageselection.h"

#include <QTreeView>

namespace koma {

/// The tree of layers. What is picked in it is what is picked on the page, both ways, and the page
/// that is shown is the page whose layers it lists. What was opened or closed stays so. GUI thread.
class LayersView : public QTreeView
{
    Q_OBJECT

public:
    explicit LayersView(PageSelection &selection, QWidget *parent = nullptr);

    [[nodiscard]] LayerTreeModel &layers() const { return *m_model; }

Q_SIGNALS:
    /// An eye or lock was clicked; where the layer is picked, all picked ones are meant.
    void switchClicked(koma::LayerTreeModel::Column column, const QList<koma::ObjectId> &objects);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void reset() override;

private:
    [[nodiscard]] QModelIndex lastRow() const;
    void showDropMark(const QRect &mark);
    void pickSelected();
    void showPicked();
    [[nodiscard]] QList<ObjectId> selectedObjects() const;
    [[nodiscard]] bool isShowingPicked() const;
    void openRows(const QModelIndex &parent, int first, int last);
    void rememberOpen(const QModelIndex &index, bool isOpen);

    PageSelection &m_selection;
    LayerTreeModel *m_model;
    QHash<ObjectId, bool> m_isOpen; ///< where it is not as it was at first
    QRect m_dropMark;               ///< a row to drop onto, or a gap without height between two
    bool m_isFollowing = false;
};

} // namespace koma
