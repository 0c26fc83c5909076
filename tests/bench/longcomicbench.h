// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace koma::bench {

/// Makes a comic of 100 pages and 2 GB in a temporary folder, opens it, turns its pages as the
/// canvas does, prints times and memory against their targets, and removes it. Needs 2.5 GB of
/// disk and an event loop's thread.
void measureLongComic();

} // namespace koma::bench
