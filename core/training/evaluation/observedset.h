// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/training/evaluation/featurenetwork.h"
#include "core/training/evaluation/setscores.h"
#include "core/training/judging/judge.h"

#include <optional>
#include <vector>

namespace koma {

/// What scoring keeps of a set of pictures; rows in the order of the pictures.
struct ObservedSet
{
    FeatureRows layouts;       ///< where the edges are (edgelayout.h)
    FeatureRows features;      ///< the judge's; empty without one
    FeatureRows probabilities; ///< the judge's classes; empty without one
    FeatureRows external;      ///< of a network of one's own; empty without one

    [[nodiscard]] std::size_t pictures() const { return layouts.size(); }
    /// Share of pictures that the judge gives to a class for which `counts` says yes; 0 for none.
    template<class Counts>
    [[nodiscard]] double share(const Counts &counts) const;
};

/// Looks at pictures with the networks at hand. Each may be missing.
struct Observer
{
    std::optional<Judge> judge;
    std::optional<FeatureNetwork> network;

    /// Adds an sRGB picture to a set.
    Result<void> observe(const Image &picture, ObservedSet &set, const CancelToken &cancel);
};

template<class Counts>
double ObservedSet::share(const Counts &counts) const
{
    if (probabilities.empty())
        return 0.0;
    double counted = 0.0;
    for (const std::vector<float> &row : probabilities)
        counted += counts(likeliest(row)) ? 1.0 : 0.0;
    return counted / static_cast<double>(probabilities.size());
}

} // namespace koma
