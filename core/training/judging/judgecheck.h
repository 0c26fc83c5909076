// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/training/judging/judge.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// What became of the pictures of one class.
struct ClassCheck
{
    std::string name;
    std::size_t pictures = 0;
    std::size_t rightHand = 0;         ///< given to their own class
    std::size_t rightFamily = 0;       ///< given to their class or one of its family
    std::vector<std::size_t> verdicts; ///< pictures per class of the judge
};

/// How well a judge knows pictures that it was not trained on, picture by picture.
struct JudgeCheck
{
    std::vector<ClassCheck> styles; ///< in the judge's order
    ClassCheck photos;
    std::vector<std::string> unknown; ///< folders that are no class of the judge

    [[nodiscard]] std::size_t drawings() const;
    [[nodiscard]] std::size_t drawingsRightHand() const;
    [[nodiscard]] std::size_t drawingsRightFamily() const;
};

/// Judges every picture of `styles`, a folder of folders named as the judge's classes, and of
/// `photos`. InvalidArgument where no folder is a class; unreadable pictures are left out.
Result<JudgeCheck> checkJudge(Judge &judge, const std::filesystem::path &styles,
                              const std::filesystem::path &photos, const CancelToken &cancel = {},
                              const Progress &progress = {});

} // namespace koma
