// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/training/judging/judgecard.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

namespace koma {

/// The number of the greatest probability, the first of equals; there is at least one.
std::size_t likeliest(const std::vector<float> &probabilities);

/// What the judge says of one picture: the votes of its patches, averaged.
struct Verdict
{
    std::vector<float> probabilities; ///< of the card's classes; they add up to 1
    std::vector<float> features;      ///< of the layer before the classes: one row for KID and FID
    std::size_t patches = 0;          ///< that voted

    /// The class with the most of the vote.
    [[nodiscard]] std::size_t winner() const { return likeliest(probabilities); }
};

/// A trained patch classifier that tells by whose hand a picture is drawn, or that it is a photo.
/// Patches of 128 px from all over the picture vote; empty ones (see patchgrid.h) do not, but where
/// all are empty the least empty one does. Pictures are looked at with a long side of at most 800
/// px, which is how large the drawings are that it learns from. Computes on the processor in
/// float32, so equal pictures get equal verdicts. Not thread-safe.
class Judge
{
public:
    /// From a card, or a folder with judge.json. HashMismatch where the weights are not the card's.
    static Result<Judge> open(const std::filesystem::path &cardOrFolder);
    ~Judge();
    Judge(Judge &&) noexcept;
    Judge &operator=(Judge &&) noexcept;
    Judge(const Judge &) = delete;
    Judge &operator=(const Judge &) = delete;

    [[nodiscard]] const JudgeCard &card() const;

    /// Of an sRGB picture with any channels and type, sides of at least 16 px, else
    /// InvalidArgument. Polls `cancel` every few patches.
    Result<Verdict> look(const ImageView &picture, const CancelToken &cancel = {});

private:
    struct Private;
    explicit Judge(std::unique_ptr<Private> opened);

    std::unique_ptr<Private> d;
};

} // namespace koma
