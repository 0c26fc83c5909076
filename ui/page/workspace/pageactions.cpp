// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/pageactions.h"

#include "ui/theme/icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::PageActions)
};

QAction *make(QWidget *parent, const QString &text, const char *icon, const char *keys = nullptr)
{
    auto *action = new QAction(text, parent);
    if (icon != nullptr)
        action->setIcon(themeIcon(QLatin1String(icon)));
    QString plain = text;
    plain.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    action->setToolTip(plain);
    if (keys != nullptr) {
        const QKeySequence shortcut{QLatin1String(keys)};
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(plain, shortcut.toString(QKeySequence::NativeText)));
    }
    parent->addAction(action);
    return action;
}

} // namespace

PageActions::PageActions(QWidget *parent)
    : newComic(make(parent, Texts::tr("&New comic…"), "new-page", "Ctrl+N")),
      openComic(make(parent, Texts::tr("&Open comic…"), "open", "Ctrl+O")),
      openSample(make(parent, Texts::tr("Open &sample comic"), "comic")),
      save(make(parent, Texts::tr("&Save"), "save", "Ctrl+S")),
      saveAs(make(parent, Texts::tr("Save &as…"), nullptr, "Ctrl+Shift+S")),
      importPages(make(parent, Texts::tr("&Import pages…"), nullptr)),
      exportComic(make(parent, Texts::tr("&Export comic…"), "export", "Ctrl+E")),
      cut(make(parent, Texts::tr("Cu&t"), nullptr, "Ctrl+X")),
      copy(make(parent, Texts::tr("&Copy"), "copy", "Ctrl+C")),
      paste(make(parent, Texts::tr("&Paste"), "paste", "Ctrl+V")),
      duplicate(make(parent, Texts::tr("&Duplicate"), nullptr, "Ctrl+D")),
      remove(make(parent, Texts::tr("De&lete"), nullptr, "Del")),
      selectAll(make(parent, Texts::tr("Select &all"), nullptr, "Ctrl+A")),
      placePictures(make(parent, Texts::tr("Place &pictures…"), "picture", "Ctrl+Shift+P")),
      group(make(parent, Texts::tr("&Group"), nullptr, "Ctrl+G")),
      ungroup(make(parent, Texts::tr("&Ungroup"), nullptr, "Ctrl+Shift+G")),
      bringToFront(make(parent, Texts::tr("Bring to &front"), nullptr, "Ctrl+Shift+]")),
      bringForward(make(parent, Texts::tr("Bring f&orward"), nullptr, "Ctrl+]")),
      sendBackward(make(parent, Texts::tr("Send back&ward"), nullptr, "Ctrl+[")),
      sendToBack(make(parent, Texts::tr("Send to &back"), nullptr, "Ctrl+Shift+[")),
      lock(make(parent, Texts::tr("&Lock"), nullptr, "Ctrl+L")),
      hide(make(parent, Texts::tr("&Hide"), nullptr, "Ctrl+H")),
      mergePanels(make(parent, Texts::tr("&Merge panels"), nullptr, "Ctrl+M")),
      fitArt(make(parent, Texts::tr("&Fit picture to panel"), nullptr, "Ctrl+Shift+F")),
      addTail(make(parent, Texts::tr("Add a &tail"), nullptr)),
      newPage(make(parent, Texts::tr("&New page"), "new-page", "Ctrl+Return")),
      insertSpread(make(parent, Texts::tr("Insert &spread"), nullptr)),
      duplicatePage(make(parent, Texts::tr("&Duplicate page"), nullptr)),
      removePage(make(parent, Texts::tr("De&lete page"), nullptr)),
      previousPage(make(parent, Texts::tr("&Previous page"), nullptr, "PgUp")),
      nextPage(make(parent, Texts::tr("&Next page"), nullptr, "PgDown")),
      verticalGuide(make(parent, Texts::tr("&Vertical guide here"), nullptr)),
      horizontalGuide(make(parent, Texts::tr("&Horizontal guide here"), nullptr)),
      clearGuides(make(parent, Texts::tr("&Remove all guides"), nullptr)),
      showGuides(make(parent, Texts::tr("Show &guides and margins"), nullptr, "Ctrl+;"))
{
    showGuides->setCheckable(true);
    showGuides->setChecked(true);
}

QList<QAction *> PageActions::ofComic() const
{
    return {save,        saveAs,        exportComic,     paste,      selectAll,    placePictures,
            newPage,     insertSpread,  duplicatePage,   removePage, previousPage, nextPage,
            clearGuides, verticalGuide, horizontalGuide, showGuides};
}

QList<QAction *> PageActions::ofObjects() const
{
    return {cut,     copy,         duplicate,    remove,       group,
            ungroup, bringToFront, bringForward, sendBackward, sendToBack,
            lock,    hide,         mergePanels,  fitArt,       addTail};
}

} // namespace koma
