// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/page/dockfixture.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QPainter>
#include <QPixmap>

namespace koma::test {

Comic emptyPages(int count)
{
    Comic comic;
    comic.settings.pageSetup = {200.0, 300.0, 300, 0.0, {10.0, 10.0, 10.0, 10.0}};
    for (int id = 1; id <= count; ++id) {
        Page page;
        page.id = {static_cast<std::uint64_t>(id)};
        page.properties.setup = comic.settings.pageSetup;
        comic.pages.append(page);
    }
    return comic;
}

PageObject panelObject(std::uint64_t id, const RectPt &box)
{
    Panel panel;
    panel.outlinePt = outlineOf(box);
    return {{id}, {}, panel, {}};
}

PageObject textObject(std::uint64_t id, const QString &words)
{
    TextBlock text;
    text.framePt = {20.0, 20.0, 40.0, 20.0};
    TextRun run;
    run.text = words;
    text.runs = {run};
    return {{id}, {}, text, {}};
}

PageObject balloonObject(std::uint64_t id, const QList<PageObject> &texts)
{
    Balloon balloon;
    balloon.boundsPt = {15.0, 15.0, 60.0, 40.0};
    return {{id}, {}, balloon, texts};
}

PageObject artObject(std::uint64_t id)
{
    return {{id}, {}, ArtLayer{}, {}};
}

PageObject inkObject(std::uint64_t id)
{
    InkStroke ink;
    ink.points = {{20.0F, 20.0F, 1.0F}, {60.0F, 40.0F, 1.0F}};
    return {{id}, {}, ink, {}};
}

PageObject groupObject(std::uint64_t id, const QList<PageObject> &children)
{
    return {{id}, {}, Group{}, children};
}

QString layersText(const QList<PageObject> &objects)
{
    QStringList layers;
    for (const PageObject &object : objects) {
        QString layer = QString::number(object.id.value);
        if (!object.children.isEmpty())
            layer += QStringLiteral("(%1)").arg(layersText(object.children));
        layers.append(layer);
    }
    return layers.join(QLatin1Char(' '));
}

bool dragOver(QAbstractItemView &view, QMimeData &data, QPoint at)
{
    QDragEnterEvent enter(at, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &enter);
    QDragMoveEvent move(at, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &move);
    return move.isAccepted();
}

bool dropOn(QAbstractItemView &view, QMimeData &data, QPoint at)
{
    const bool isTaken = dragOver(view, data, at);
    if (isTaken) {
        QDropEvent drop(at, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view.viewport(), &drop);
    } else {
        QDragLeaveEvent leave;
        QApplication::sendEvent(view.viewport(), &leave);
    }
    return isTaken;
}

void grab(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("KOMA_GRABS");
    if (folder.isEmpty())
        return;
    QPixmap both(widget.width() * 2, widget.height());
    QPainter painter(&both);
    for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
        applyTheme(*qApp, scheme);
        QApplication::processEvents();
        painter.drawPixmap(scheme == ColorScheme::Dark ? widget.width() : 0, 0, widget.grab());
    }
    both.save(QStringLiteral("%1/%2.png").arg(folder, name));
}

} // namespace koma::test
