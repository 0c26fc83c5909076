// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"
#include "core/document/render/artsource.h"

namespace koma::test {

/// A page with all that makes painting slow: 6 panels with art, 12 balloons with several lines,
/// some of them vertical Japanese with ruby, 3 tones, focus lines, a faded and masked picture and
/// 2000 points of ink. It is always the same, A5 with a bleed of 3 mm.
Page busyPage();

/// The first balloon of the page, moved: what a drag does to it.
void moveABalloon(Page &page, double xPt, double yPt);

/// Painted pictures that are there at once, at whatever size is asked for up to their own; as
/// quick as a canvas that has decoded all.
class ReadyArt : public ArtSource
{
public:
    ReadyArt();
    Result<QImage> picture(const ArtRequest &request) const override;

private:
    QList<QImage> m_sizes; ///< halves of each other, the largest first
};

} // namespace koma::test
