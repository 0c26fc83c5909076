// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPen>

class QPainter;

namespace koma {

/// As QPainter::strokePath(), but dashes lie where they lie whatever part of the path is shown:
/// Qt's own begin anew where a path comes into view, so that two views of it do not join.
void strokeWithDashes(QPainter &painter, const QPainterPath &path, const QPen &pen);

/// How far from a path its stroke reaches at most. Qt measures mitres from the edge of the line,
/// not across it as PDF and SVG do, and cuts longer ones off there.
double strokeReach(const QPen &pen);

} // namespace koma
