// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace koma {

class StyleListModel;

/// The list of styles, drawn on the open picture. One click or the arrow keys choose.
class StyleGallery : public QListView
{
    Q_OBJECT

public:
    explicit StyleGallery(StyleListModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString chosenStyleId() const;
    /// Shows the choice without announcing it.
    void showChosen(const QString &styleId);

Q_SIGNALS:
    void styleChosen(const QString &styleId);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    StyleListModel &m_model;
    bool m_isFollowing = false;
};

} // namespace koma
