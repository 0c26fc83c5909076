// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/caseprocess.h"

#include <map>
#include <string>
#include <vector>

namespace koma::bench {

/// Outcomes by name of case.
using Outcomes = std::map<std::string, CaseOutcome>;

/// One line for each outcome, in the order of `names`: times, peak memory and what the case says of
/// itself.
void printTable(const Outcomes &outcomes, const std::vector<std::string> &names);

/// Koma against the reference, against Python and against the targets, as far as they were
/// measured.
void printComparisons(const Outcomes &outcomes);

} // namespace koma::bench
