// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/picturestore.h"
#include "core/document/model/document.h"
#include "tests/gui/page/negativeservice.h"
#include "tests/support/fixtures.h"
#include "ui/page/art/canvasart.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/session/pageselection.h"

#include <QEvent>
#include <QTemporaryDir>

namespace koma::test {

/// A canvas on a comic as the workspace has it, without docks around it. The pages of
/// emptyPages() lie on it at two pixels a point, so that whole points are whole pixels.
class CanvasFixture
{
public:
    explicit CanvasFixture(Comic comic);

    void put(const QList<PageObject> &objects);
    void press(PointPt point, Qt::KeyboardModifiers modifiers = {});
    void move(PointPt point, Qt::KeyboardModifiers modifiers = {});
    void release(PointPt point, Qt::KeyboardModifiers modifiers = {});
    void click(PointPt point, Qt::KeyboardModifiers modifiers = {});
    /// In some steps, as a hand does.
    void drag(PointPt from, PointPt to, Qt::KeyboardModifiers modifiers = {});
    void doubleClick(PointPt point);
    void hover(PointPt point);
    void key(int key, Qt::KeyboardModifiers modifiers = {});

    [[nodiscard]] const Page &page() const { return *document.page(selection.page()); }
    template<class Content>
    [[nodiscard]] const Content &content(std::uint64_t id) const
    {
        return std::get<Content>(document.object({id})->content);
    }
    [[nodiscard]] int steps() const { return document.undoStack().count(); }
    void undoAll();
    /// The picked ids, in the order of picking.
    [[nodiscard]] QList<std::uint64_t> picked() const;

    QTemporaryDir folder;
    mutable Document document;
    JobRunner runner;
    NegativeService service;
    PictureStore pictures{pathOf(folder) / "store"};
    PageSelection selection{document};
    CanvasArt art{{runner, service, pictures}};
    PageCanvas canvas{selection, runner, art};

private:
    void send(QEvent::Type type, PointPt point, Qt::MouseButton button, Qt::MouseButtons buttons,
              Qt::KeyboardModifiers modifiers);
};

} // namespace koma::test
