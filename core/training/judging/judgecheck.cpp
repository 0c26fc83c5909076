// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/judging/judgecheck.h"

#include "core/training/evaluation/srgbpicture.h"
#include "core/training/trainingdata.h"

#include <algorithm>
#include <numeric>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr int kMinSidePx = 16;

std::size_t total(const std::vector<ClassCheck> &styles, std::size_t ClassCheck::*count)
{
    return std::accumulate(
        styles.begin(), styles.end(), std::size_t{0},
        [count](std::size_t sum, const ClassCheck &one) { return sum + one.*count; });
}

Result<ClassCheck> checkFolder(Judge &judge, const std::string &name, const fs::path &folder,
                               const CancelToken &cancel)
{
    const auto found = inspectTrainingFolder(folder, kMinSidePx, 1, cancel);
    if (!found)
        return fail(found.error());
    const JudgeCard &card = judge.card();
    ClassCheck check{.name = name, .verdicts = std::vector<std::size_t>(card.classes.size())};
    for (const fs::path &path : found->pictures) {
        const auto picture = readSrgbPicture(path);
        if (!picture)
            return fail(picture.error());
        const auto verdict = judge.look(*picture, cancel);
        if (!verdict)
            return fail(verdict.error());
        const std::string &given = card.classes.at(verdict->winner());
        ++check.pictures;
        ++check.verdicts.at(verdict->winner());
        check.rightHand += given == name ? 1 : 0;
        check.rightFamily += card.familyOf(given) == card.familyOf(name) ? 1 : 0;
    }
    return check;
}

} // namespace

std::size_t JudgeCheck::drawings() const
{
    return total(styles, &ClassCheck::pictures);
}

std::size_t JudgeCheck::drawingsRightHand() const
{
    return total(styles, &ClassCheck::rightHand);
}

std::size_t JudgeCheck::drawingsRightFamily() const
{
    return total(styles, &ClassCheck::rightFamily);
}

Result<JudgeCheck> checkJudge(Judge &judge, const fs::path &styles, const fs::path &photos,
                              const CancelToken &cancel, const Progress &progress)
{
    std::error_code error;
    std::vector<fs::path> folders;
    JudgeCheck check;
    for (const auto &entry : fs::directory_iterator(styles, error)) {
        if (!entry.is_directory())
            continue;
        const std::string name = entry.path().filename().string();
        if (judge.card().classOf(name))
            folders.push_back(entry.path());
        else
            check.unknown.push_back(name);
    }
    if (error || folders.empty())
        return fail(ErrorKind::InvalidArgument,
                    "No folder in " + styles.string() +
                        " is named as a style that the judge knows.",
                    error.message());
    std::sort(folders.begin(), folders.end());
    std::sort(check.unknown.begin(), check.unknown.end());
    for (std::size_t i = 0; i < folders.size(); ++i) {
        auto one = checkFolder(judge, folders[i].filename().string(), folders[i], cancel);
        if (!one)
            return fail(one.error());
        check.styles.push_back(std::move(*one));
        progress.report(static_cast<double>(i + 1) / static_cast<double>(folders.size() + 1),
                        "judging");
    }
    auto ofPhotos = checkFolder(judge, JudgeCard::kPhotoClass, photos, cancel);
    if (!ofPhotos)
        return fail(ofPhotos.error());
    check.photos = std::move(*ofPhotos);
    progress.report(1.0, "judging");
    return check;
}

} // namespace koma
