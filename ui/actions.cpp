// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include "ui/theme/icon.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QUndoGroup>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::Actions)
};

QAction *make(QObject *parent, const QString &text, const char *icon,
              const QList<QKeySequence> &shortcuts = {})
{
    auto *action = new QAction(text, parent);
    if (icon != nullptr)
        action->setIcon(themeIcon(QLatin1String(icon)));
    action->setShortcuts(shortcuts);
    if (!shortcuts.isEmpty()) {
        QString plain = text;
        plain.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        action->setToolTip(QStringLiteral("%1 (%2)").arg(
            plain, shortcuts.first().toString(QKeySequence::NativeText)));
    }
    return action;
}

void addThemes(QMenu &view, const Actions &actions)
{
    QMenu *theme = view.addMenu(Texts::tr("&Theme"));
    theme->addActions({actions.themeSystem, actions.themeLight, actions.themeDark});
}

QKeySequence keys(const char *text)
{
    return {QLatin1String(text)};
}

} // namespace

Actions::Actions(QObject *parent, QUndoGroup &undoGroup)
    : open(make(parent, Texts::tr("&Open…"), "open", {keys("Ctrl+O")})),
      openSample(make(parent, Texts::tr("Open &sample picture"), "picture")),
      exportResult(make(parent, Texts::tr("&Export…"), "export",
                        {keys("Ctrl+E"), keys("Ctrl+Shift+S"), keys("Ctrl+S")})),
      placeOnPage(make(parent, Texts::tr("Place on &page"), "comic", {keys("Ctrl+Shift+P")})),
      quit(make(parent, Texts::tr("&Quit"), nullptr, {keys("Ctrl+Q")})),
      undo(undoGroup.createUndoAction(parent, Texts::tr("&Undo"))),
      redo(undoGroup.createRedoAction(parent, Texts::tr("&Redo"))),
      copy(make(parent, Texts::tr("&Copy result"), "copy", {keys("Ctrl+C")})),
      paste(make(parent, Texts::tr("&Paste picture"), "paste", {keys("Ctrl+V")})),
      stop(make(parent, Texts::tr("S&top"), "stop", {keys("Esc")})),
      zoomIn(make(parent, Texts::tr("Zoom &in"), "zoom-in", {keys("Ctrl++"), keys("Ctrl+=")})),
      zoomOut(make(parent, Texts::tr("Zoom &out"), "zoom-out", {keys("Ctrl+-")})),
      fit(make(parent, Texts::tr("&Fit"), "fit", {keys("Ctrl+0")})),
      actualPixels(make(parent, Texts::tr("&Actual pixels"), "actual-size", {keys("Ctrl+1")})),
      compare(make(parent, Texts::tr("&Compare before and after"), "compare", {keys("C")})),
      showBefore(make(parent, Texts::tr("Show &before"), nullptr, {keys("B")})),
      nextStyle(make(parent, Texts::tr("&Next style"), nullptr, {keys("Ctrl+PgDown")})),
      previousStyle(make(parent, Texts::tr("&Previous style"), nullptr, {keys("Ctrl+PgUp")})),
      themeSystem(make(parent, Texts::tr("As the &system"), nullptr)),
      themeLight(make(parent, Texts::tr("&Light"), nullptr)),
      themeDark(make(parent, Texts::tr("&Dark"), nullptr)),
      about(make(parent, Texts::tr("&About Koma"), nullptr))
{
    undo->setIcon(themeIcon(QStringLiteral("undo")));
    undo->setShortcut(keys("Ctrl+Z"));
    redo->setIcon(themeIcon(QStringLiteral("redo")));
    redo->setShortcuts({keys("Ctrl+Shift+Z"), keys("Ctrl+Y")});
    compare->setCheckable(true);
    showBefore->setCheckable(true);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    auto *themes = new QActionGroup(parent);
    for (QAction *theme : {themeSystem, themeLight, themeDark}) {
        theme->setCheckable(true);
        themes->addAction(theme);
    }
    setPictureOpen(false);
}

QList<QMenu *> Actions::fillMenuBar(QMenuBar &bar) const
{
    QMenu *file = bar.addMenu(Texts::tr("&File"));
    file->addActions({open, openSample});
    file->addSeparator();
    file->addActions({exportResult, placeOnPage});
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = bar.addMenu(Texts::tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({copy, paste});
    edit->addSeparator();
    edit->addAction(stop);

    QMenu *view = bar.addMenu(Texts::tr("&View"));
    view->addActions({zoomIn, zoomOut, fit, actualPixels});
    view->addSeparator();
    view->addActions({compare, showBefore});
    view->addSeparator();
    view->addActions({previousStyle, nextStyle});
    view->addSeparator();
    view->addActions({showStyles, showDrawing});
    addThemes(*view, *this);

    QMenu *help = bar.addMenu(Texts::tr("&Help"));
    help->addAction(about);
    return {file, edit, view};
}

void Actions::fillShared(QMenu &file, QMenu &edit, QMenu &view) const
{
    file.addSeparator();
    file.addAction(quit);
    edit.insertActions(edit.actions().value(0), {undo, redo});
    edit.insertSeparator(edit.actions().value(2));
    view.addActions({zoomIn, zoomOut, fit, actualPixels});
    addThemes(view, *this);
}

void Actions::fillToolBar(QToolBar &bar) const
{
    bar.addActions({undo, redo});
    bar.addSeparator();
    bar.addActions({compare, zoomOut, zoomIn, fit, actualPixels});
    bar.addSeparator();
    bar.addActions({open, copy, placeOnPage, exportResult});
}

void Actions::setOnPages(bool onPages) const
{
    for (QAction *action : {open, openSample, exportResult, placeOnPage, copy, paste, compare,
                            showBefore, nextStyle, previousStyle})
        action->setVisible(!onPages);
}

void Actions::setPictureOpen(bool isOpen) const
{
    for (QAction *action : {exportResult, placeOnPage, copy, zoomIn, zoomOut, fit, actualPixels,
                            compare, showBefore, nextStyle, previousStyle})
        action->setEnabled(isOpen);
}

} // namespace koma
