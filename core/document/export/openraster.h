// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/image.h"

#include <QByteArray>
#include <QPoint>
#include <QString>

#include <vector>

namespace koma {

/// A layer or a stack of layers as OpenRaster's stack.xml tells it.
struct OpenRasterNode
{
    QString name;
    QString source; ///< of a layer: the entry with its picture; empty: a stack
    QPoint topLeft;
    bool isHidden = false;
    bool isLocked = false;
    double opacity = 1.0;
    QString operation = QStringLiteral("svg:src-over");
    std::vector<OpenRasterNode> children; ///< of a stack, from the bottom to the top
};

/// stack.xml of the OpenRaster specification 0.0.5; the file lists the topmost first.
QByteArray openRasterXml(const std::vector<OpenRasterNode> &layers, ImageSize size, int dpi);

} // namespace koma
