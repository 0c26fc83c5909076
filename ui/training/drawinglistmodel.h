// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/pictureinspection.h"

#include <QAbstractListModel>
#include <QPixmap>

#include <filesystem>
#include <vector>

namespace koma {

/// The drawings that a style is to be learnt from: thumbnail, name, what stands against each, and a
/// tick that the artist has the last word on. GUI thread.
class DrawingListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit DrawingListModel(QObject *parent = nullptr);

    /// Replaces all; pictures that are fine are ticked.
    void setPictures(const std::vector<InspectedPicture> &pictures);
    void clear() { setPictures({}); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] std::vector<std::filesystem::path> tickedFiles() const;
    /// Mean chroma of the ticked drawings, 0…1.
    [[nodiscard]] DrawingTraits traits() const;
    [[nodiscard]] int problemCount() const;

Q_SIGNALS:
    void ticksChanged();

private:
    struct Entry
    {
        InspectedPicture picture;
        QPixmap thumbnail;
        bool isTicked = false;
    };

    std::vector<Entry> m_entries;
};

/// What stands against a picture, for the artist; empty if nothing does.
QString findingText(const InspectedPicture &picture);

} // namespace koma
