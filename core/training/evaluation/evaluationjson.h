// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/styleevaluation.h"

#include <string>

namespace koma {

/// The scores as a JSON document for other programs: everything that the table shows and the
/// numbers behind it; what was not computed is absent.
std::string evaluationToJson(const EvaluationRequest &request, const EvaluationScores &scores);

} // namespace koma
