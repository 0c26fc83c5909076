// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/stylecard.h"

#include <QAbstractListModel>
#include <QImage>

#include <vector>

namespace koma {

/// The gallery's entries: the picture itself first, then every style. Thumbnails arrive later and
/// stay until a newer one replaces them.
class StyleListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, ThumbnailRole, IsPendingRole };

    explicit StyleListModel(QObject *parent = nullptr);

    void setStyles(std::vector<StyleCard> styles);
    [[nodiscard]] int rowOf(const QString &styleId) const;
    [[nodiscard]] QString styleIdAt(int row) const;

    /// The card's own preview; replaced by the first drawing of this picture.
    void setPreview(const QString &styleId, const QImage &image);
    void setThumbnail(const QString &styleId, const QImage &image);
    /// Every thumbnail is of an older picture.
    void markAllPending();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        StyleCard card;
        QImage thumbnail;
        QImage preview;
        bool isPending = false;
    };
    [[nodiscard]] QString toolTip(const Entry &entry) const;
    [[nodiscard]] QString name(const Entry &entry) const;

    std::vector<Entry> m_entries;
};

} // namespace koma
