// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/evaluationtable.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <vector>

namespace koma {

namespace {

constexpr double kKidUnit = 1000.0; ///< KID is printed in thousandths

using Cells = std::vector<std::string>;

/// Columns that are as wide as their widest cell; the first is set left, the others right.
std::string aligned(const std::vector<Cells> &rows)
{
    std::vector<std::size_t> widths;
    for (const Cells &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], fmt::formatted_size("{}", row[i]));
    }
    std::string text;
    for (const Cells &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += i == 0 ? fmt::format("{:<{}}", row[i], widths[i])
                           : fmt::format("  {:>{}}", row[i], widths[i]);
        text += '\n';
    }
    return text;
}

std::string shareText(double share)
{
    return fmt::format("{:.3f}", share);
}

std::string ratioText(double share, double own)
{
    return own > 0.0 ? fmt::format("{:.2f}", share / own) : "-";
}

std::string kidText(const std::optional<SetDistance> &distance)
{
    return distance ? fmt::format("{:.1f} +-{:.1f}", kKidUnit * distance->kid,
                                  kKidUnit * distance->kidError)
                    : "-";
}

std::string fidText(const std::optional<SetDistance> &distance)
{
    return distance ? fmt::format("{:.2f} +-{:.2f}", distance->fid, distance->fidError) : "-";
}

std::string countsText(const std::optional<SetDistance> &distance)
{
    return distance ? fmt::format("{}:{}", distance->first, distance->second) : "-";
}

std::string contentTable(const EvaluationScores &scores)
{
    std::vector<Cells> rows{{"method", "content", "edge retrieval", "diversity", "s/Mpx"}};
    for (const MethodScores &method : scores.methods)
        rows.push_back({method.name, shareText(method.contentScore),
                        shareText(method.edgeRetrieval), shareText(method.diversityRatio),
                        fmt::format("{:.3f}", method.secondsPerMegapixel)});
    return aligned(rows);
}

std::string verdictTable(const EvaluationScores &scores)
{
    const bool known = !scores.judgeClass.empty();
    Cells head{"judged as"};
    if (known)
        head.insert(head.end(), {"right hand", "right family"});
    if (scores.ownDrawings)
        head.insert(head.end(), {"hand / own", "family / own"});
    head.insert(head.end(), {"photo", "Inception Score"});
    std::vector<Cells> rows{head};
    const auto add = [&](const std::string &name, const JudgedShares &shares,
                         const std::optional<SetVariety> &variety) {
        Cells row{name};
        if (known)
            row.insert(row.end(), {shareText(shares.rightHand), shareText(shares.rightFamily)});
        if (scores.ownDrawings)
            row.insert(row.end(), {ratioText(shares.rightHand, scores.ownDrawings->rightHand),
                                   ratioText(shares.rightFamily, scores.ownDrawings->rightFamily)});
        row.push_back(shareText(shares.photo));
        row.push_back(variety ? fmt::format("{:.2f} +-{:.2f}", variety->mean, variety->deviation)
                              : "-");
        rows.push_back(row);
    };
    for (const MethodScores &method : scores.methods) {
        if (method.judged)
            add(method.name, *method.judged, method.variety);
    }
    if (scores.ownDrawings)
        add("(artist's drawings)", *scores.ownDrawings, std::nullopt);
    return aligned(rows);
}

std::string distanceTable(const std::string &title, const EvaluationScores &scores,
                          ResultDistances MethodScores::*distances)
{
    std::vector<Cells> rows{{title, "KID drawings", "FID drawings", "pictures", "KID photos",
                             "FID photos", "pictures"}};
    for (const MethodScores &method : scores.methods) {
        const ResultDistances &found = method.*distances;
        rows.push_back({method.name, kidText(found.toDrawings), fidText(found.toDrawings),
                        countsText(found.toDrawings), kidText(found.toPhotos),
                        fidText(found.toPhotos), countsText(found.toPhotos)});
    }
    return aligned(rows);
}

} // namespace

std::string evaluationTable(const EvaluationRequest &request, const EvaluationScores &scores)
{
    const MethodScores &style = scores.style();
    std::string text = fmt::format("style                  {}\n", request.style.id);
    text += fmt::format("photos                 {}\n", scores.photos);
    if (scores.drawings > 0)
        text += fmt::format("drawings               {}\n", scores.drawings);
    text += fmt::format("seconds per megapixel  {:.3f}\n", style.secondsPerMegapixel);
    text += fmt::format(
        "edge retrieval         {:.3f}  (1: every photo is found again from its drawing)\n",
        style.edgeRetrieval);
    text +=
        fmt::format("content score          {:.3f}  (1: edges lie where they lie in the photo)\n",
                    style.contentScore);
    text += fmt::format(
        "diversity ratio        {:.3f}  (1: the drawings differ as much as the photos)\n",
        style.diversityRatio);
    if (style.judged && !scores.judgeClass.empty())
        text += fmt::format("style score            {:.3f}  (share given to {}; to its family "
                            "{:.3f}; taken for photos {:.3f})\n",
                            style.judged->rightHand, scores.judgeClass, style.judged->rightFamily,
                            style.judged->photo);
    if (!request.sheet.empty() && !scores.sheetError)
        text += fmt::format("contact sheet          {}\n", request.sheet.string());
    if (scores.methods.size() > 1)
        text += "\n" + contentTable(scores);
    if (style.judged)
        text += "\n" + verdictTable(scores);
    if (style.byJudge.toPhotos) {
        text += "\n" + distanceTable("by the judge", scores, &MethodScores::byJudge);
        text += "KID in thousandths; judge's features, one mean of patches a picture: not "
                "comparable with Inception-based figures.\n";
    }
    if (style.byNetwork.toPhotos) {
        text += "\n" + distanceTable("by the network", scores, &MethodScores::byNetwork);
        text += fmt::format("KID in thousandths; features of {}.\n", request.features.string());
    }
    for (const std::string &remark : scores.remarks)
        text += "note: " + remark + "\n";
    return text;
}

} // namespace koma
