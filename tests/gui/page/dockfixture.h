// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/objectcommands.h"
#include "core/document/model/document.h"

#include <QMimeData>

class QAbstractItemView;
class QWidget;

namespace koma::test {

/// Pages with ids 1 … count, 200 by 300 pt, empty.
Comic emptyPages(int count);

/// Objects with ids of their own choice, so that tests can name them.
PageObject panelObject(std::uint64_t id, const RectPt &box = {10.0, 10.0, 80.0, 80.0});
PageObject textObject(std::uint64_t id, const QString &words);
PageObject balloonObject(std::uint64_t id, const QList<PageObject> &texts = {});
PageObject artObject(std::uint64_t id);
PageObject inkObject(std::uint64_t id);
PageObject groupObject(std::uint64_t id, const QList<PageObject> &children);

/// The ids of a page's objects, bottom to top, children in brackets: "1 2(3 4) 5".
QString layersText(const QList<PageObject> &objects);

/// Carries dragged data over a point of a view, as the window system does; whether the view would
/// take it there.
bool dragOver(QAbstractItemView &view, QMimeData &data, QPoint at);
/// And lets go of it where the view would.
bool dropOn(QAbstractItemView &view, QMimeData &data, QPoint at);

/// Saves what a widget looks like, light and dark, where KOMA_GRABS names a folder: to look at.
void grab(QWidget &widget, const QString &name);

} // namespace koma::test
