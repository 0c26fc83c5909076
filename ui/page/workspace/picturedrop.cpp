// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/picturedrop.h"

#include "ui/page/canvas/hittest.h"
#include "ui/page/canvas/pagecanvas.h"

#include <QBuffer>
#include <QDropEvent>
#include <QImage>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <array>

namespace koma {
namespace {

constexpr std::array kEncodedTypes{"image/png", "image/jpeg", "image/webp", "image/tiff",
                                   "image/bmp"};

QStringList localFiles(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

bool isOwnFile(const QString &file)
{
    return file.endsWith(QStringLiteral(".koma"), Qt::CaseInsensitive) ||
           file.endsWith(QStringLiteral(".komastyle"), Qt::CaseInsensitive) ||
           file.endsWith(QStringLiteral(".cbz"), Qt::CaseInsensitive);
}

} // namespace

std::vector<IncomingPicture> incomingPictures(const QMimeData &data)
{
    std::vector<IncomingPicture> pictures;
    for (const QString &file : localFiles(data)) {
        if (!isOwnFile(file))
            pictures.push_back({file, {}});
    }
    if (!pictures.empty() || data.hasUrls())
        return pictures;
    for (const char *type : kEncodedTypes) {
        const QByteArray bytes = data.data(QLatin1String(type));
        if (!bytes.isEmpty())
            return {{{}, bytes}};
    }
    const auto pixels = qvariant_cast<QImage>(data.imageData());
    if (pixels.isNull())
        return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (buffer.open(QIODevice::WriteOnly) && pixels.save(&buffer, "PNG"))
        pictures.push_back({{}, bytes});
    return pictures;
}

PictureDrop::PictureDrop(PageCanvas &canvas, PageSelection &selection, QObject *parent)
    : QObject(parent), m_canvas(canvas), m_selection(selection)
{
    canvas.setAcceptDrops(true);
    canvas.installEventFilter(this);
}

bool PictureDrop::enter(const QMimeData &data, QPointF positionPx)
{
    const Page *page = m_selection.document().page(m_selection.page());
    if (page == nullptr || (!data.hasUrls() && !data.hasImage()))
        return false;
    if (m_canvas.turnToPageAt(positionPx))
        page = m_selection.document().page(m_selection.page());
    const PageObject *panel =
        findObject(page->objects, panelAt(*page, m_canvas.transform().toPage(positionPx)));
    const auto *outline = panel != nullptr ? panel->as<Panel>() : nullptr;
    m_canvas.showDropTarget(outline != nullptr ? outline->outlinePt
                                               : outlineOf(page->properties.setup.trimPt()));
    return true;
}

/// A comic or style among the files comes alone; else all that are pictures.
void PictureDrop::take(const QMimeData &data, QPointF positionPx)
{
    const QStringList files = localFiles(data);
    const auto own = std::find_if(files.begin(), files.end(), isOwnFile);
    if (own != files.end())
        Q_EMIT fileDropped(*own);
    else
        Q_EMIT dropped(incomingPictures(data), m_canvas.transform().toPage(positionPx));
}

bool PictureDrop::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDropEvent *>(event);
        if (enter(*drag->mimeData(), drag->position()))
            drag->acceptProposedAction();
        return true;
    }
    case QEvent::DragLeave:
        m_canvas.showDropTarget({});
        return true;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        m_canvas.showDropTarget({});
        drop->acceptProposedAction();
        take(*drop->mimeData(), drop->position());
        return true;
    }
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace koma
