// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/commands/changevaluecommand.h"
#include "core/document/commands/typinggesture.h"
#include "ui/page/canvas/pagetransform.h"
#include "ui/page/session/pageselection.h"

#include <QCursor>
#include <QObject>

#include <memory>

class QInputMethodEvent;
class QKeyEvent;
class QPainter;
class QUndoCommand;

namespace koma {

/// Where the pen or mouse is.
struct ToolPointer
{
    PointPt point; ///< on the page
    Qt::KeyboardModifiers modifiers;
    Qt::MouseButtons buttons;
    double pressure = 1.0;
    double ptPerPx = 1.0; ///< of the view: what a handle's reach of some pixels is on the page
};

/// One way to work on the shown page. The canvas gives it the pointer, in points of the page, and
/// the keys that no shortcut takes; it edits by commands on the undo stack and paints its handles
/// over the page. One drag is one undo step. GUI thread; the selection must outlive it.
class Tool : public QObject
{
    Q_OBJECT

public:
    explicit Tool(PageSelection &selection, QObject *parent = nullptr);

    virtual void press(const ToolPointer &pointer) = 0;
    virtual void move(const ToolPointer &pointer) = 0; ///< with a button down
    virtual void release(const ToolPointer &pointer) = 0;
    virtual void hover(const ToolPointer & /*pointer*/) {}
    /// In the place of a second press; a release follows.
    virtual void doubleClick(const ToolPointer &pointer) { press(pointer); }
    /// True where the key was for the tool.
    virtual bool keyPress(const QKeyEvent & /*event*/) { return false; }
    /// Letters as they are composed.
    virtual void inputMethod(const QInputMethodEvent & /*event*/) {}
    /// Where candidates of an input method belong; empty: the tool takes no text.
    [[nodiscard]] virtual RectPt caretPt() const { return {}; }
    /// Gives up what has begun; what it changed is as before.
    virtual void cancel() {}
    /// Another tool or page is chosen: finishes what has begun.
    virtual void leave() { cancel(); }

    /// Over the page; the painter's unit is the widget's pixel.
    virtual void paint(QPainter & /*painter*/, const PageTransform & /*view*/) const {}
    [[nodiscard]] virtual QCursor cursor() const { return Qt::CrossCursor; }
    /// What the status line says about it.
    [[nodiscard]] virtual QString hint() const { return {}; }

Q_SIGNALS:
    /// paint() or cursor() would be different now.
    void looksChanged();
    /// What was wanted cannot be done; a sentence for the status line.
    void refused(const QString &reason);
    /// A text is to be written in.
    void writingRequested(koma::ObjectId text);
    /// The work is done and the artist will want to pick things.
    void done();

protected:
    [[nodiscard]] PageSelection &selection() const { return m_selection; }
    [[nodiscard]] Document &document() const { return m_selection.document(); }
    /// The shown page; nullptr in a comic without pages.
    [[nodiscard]] const Page *page() const { return document().page(m_selection.page()); }
    void push(std::unique_ptr<QUndoCommand> command);
    /// False where the command was refused, which has been said.
    bool push(Result<std::unique_ptr<QUndoCommand>> command);

private:
    PageSelection &m_selection;
};

} // namespace koma
