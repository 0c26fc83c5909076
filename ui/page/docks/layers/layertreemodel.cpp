// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layers/layertreemodel.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "ui/page/docks/layers/layernames.h"
#include "ui/theme/icon.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>
#include <utility>
#include <vector>

namespace koma {
namespace {

const QString kMimeType = QStringLiteral("application/x-koma-layers");

} // namespace

struct LayerTreeModel::Node
{
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children; ///< top layer first
    ObjectId id;
    ObjectKind kind = ObjectKind::Group;
    ObjectProperties properties;
    QString kindName;
    QString ownName;
    QString label;

    void read(const PageObject &object)
    {
        id = object.id;
        kind = object.kind();
        properties = object.properties;
        kindName = layerKindName(object);
        ownName = ownLayerName(object);
    }
    /// Balloons without a name are told apart by what is said in them.
    [[nodiscard]] QString name() const
    {
        const bool isByWords = kind == ObjectKind::Balloon && ownName.isEmpty();
        return isByWords && !children.empty() ? children.back()->ownName : ownName;
    }
    [[nodiscard]] int row() const
    {
        if (parent == nullptr)
            return 0;
        const auto &siblings = parent->children;
        const auto found = std::find_if(siblings.begin(), siblings.end(),
                                        [&](const auto &each) { return each.get() == this; });
        return static_cast<int>(found - siblings.begin());
    }
    [[nodiscard]] int count() const { return static_cast<int>(children.size()); }
    [[nodiscard]] bool isWithin(ObjectId outer) const
    {
        for (const Node *node = this; node != nullptr; node = node->parent) {
            if (node->id == outer)
                return true;
        }
        return false;
    }
    [[nodiscard]] bool isAny(bool ObjectProperties::*property) const
    {
        for (const Node *node = this; node != nullptr; node = node->parent) {
            if (node->properties.*property)
                return true;
        }
        return false;
    }
    [[nodiscard]] bool isFaint() const { return isAny(&ObjectProperties::isHidden); }
    [[nodiscard]] bool isLocked() const { return isAny(&ObjectProperties::isLocked); }
};

LayerTreeModel::LayerTreeModel(Document &document, QObject *parent)
    : QAbstractItemModel(parent), m_document(document), m_root(std::make_unique<Node>())
{
    for (int kind = 0; kind < kObjectKindCount; ++kind) {
        const auto at = static_cast<std::size_t>(kind);
        m_icons.at(at) = themeIcon(layerIconName(static_cast<ObjectKind>(kind)));
    }
    m_numbering.setSingleShot(true);
    m_numbering.setInterval(0);
    connect(&m_numbering, &QTimer::timeout, this, &LayerTreeModel::number);
    connect(&document, &Document::changed, this, &LayerTreeModel::follow);
}

LayerTreeModel::~LayerTreeModel() = default;

void LayerTreeModel::setPage(PageId page)
{
    if (page == m_page)
        return;
    m_page = page;
    reload();
}

void LayerTreeModel::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    if (change.kind == Kind::Reset) {
        reload();
        return;
    }
    if (change.page != m_page)
        return;
    for (const ObjectId id : change.objects) {
        if (change.kind == Kind::ObjectsAdded)
            insert(id);
        else if (change.kind == Kind::ObjectsRemoved)
            remove(id);
        else if (change.kind == Kind::ObjectsMoved)
            move(id);
        else if (change.kind == Kind::ObjectsChanged)
            refresh(id, change.properties);
    }
}

void LayerTreeModel::reload()
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_nodes.clear();
    if (const Page *page = m_document.page(m_page); page != nullptr)
        fill(*m_root, page->objects);
    relabel();
    endResetModel();
}

void LayerTreeModel::fill(Node &node, const QList<PageObject> &objects)
{
    // NOLINTNEXTLINE(modernize-loop-convert): clang 14 cannot read <ranges> of g++ 12
    for (auto object = objects.crbegin(); object != objects.crend(); ++object) {
        auto child = std::make_unique<Node>();
        child->parent = &node;
        child->read(*object);
        m_nodes.insert(object->id, child.get());
        fill(*child, object->children);
        node.children.push_back(std::move(child));
    }
}

void LayerTreeModel::insert(ObjectId id)
{
    const ObjectPlace place = m_document.placeOf(id);
    const PageObject *object = m_document.object(id);
    Node *parent = place.parent.isValid() ? m_nodes.value(place.parent) : m_root.get();
    if (object == nullptr || parent == nullptr || m_nodes.contains(id))
        return;
    Node filled;
    fill(filled, {*object});
    // Until it has its number, in a moment.
    forEachObject({*object}, [&](const PageObject &each) {
        Node &node = *m_nodes.value(each.id);
        node.label = node.name().isEmpty() ? node.kindName : node.name();
    });
    const int row = parent->count() - static_cast<int>(place.index);
    beginInsertRows(indexOf(*parent), row, row);
    filled.children.front()->parent = parent;
    parent->children.insert(parent->children.begin() + row, std::move(filled.children.front()));
    endInsertRows();
    m_numbering.start();
}

void LayerTreeModel::remove(ObjectId id)
{
    Node *node = m_nodes.value(id);
    if (node == nullptr)
        return;
    Node &parent = *node->parent;
    const int row = node->row();
    beginRemoveRows(indexOf(parent), row, row);
    const auto taken = std::move(parent.children.at(static_cast<std::size_t>(row)));
    parent.children.erase(parent.children.begin() + row);
    m_nodes.removeIf([&](const auto &entry) { return entry.value()->isWithin(id); });
    endRemoveRows();
    m_numbering.start();
}

void LayerTreeModel::move(ObjectId id)
{
    const ObjectPlace place = m_document.placeOf(id);
    Node *node = m_nodes.value(id);
    Node *target = place.parent.isValid() ? m_nodes.value(place.parent) : m_root.get();
    if (node == nullptr || target == nullptr)
        return;
    Node &source = *node->parent;
    const int from = node->row();
    const int layers = target->count() + (&source == target ? 0 : 1);
    const int to = layers - 1 - static_cast<int>(place.index);
    if (&source == target && from == to)
        return;
    // Qt counts the row in front of which it lands before anything is taken out.
    const int before = &source == target && to > from ? to + 1 : to;
    if (!beginMoveRows(indexOf(source), from, from, indexOf(*target), before)) {
        reload();
        return;
    }
    auto moved = std::move(source.children.at(static_cast<std::size_t>(from)));
    source.children.erase(source.children.begin() + from);
    moved->parent = target;
    target->children.insert(target->children.begin() + to, std::move(moved));
    endMoveRows();
    tellChanged(*node, true); // what it lies in may hide it, or no longer
    m_numbering.start();
}

void LayerTreeModel::refresh(ObjectId id, DocumentProperties properties)
{
    Node *node = m_nodes.value(id);
    const PageObject *object = nullptr;
    const bool isOfNames =
        properties.testFlag(DocumentProperty::Layer) || properties.testFlag(DocumentProperty::Text);
    // Balloons become captions and lines another kind of lines by their shape.
    if (node != nullptr &&
        (isOfNames || node->kind == ObjectKind::Balloon || node->kind == ObjectKind::SpeedLines))
        object = m_document.object(id);
    if (object == nullptr)
        return;
    const ObjectProperties before = node->properties;
    const std::pair names(node->kindName, node->ownName);
    node->read(*object);
    if (before != node->properties)
        tellChanged(*node, before.isHidden != node->properties.isHidden);
    if (names != std::pair(node->kindName, node->ownName))
        number();
}

QList<LayerTreeModel::Node *> LayerTreeModel::relabel()
{
    QHash<QString, QList<Node *>> unnamed;
    QList<Node *> relabelled;
    for (Node *node : std::as_const(m_nodes)) {
        const QString name = node->name();
        if (name.isEmpty())
            unnamed[node->kindName].append(node);
        else if (std::exchange(node->label, name) != name)
            relabelled.append(node);
    }
    for (QList<Node *> &nodes : unnamed) {
        // By age: a layer keeps its number when it is moved.
        std::sort(nodes.begin(), nodes.end(), [](Node *a, Node *b) { return a->id < b->id; });
        for (qsizetype i = 0; i < nodes.size(); ++i) {
            const QString label =
                tr("%1 %2", "kind and number of a layer").arg(nodes[i]->kindName).arg(i + 1);
            if (std::exchange(nodes[i]->label, label) != label)
                relabelled.append(nodes[i]);
        }
    }
    return relabelled;
}

void LayerTreeModel::number()
{
    for (const Node *node : relabel())
        tellChanged(*node, false);
}

void LayerTreeModel::tellChanged(const Node &node, bool withBelow)
{
    Q_EMIT dataChanged(indexOf(node), indexOf(node, ColumnCount - 1));
    if (!withBelow)
        return;
    for (const auto &child : node.children)
        tellChanged(*child, true);
}

LayerTreeModel::Node &LayerTreeModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<Node *>(index.internalPointer()) : *m_root;
}

QModelIndex LayerTreeModel::indexOf(const Node &node, int column) const
{
    return node.parent != nullptr ? createIndex(node.row(), column, &node) : QModelIndex();
}

ObjectId LayerTreeModel::objectAt(const QModelIndex &index) const
{
    return nodeAt(index).id;
}

QModelIndex LayerTreeModel::indexOf(ObjectId id, int column) const
{
    const Node *node = m_nodes.value(id);
    return node != nullptr ? indexOf(*node, column) : QModelIndex();
}

QModelIndex LayerTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node &node = nodeAt(parent);
    return createIndex(row, column, node.children.at(static_cast<std::size_t>(row)).get());
}

QModelIndex LayerTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeAt(index).parent) : QModelIndex();
}

int LayerTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > NameColumn ? 0 : nodeAt(parent).count();
}

int LayerTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant LayerTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = nodeAt(index);
    switch (role) {
    case KindRole:
        return static_cast<int>(node.kind);
    case IsVisibleRole:
        return !node.properties.isHidden;
    case IsLockedRole:
        return node.properties.isLocked;
    case IsFaintRole:
        return node.isFaint();
    default:
        return index.column() == NameColumn ? nameData(node, role)
                                            : switchData(node, index.column(), role);
    }
}

QVariant LayerTreeModel::nameData(const Node &node, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return node.label;
    case Qt::DecorationRole:
        return m_icons.at(static_cast<std::size_t>(node.kind));
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return node.kindName;
    default:
        return {};
    }
}

QVariant LayerTreeModel::switchData(const Node &node, int column, int role) const
{
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    if (column == VisibleColumn)
        return node.properties.isHidden ? tr("Hidden") : tr("Visible");
    return node.properties.isLocked ? tr("Locked") : tr("Unlocked");
}

bool LayerTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != NameColumn || role != Qt::EditRole)
        return false;
    const Node &node = nodeAt(index);
    const QString name = value.toString().trimmed();
    if (name == node.label)
        return false;
    m_document.undoStack().push(
        changeLayers(m_document, {node.id}, [&](ObjectProperties &properties) {
            properties.name = name;
        }).release());
    return true;
}

Qt::ItemFlags LayerTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    if (index.column() == NameColumn)
        flags |= Qt::ItemIsEditable;
    if (mayTake(nodeAt(index), m_dragged))
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

void LayerTreeModel::setDragged(const QList<ObjectId> &objects)
{
    m_dragged = objects;
}

bool LayerTreeModel::mayTake(const Node &parent, const QList<ObjectId> &objects) const
{
    return std::all_of(objects.begin(), objects.end(), [&](ObjectId id) {
        const Node *node = m_nodes.value(id);
        if (node == nullptr || node->isLocked() || parent.isWithin(id))
            return false;
        return &parent == m_root.get() ? mayLieOnPage(node->kind)
                                       : mayContain(parent.kind, node->kind);
    });
}

QStringList LayerTreeModel::mimeTypes() const
{
    return {kMimeType};
}

QMimeData *LayerTreeModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << qint64{QCoreApplication::applicationPid()} << quint64{m_page.value};
    for (const QModelIndex &index : indexes) {
        if (index.column() == NameColumn)
            stream << quint64{objectAt(index).value};
    }
    auto *data = new QMimeData;
    data->setData(kMimeType, bytes);
    return data;
}

QList<ObjectId> LayerTreeModel::objectsIn(const QMimeData &data) const
{
    QDataStream stream(data.data(kMimeType));
    qint64 process = 0;
    quint64 page = 0;
    stream >> process >> page;
    QList<ObjectId> objects;
    if (process != QCoreApplication::applicationPid() || page != m_page.value)
        return objects;
    while (!stream.atEnd()) {
        quint64 id = 0;
        stream >> id;
        if (m_nodes.contains(ObjectId{id}))
            objects.append(ObjectId{id});
    }
    return objects;
}

bool LayerTreeModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                     const QModelIndex &parent) const
{
    const QList<ObjectId> objects = objectsIn(*data);
    return action == Qt::MoveAction && !objects.isEmpty() && mayTake(nodeAt(parent), objects);
}

bool LayerTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                  const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const Node &target = nodeAt(parent);
    // On a layer: to the top of what is in it. Below all of them: to the bottom of the page.
    const int onto = parent.isValid() ? 0 : target.count();
    const qsizetype index = target.count() - (row < 0 ? onto : row);
    auto command = reorderObjects(m_document, objectsIn(*data), {m_page, target.id, index});
    if (!command) {
        Q_EMIT refused(QString::fromStdString(command.error().message));
        return false;
    }
    m_document.undoStack().push(command->release());
    return true;
}

} // namespace koma
