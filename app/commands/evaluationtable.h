// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/styleevaluation.h"

#include <string>

namespace koma {

/// The scores as text for people: the style's own, then a row for each method.
std::string evaluationTable(const EvaluationRequest &request, const EvaluationScores &scores);

} // namespace koma
