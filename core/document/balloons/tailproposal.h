// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/balloon.h"

namespace koma {

/// Another tail for a balloon, below its body and beside the tails that hang there already. It
/// follows nothing yet. Pure, any thread.
BalloonTail proposedTail(const Balloon &balloon);

} // namespace koma
