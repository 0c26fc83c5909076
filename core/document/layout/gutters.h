// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/outlines.h"

namespace koma {

/// Gutters are not stored: they are found between panels whose sides face each other, and panels
/// along one gutter move together. Pure functions, any thread.

struct PanelOutline
{
    ObjectId id;
    OutlinePt outlinePt;

    bool operator==(const PanelOutline &) const = default;
};

/// The panels of a page that are not hidden or locked.
QList<PanelOutline> panelOutlines(const Page &page);

struct PanelSide
{
    ObjectId panel;
    qsizetype side = 0; ///< from this corner of the outline to the next

    bool operator==(const PanelSide &) const = default;
};

/// One gutter from end to end: past T-junctions and across crossings, as far as it goes on
/// straight.
struct Gutter
{
    PointPt fromPt; ///< the middle line
    PointPt toPt;
    double widthPt = 0.0;
    QList<PanelSide> before; ///< sides on the left of from → to
    QList<PanelSide> after;
};

struct GutterLimits
{
    double maxWidthPt = 40.0;
    double straightTolerancePt = 2.0; ///< how far a gutter that goes on may lie aside
};

/// Outlines must be clockwise.
QList<Gutter> findGutters(const QList<PanelOutline> &panels, const GutterLimits &limits = {});

/// The panels on both sides after moving a gutter across itself; the part of the offset along it
/// does not count. Only changed panels are returned. InvalidArgument where a panel would become
/// too small.
Result<QList<PanelOutline>> movedGutter(const QList<PanelOutline> &panels, const Gutter &gutter,
                                        PointPt offset);
/// The same with another width, the middle staying where it is.
Result<QList<PanelOutline>> withGutterWidth(const QList<PanelOutline> &panels, const Gutter &gutter,
                                            double widthPt);

} // namespace koma
