// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/comiccommands.h"

#include "ui/theme/icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::ComicCommands)
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

ComicCommands::ComicCommands(QWidget *parent)
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
      selectAll(make(parent, Texts::tr("Select &all"), nullptr, "Ctrl+A")),
      placePictures(make(parent, Texts::tr("Place &pictures…"), "picture", "Ctrl+Shift+P")),
      mergePanels(make(parent, Texts::tr("&Merge panels"), nullptr, "Ctrl+M")),
      fitArt(make(parent, Texts::tr("&Fit picture to panel"), nullptr, "Ctrl+Shift+F")),
      addTail(make(parent, Texts::tr("Add a &tail"), nullptr)),
      findPanels(make(parent, Texts::tr("Find &panels in the picture"), nullptr)),
      verticalGuide(make(parent, Texts::tr("&Vertical guide here"), nullptr)),
      horizontalGuide(make(parent, Texts::tr("&Horizontal guide here"), nullptr)),
      clearGuides(make(parent, Texts::tr("&Remove all guides"), nullptr)),
      showGuides(make(parent, Texts::tr("Show &guides and margins"), nullptr, "Ctrl+;")),
      showSpread(make(parent, Texts::tr("Show &facing pages"), nullptr, "Ctrl+2")),
      showRulers(make(parent, Texts::tr("Show &rulers"), nullptr, "Ctrl+R"))
{
    showGuides->setCheckable(true);
    showGuides->setChecked(true);
    showSpread->setCheckable(true);
    showRulers->setCheckable(true);
}

QList<QAction *> ComicCommands::ofComic() const
{
    return {save,          saveAs,          exportComic, paste,      selectAll,  placePictures,
            verticalGuide, horizontalGuide, clearGuides, showGuides, showSpread, showRulers};
}

QList<QAction *> ComicCommands::ofObjects() const
{
    return {cut, copy, mergePanels, fitArt, addTail, findPanels};
}

} // namespace koma
