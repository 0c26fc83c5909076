// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/artlayer.h"
#include "core/document/model/balloon.h"
#include "core/document/model/ids.h"
#include "core/document/model/panel.h"
#include "core/document/model/speedlines.h"
#include "core/document/model/strokes.h"
#include "core/document/model/textblock.h"
#include "core/document/model/tonefill.h"

#include <QList>
#include <QString>

#include <functional>
#include <variant>

namespace koma {

/// Holds objects together; what it shows are its children.
struct Group
{
    bool operator==(const Group &) const = default;
};

/// What an object is. ObjectKind has the alternatives' order.
using ObjectContent = std::variant<Panel, ArtLayer, Balloon, TextBlock, ToneFill, SpeedLines,
                                   InkStroke, MaskStroke, Group>;
enum class ObjectKind { Panel, Art, Balloon, Text, Tone, SpeedLines, Ink, Mask, Group };
constexpr int kObjectKindCount = static_cast<int>(std::variant_size_v<ObjectContent>);

enum class BlendMode { Normal, Multiply, Screen };

/// What every layer has.
struct ObjectProperties
{
    QString name; ///< empty: the window names it by its kind
    bool isLocked = false;
    bool isHidden = false;
    double opacity = 1.0;
    BlendMode blend = BlendMode::Normal;

    bool operator==(const ObjectProperties &) const = default;
};

/// A node of a page's layers. Children lie on top of each other in their order, the last on top.
/// A value: copies share their children until one is changed, so that a copy is a snapshot for
/// other threads.
struct PageObject
{
    ObjectId id;
    ObjectProperties properties;
    ObjectContent content;
    QList<PageObject> children;

    [[nodiscard]] ObjectKind kind() const { return static_cast<ObjectKind>(content.index()); }
    template<class Content>
    [[nodiscard]] const Content *as() const
    {
        return std::get_if<Content>(&content);
    }
    // Not defaulted: a class that contains a list of itself cannot be.
    bool operator==(const PageObject &other) const;
};

/// Which kinds may lie in which: panels on pages only, masks in what they mask,
/// only text in balloons.
bool mayContain(ObjectKind parent, ObjectKind child);
/// The same for the page itself.
bool mayLieOnPage(ObjectKind child);
/// Groups in groups end here.
constexpr int kMaxObjectDepth = 16;

/// The object with the id among these and all below them; nullptr where there is none.
const PageObject *findObject(const QList<PageObject> &objects, ObjectId id);

/// Visits every object, parents before children, bottom to top.
void forEachObject(const QList<PageObject> &objects,
                   const std::function<void(const PageObject &)> &visit);

/// The box of one object's own content on the page; for art it includes rotation. Groups have the
/// box of their children, tones and lines without an area an empty one.
RectPt boundsPt(const PageObject &object);

/// Moves and resizes content. Widths of lines and sizes of type follow the mean scale.
void transformContent(ObjectContent &content, const AxisTransform &transform);
/// The same for the object and all below it.
void transformObject(PageObject &object, const AxisTransform &transform);

} // namespace koma
