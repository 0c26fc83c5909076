// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/tailproposal.h"

#include <algorithm>

namespace koma {

BalloonTail proposedTail(const Balloon &balloon)
{
    constexpr double kStepShare = 0.2; // of the width, from one tail to the next
    const double aside = static_cast<double>(balloon.tails.size()) * kStepShare;
    const RectPt &box = balloon.boundsPt;
    BalloonTail tail;
    tail.tipPt = {box.centre().xPt + box.widthPt * aside,
                  box.bottomPt() + std::max(box.heightPt * 0.5, tail.baseWidthPt)};
    return tail;
}

} // namespace koma
