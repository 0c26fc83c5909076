// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/migration.h"

#include "core/document/model/units.h"

#include <string>

namespace koma::detail {
namespace {

using Json = nlohmann::json;

/// A paper of version 1: "mm": [width, height], "bleedMm", "safeMm" on all sides.
Json setupFrom1(const Json &paper)
{
    Json setup = Json::object();
    if (const Json size = paper.value("mm", Json());
        size.is_array() && size.size() == 2 && size[0].is_number() && size[1].is_number()) {
        setup["widthPt"] = ptFromMm(size[0].get<double>());
        setup["heightPt"] = ptFromMm(size[1].get<double>());
    }
    if (paper.contains("dpi"))
        setup["dpi"] = paper["dpi"];
    if (const Json bleed = paper.value("bleedMm", Json()); bleed.is_number())
        setup["bleedPt"] = ptFromMm(bleed.get<double>());
    if (const Json safe = paper.value("safeMm", Json()); safe.is_number()) {
        const double safePt = ptFromMm(safe.get<double>());
        setup["safeMarginsPt"] = {safePt, safePt, safePt, safePt};
    }
    return setup;
}

/// In version 1 a text was one string of one look, and vertical a yes or no.
void migrateTextFrom1(Json &text)
{
    if (const Json words = text.value("text", Json()); words.is_string())
        text["runs"] = Json::array({{{"text", words}, {"bold", text.value("bold", false)}}});
    if (const Json vertical = text.value("vertical", Json()); vertical.is_boolean())
        text["writingMode"] = vertical.get<bool>() ? "vertical-rl" : "horizontal";
}

/// In version 1 a balloon had one tail without a target.
void migrateBalloonFrom1(Json &balloon)
{
    if (const Json tip = balloon.value("tailPt", Json()); tip.is_array())
        balloon["tails"] = Json::array({{{"tipPt", tip}}});
}

void migrateObjectFrom1(Json &object, int depth)
{
    constexpr int kDeepest = 64;
    if (!object.is_object() || depth > kDeepest)
        return;
    if (object.contains("text") && object["text"].is_object())
        migrateTextFrom1(object["text"]);
    if (object.contains("balloon") && object["balloon"].is_object())
        migrateBalloonFrom1(object["balloon"]);
    if (!object.contains("children") || !object["children"].is_array())
        return;
    for (Json &child : object["children"])
        migrateObjectFrom1(child, depth + 1);
}

} // namespace

void migrateHead(Json &head, int fromVersion)
{
    if (fromVersion >= 2 || !head.contains("settings") || !head["settings"].is_object())
        return;
    Json &settings = head["settings"];
    if (const Json isManga = settings.value("rightToLeft", Json()); isManga.is_boolean())
        settings["direction"] = isManga.get<bool>() ? "right-to-left" : "left-to-right";
    if (const Json gutter = settings.value("gutterMm", Json()); gutter.is_number()) {
        const double widthPt = ptFromMm(gutter.get<double>());
        settings["gutters"] = {{"betweenRowsPt", widthPt}, {"betweenColumnsPt", widthPt}};
    }
    if (const Json paper = settings.value("paper", Json()); paper.is_object())
        settings["pageSetup"] = setupFrom1(paper);
}

void migratePage(Json &page, int fromVersion)
{
    if (fromVersion >= 2 || !page.is_object())
        return;
    if (const Json paper = page.value("paper", Json()); paper.is_object()) {
        page.erase("paper"); // the same word means a colour now
        page["setup"] = setupFrom1(paper);
    }
    if (!page.contains("objects") || !page["objects"].is_array())
        return;
    for (Json &object : page["objects"])
        migrateObjectFrom1(object, 0);
}

} // namespace koma::detail
