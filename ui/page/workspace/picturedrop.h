// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/geometry.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <vector>

class QMimeData;

namespace koma {

class PageCanvas;
class PageSelection;

/// A picture that comes from outside: a file, or encoded bytes.
struct IncomingPicture
{
    QString filePath;
    QByteArray bytes;
};

/// The pictures in a drop or on the clipboard, files first.
std::vector<IncomingPicture> incomingPictures(const QMimeData &data);

/// Takes pictures that are dropped on the canvas and shows, while they hover, which panel they are
/// for. GUI thread; both must outlive it.
class PictureDrop : public QObject
{
    Q_OBJECT

public:
    PictureDrop(PageCanvas &canvas, PageSelection &selection, QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void dropped(const std::vector<koma::IncomingPicture> &pictures, koma::PointPt point);
    /// A comic or a style: for the window.
    void fileDropped(const QString &filePath);

private:
    bool enter(const QMimeData &data, QPointF positionPx);
    void take(const QMimeData &data, QPointF positionPx);

    PageCanvas &m_canvas;
    PageSelection &m_selection;
};

} // namespace koma
