// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/evaluationjson.h"

#include <nlohmann/json.hpp>

namespace koma {
namespace {

using json = nlohmann::ordered_json;

json distanceJson(const SetDistance &distance)
{
    return {{"pictures", distance.first}, {"others", distance.second},
            {"kid", distance.kid},        {"kidError", distance.kidError},
            {"fid", distance.fid},        {"fidError", distance.fidError}};
}

json distancesJson(const ResultDistances &distances)
{
    json data = json::object();
    if (distances.toDrawings)
        data["toDrawings"] = distanceJson(*distances.toDrawings);
    if (distances.toPhotos)
        data["toPhotos"] = distanceJson(*distances.toPhotos);
    return data;
}

json sharesJson(const JudgedShares &shares, bool knownStyle)
{
    json data = {{"photo", shares.photo}};
    if (knownStyle) {
        data["rightHand"] = shares.rightHand;
        data["rightFamily"] = shares.rightFamily;
    }
    return data;
}

json methodJson(const MethodScores &method, const EvaluationScores &scores)
{
    json data = {{"name", method.name},
                 {"edgeRetrieval", method.edgeRetrieval},
                 {"contentScore", method.contentScore},
                 {"diversityRatio", method.diversityRatio},
                 {"secondsPerMegapixel", method.secondsPerMegapixel}};
    if (method.judged)
        data["judged"] = sharesJson(*method.judged, !scores.judgeClass.empty());
    if (method.variety)
        data["inceptionScore"] = {{"mean", method.variety->mean},
                                  {"deviation", method.variety->deviation},
                                  {"splits", method.variety->splits},
                                  {"wholeSet", method.variety->wholeSet}};
    if (const json distances = distancesJson(method.byJudge); !distances.empty())
        data["byJudge"] = distances;
    if (const json distances = distancesJson(method.byNetwork); !distances.empty())
        data["byNetwork"] = distances;
    return data;
}

} // namespace

std::string evaluationToJson(const EvaluationRequest &request, const EvaluationScores &scores)
{
    json data = {
        {"format", "koma-evaluation"},        {"formatVersion", 1},
        {"style", request.style.id},          {"weightsSha256", request.style.weightsSha256},
        {"strokeScale", request.strokeScale}, {"photos", scores.photos},
        {"drawings", scores.drawings}};
    if (!scores.judgeClass.empty()) {
        data["judgeClass"] = scores.judgeClass;
        data["judgeFamily"] = scores.judgeFamily;
    }
    if (scores.ownDrawings)
        data["ownDrawings"] = sharesJson(*scores.ownDrawings, true);
    for (const MethodScores &method : scores.methods)
        data["methods"].push_back(methodJson(method, scores));
    data["remarks"] = scores.remarks;
    return data.dump(2) + "\n";
}

} // namespace koma
