// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/pages/pagelistmodel.h"

#include "core/document/render/objectshapes.h"
#include "ui/page/art/pagethumbnails.h"
#include "ui/page/docks/pages/pagenames.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <utility>

namespace koma {
namespace {

const QString kMimeType = QStringLiteral("application/x-koma-pages");

} // namespace

PageListModel::PageListModel(Document &document, PageThumbnails &thumbnails, QObject *parent)
    : QAbstractListModel(parent), m_document(document), m_thumbnails(thumbnails)
{
    readAll();
    connect(&document, &Document::changed, this, &PageListModel::follow);
    connect(&thumbnails, &PageThumbnails::thumbnailChanged, this, [this](PageId page) {
        if (const QModelIndex index = indexOf(page); index.isValid())
            Q_EMIT dataChanged(index, index, {ThumbnailRole});
    });
}

void PageListModel::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    switch (change.kind) {
    case Kind::Reset:
        beginResetModel();
        readAll();
        endResetModel();
        break;
    case Kind::PagesAdded:
        insert(change.page);
        break;
    case Kind::PagesRemoved:
        remove(change.page);
        break;
    case Kind::PagesMoved:
        move(change.page);
        break;
    case Kind::PageChanged:
        tellChanged(change.page);
        break;
    case Kind::Settings:
        break;
    case Kind::ObjectsAdded:
    case Kind::ObjectsRemoved:
    case Kind::ObjectsMoved:
    case Kind::ObjectsChanged:
        return;
    }
    relabel();
    Q_EMIT arrangementChanged();
}

void PageListModel::readAll()
{
    m_pages.clear();
    m_labels.clear();
    for (const Page &page : m_document.comic().pages) {
        m_pages.append(page.id);
        m_labels.append(pageLabel(page, m_labels.size()));
    }
}

void PageListModel::relabel()
{
    // The rows are in the document's order: no need to look for each page.
    const QList<Page> &pages = m_document.comic().pages;
    for (int row = 0; row < rowCount(); ++row) {
        const QString label = pageLabel(pages.at(row), row);
        if (std::exchange(m_labels[row], label) != label)
            Q_EMIT dataChanged(index(row), index(row));
    }
}

void PageListModel::insert(PageId page)
{
    const auto row = static_cast<int>(m_document.pageIndex(page));
    beginInsertRows({}, row, row);
    m_pages.insert(row, page);
    m_labels.insert(row, QString());
    endInsertRows();
}

void PageListModel::remove(PageId page)
{
    const auto row = static_cast<int>(m_pages.indexOf(page));
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_pages.removeAt(row);
    m_labels.removeAt(row);
    endRemoveRows();
}

void PageListModel::move(PageId page)
{
    const auto from = static_cast<int>(m_pages.indexOf(page));
    const auto to = static_cast<int>(m_document.pageIndex(page));
    if (from == to)
        return;
    // Qt counts the row in front of which it lands before anything is taken out.
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    m_pages.move(from, to);
    m_labels.move(from, to);
    endMoveRows();
}

void PageListModel::tellChanged(PageId page)
{
    if (const QModelIndex index = indexOf(page); index.isValid())
        Q_EMIT dataChanged(index, index);
}

PageId PageListModel::pageAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_pages.at(row) : PageId{};
}

QModelIndex PageListModel::indexOf(PageId page) const
{
    const auto row = static_cast<int>(m_pages.indexOf(page));
    return row >= 0 ? index(row) : QModelIndex();
}

int PageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pages.size());
}

QVariant PageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PageId id = m_pages.at(index.row());
    const Page *page = m_document.page(id);
    switch (role) {
    case Qt::DisplayRole:
        return m_labels.at(index.row());
    case Qt::AccessibleTextRole:
        return tr("Page %1", "number and name").arg(m_labels.at(index.row()));
    case Qt::ToolTipRole:
        return page != nullptr ? pageRoleName(page->properties.role) : QString();
    case ThumbnailRole:
        return m_thumbnails.thumbnail(id);
    case PaperRole:
        return page != nullptr ? colourOf(page->properties.paper) : QColor();
    default:
        return {};
    }
}

Qt::ItemFlags PageListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled |
           Qt::ItemNeverHasChildren;
}

QStringList PageListModel::mimeTypes() const
{
    return {kMimeType};
}

QMimeData *PageListModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << qint64{QCoreApplication::applicationPid()}
           << quint64{reinterpret_cast<quintptr>(&m_document)};
    for (const QModelIndex &index : indexes)
        stream << quint64{pageAt(index.row()).value};
    auto *data = new QMimeData;
    data->setData(kMimeType, bytes);
    return data;
}

QList<PageId> PageListModel::pagesIn(const QMimeData &data) const
{
    QDataStream stream(data.data(kMimeType));
    qint64 process = 0;
    quint64 document = 0;
    stream >> process >> document;
    QList<PageId> pages;
    if (process != QCoreApplication::applicationPid() ||
        document != quint64{reinterpret_cast<quintptr>(&m_document)})
        return pages;
    while (!stream.atEnd()) {
        quint64 id = 0;
        stream >> id;
        if (m_pages.contains(PageId{id}))
            pages.append(PageId{id});
    }
    return pages;
}

} // namespace koma
