// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace koma {

/// Somebody's own feature network as a TorchScript file, for scores that compare with other
/// people's: it maps RGB pictures [N,3,299,299] in 0…1 to features [N,D]. Whole pictures are
/// resampled to 299×299 whatever their aspect, by area averaging on the way down. Runs on the
/// processor. A TorchScript file is a program: open only files that you trust. Not thread-safe.
class FeatureNetwork
{
public:
    /// NotFound, or BadFormat for what is no TorchScript.
    static Result<FeatureNetwork> open(const std::filesystem::path &file);
    ~FeatureNetwork();
    FeatureNetwork(FeatureNetwork &&) noexcept;
    FeatureNetwork &operator=(FeatureNetwork &&) noexcept;
    FeatureNetwork(const FeatureNetwork &) = delete;
    FeatureNetwork &operator=(const FeatureNetwork &) = delete;

    /// One picture's row. BadFormat where the network gives anything but one row of finite numbers.
    Result<std::vector<float>> features(const ImageView &picture);

private:
    struct Private;
    explicit FeatureNetwork(std::unique_ptr<Private> opened);

    std::unique_ptr<Private> d;
};

} // namespace koma
