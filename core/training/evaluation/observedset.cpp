// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/observedset.h"

#include "core/imaging/edgelayout.h"

#include <utility>

namespace koma {

Result<void> Observer::observe(const Image &picture, ObservedSet &set, const CancelToken &cancel)
{
    auto layout = edgeLayout(picture);
    if (!layout)
        return fail(layout.error());
    if (judge) {
        auto verdict = judge->look(picture, cancel);
        if (!verdict)
            return fail(verdict.error());
        set.features.push_back(std::move(verdict->features));
        set.probabilities.push_back(std::move(verdict->probabilities));
    }
    if (network) {
        auto row = network->features(picture);
        if (!row)
            return fail(row.error());
        set.external.push_back(std::move(*row));
    }
    set.layouts.push_back(std::move(*layout));
    return {};
}

} // namespace koma
