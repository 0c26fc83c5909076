// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/drawinglistmodel.h"

#include "ui/imageconversion.h"

#include <QBrush>
#include <QPainter>

#include <algorithm>

namespace koma {
namespace {

constexpr int kCellPx = 112;

/// A thumbnail in the middle of a cell, so that rows line up.
QPixmap cellOf(const Image &thumbnail)
{
    QPixmap cell(kCellPx, kCellPx);
    cell.fill(Qt::transparent);
    const auto whole = toQImage(thumbnail);
    if (thumbnail.isEmpty() || !whole)
        return cell;
    const QImage image =
        whole->scaled(kCellPx, kCellPx, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QPainter painter(&cell);
    painter.drawImage((kCellPx - image.width()) / 2, (kCellPx - image.height()) / 2, image);
    return cell;
}

bool canBeUsed(PictureFinding finding)
{
    return finding == PictureFinding::Fine || finding == PictureFinding::Duplicate ||
           finding == PictureFinding::OffStyle || finding == PictureFinding::NearlyEmpty;
}

} // namespace

QString findingText(const InspectedPicture &picture)
{
    switch (picture.finding) {
    case PictureFinding::Fine:
        return {};
    case PictureFinding::Unreadable:
        return DrawingListModel::tr("Cannot be read");
    case PictureFinding::TooSmall:
        return DrawingListModel::tr("Too small: %1 × %2 px")
            .arg(picture.size.widthPx)
            .arg(picture.size.heightPx);
    case PictureFinding::TooNarrow:
        return DrawingListModel::tr("Too narrow to cut pieces from");
    case PictureFinding::NearlyEmpty:
        return DrawingListModel::tr("Nearly empty");
    case PictureFinding::Duplicate:
        return DrawingListModel::tr("Copy of %1")
            .arg(QString::fromStdU16String(picture.duplicateOf.filename().u16string()));
    case PictureFinding::OffStyle:
        return DrawingListModel::tr("Coloured unlike the others");
    }
    return {};
}

DrawingListModel::DrawingListModel(QObject *parent) : QAbstractListModel(parent) {}

void DrawingListModel::setPictures(const std::vector<InspectedPicture> &pictures)
{
    beginResetModel();
    m_entries.clear();
    for (const InspectedPicture &picture : pictures)
        m_entries.push_back(
            {picture, cellOf(picture.thumbnail), picture.finding == PictureFinding::Fine});
    // What needs a decision comes first.
    std::stable_partition(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.picture.finding != PictureFinding::Fine;
    });
    endResetModel();
    Q_EMIT ticksChanged();
}

int DrawingListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant DrawingListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    const QString name = QString::fromStdU16String(entry.picture.path.filename().u16string());
    const QString finding = findingText(entry.picture);
    switch (role) {
    case Qt::DisplayRole: // a cell has one line; the tool tip says of what it is a copy
        if (entry.picture.finding == PictureFinding::Duplicate)
            return tr("Copy");
        return finding.isEmpty() ? name : finding;
    case Qt::DecorationRole:
        return entry.thumbnail;
    case Qt::CheckStateRole:
        return canBeUsed(entry.picture.finding)
                   ? QVariant(entry.isTicked ? Qt::Checked : Qt::Unchecked)
                   : QVariant();
    case Qt::ForegroundRole:
        return finding.isEmpty() ? QVariant() : QBrush(QColor(0xe8, 0x59, 0x0c));
    case Qt::ToolTipRole:
        return finding.isEmpty() ? name : name + QLatin1Char('\n') + finding;
    case Qt::AccessibleTextRole:
        return finding.isEmpty() ? name : name + QStringLiteral(", ") + finding;
    default:
        return {};
    }
}

bool DrawingListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    m_entries[static_cast<std::size_t>(index.row())].isTicked =
        value.value<Qt::CheckState>() == Qt::Checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT ticksChanged();
    return true;
}

Qt::ItemFlags DrawingListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return canBeUsed(entry.picture.finding) ? flags | Qt::ItemIsUserCheckable : flags;
}

std::vector<std::filesystem::path> DrawingListModel::tickedFiles() const
{
    std::vector<std::filesystem::path> files;
    for (const Entry &entry : m_entries) {
        if (entry.isTicked)
            files.push_back(entry.picture.path);
    }
    std::sort(files.begin(), files.end());
    return files;
}

DrawingTraits DrawingListModel::traits() const
{
    DrawingTraits sum;
    int count = 0;
    for (const Entry &entry : m_entries) {
        if (!entry.isTicked)
            continue;
        sum.chroma += entry.picture.traits.chroma;
        sum.ink += entry.picture.traits.ink;
        ++count;
    }
    return count > 0 ? DrawingTraits{sum.chroma / count, sum.ink / count} : sum;
}

int DrawingListModel::problemCount() const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
            return entry.picture.finding != PictureFinding::Fine;
        }));
}

} // namespace koma
