// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/inspector/inspector.h"
#include "ui/page/session/lengthunit.h"

#include <QDoubleSpinBox>
#include <QSettings>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

namespace koma::test {

/// The shown control of a kind that is read out by this name.
template<class Control>
Control *control(QWidget &root, const char *name)
{
    for (Control *each : root.findChildren<Control *>()) {
        if (each->isVisible() && each->accessibleName() == QString::fromUtf8(name))
            return each;
    }
    return nullptr;
}

/// The shown button with this text.
template<class Button>
Button *buttonOf(QWidget &root, const char *text)
{
    for (Button *each : root.findChildren<Button *>()) {
        if (each->isVisible() && each->text() == QString::fromUtf8(text))
            return each;
    }
    return nullptr;
}

/// A page with two of each thing, and the inspector on it.
class InspectorFixture
{
public:
    InspectorFixture();

    static constexpr int kStyleIdRole = Qt::UserRole + 7;

    template<class Content>
    [[nodiscard]] Content contentOf(ObjectId id) const
    {
        return std::get<Content>(document.object(id)->content);
    }
    /// Picks them and waits until the inspector shows them.
    void pick(const QList<ObjectId> &objects);
    /// Types a number into the shown field of that name, with the enter key.
    void type(const char *name, const char *number);
    [[nodiscard]] QString shown(const char *name);
    void choose(const char *box, const char *entry);
    /// Lets the inspector follow the document.
    static void settle();
    void undo();
    [[nodiscard]] int steps() { return document.undoStack().index(); }

    QTemporaryDir folder;
    QSettings settings;
    LengthUnit unit{settings};
    QStandardItemModel styles;
    Document document;
    PageSelection selection;
    ObjectId panel, panel2, art, art2, balloon, balloon2, text, tone, lines, ink, mask;
    Inspector inspector;

private:
    ObjectId put(ObjectId parent, const ObjectContent &content);
};

} // namespace koma::test
