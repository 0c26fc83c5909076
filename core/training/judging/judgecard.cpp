// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/judging/judgecard.h"

#include "core/base/atomicfile.h"
#include "core/engine/strictjson.h"

#include <algorithm>
#include <set>

namespace koma {
namespace {

using nlohmann::json;

constexpr const char *kFormat = "koma-judge";
constexpr int kFormatVersion = 1;
constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;
constexpr const char *kStatement =
    "Scores from this judge compare pictures judged by these very weights. They are not comparable "
    "with FID, KID or Inception Score from an Inception network.";

tl::unexpected<Error> badCard(const std::string &what)
{
    return fail(ErrorKind::BadFormat, "The judge's card " + what + ".");
}

Result<void> checkFamilies(const StyleFamilies &families)
{
    std::set<std::string> seen;
    for (const auto &[name, styles] : families) {
        for (const std::string &style : styles) {
            if (!seen.insert(style).second)
                return fail(ErrorKind::BadFormat,
                            "The style \"" + style + "\" is in more than one family.");
        }
    }
    return {};
}

Result<void> checkCard(const JudgeCard &card)
{
    if (card.classes.size() < 2 || card.classes.back() != JudgeCard::kPhotoClass)
        return badCard(R"(must name at least one style and then "photo" in "classes")");
    if (std::set(card.classes.begin(), card.classes.end()).size() != card.classes.size())
        return badCard("names a class twice");
    if (card.weightsFile.empty() ||
        std::filesystem::path(card.weightsFile).filename() != card.weightsFile ||
        card.weightsFile == "..")
        return badCard("must name a file beside it in \"weightsFile\"");
    if (card.width < 4 || card.width > 64)
        return badCard("has a \"width\" outside 4…64");
    return checkFamilies(card.families);
}

Result<JudgeCard> cardFromJson(const json &data)
{
    try {
        if (data.at("format") != kFormat)
            return badCard("is no judge's card: its \"format\" is another");
        if (data.at("formatVersion").get<int>() > kFormatVersion)
            return fail(ErrorKind::VersionTooNew, "The judge's card was written by a newer Koma.");
        JudgeCard card;
        data.at("classes").get_to(card.classes);
        data.at("families").get_to(card.families);
        data.at("width").get_to(card.width);
        data.at("featureSize").get_to(card.featureSize);
        data.at("weightsFile").get_to(card.weightsFile);
        data.at("weightsSha256").get_to(card.weightsSha256);
        data.at("trainingPictures").get_to(card.trainingPictures);
        data.at("source").get_to(card.source);
        data.at("seed").get_to(card.seed);
        data.at("steps").get_to(card.steps);
        data.at("trainingSeconds").get_to(card.trainingSeconds);
        data.at("komaVersion").get_to(card.komaVersion);
        return card;
    } catch (const json::exception &error) {
        return fail(ErrorKind::BadFormat,
                    "The judge's card lacks a field or has one of a wrong kind.", error.what());
    }
}

} // namespace

std::optional<std::size_t> JudgeCard::classOf(std::string_view style) const
{
    const auto found = std::find(classes.begin(), classes.end(), style);
    if (found == classes.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - classes.begin());
}

std::string JudgeCard::familyOf(const std::string &style) const
{
    for (const auto &[name, styles] : families) {
        if (std::find(styles.begin(), styles.end(), style) != styles.end())
            return name;
    }
    return style;
}

Result<JudgeCard> parseJudgeCard(std::string_view text)
{
    const auto data = parseStrictJson(text, kMaxDepth);
    if (!data)
        return fail(data.error().kind,
                    "The judge's card cannot be read: " + data.error().message + ".",
                    data.error().detail);
    auto card = cardFromJson(*data);
    if (!card)
        return card;
    if (const auto valid = checkCard(*card); !valid)
        return fail(valid.error());
    return card;
}

std::string judgeCardToJson(const JudgeCard &card)
{
    const nlohmann::ordered_json data = {
        {"format", kFormat},
        {"formatVersion", kFormatVersion},
        {"statement", kStatement},
        {"classes", card.classes},
        {"families", card.families},
        {"patchPx", JudgeCard::kPatchPx},
        {"width", card.width},
        {"featureSize", card.featureSize},
        {"weightsFile", card.weightsFile},
        {"weightsSha256", card.weightsSha256},
        {"trainingPictures", card.trainingPictures},
        {"source", card.source},
        {"seed", card.seed},
        {"steps", card.steps},
        {"trainingSeconds", card.trainingSeconds},
        {"komaVersion", card.komaVersion},
    };
    return data.dump(2) + "\n";
}

Result<JudgeCard> readJudgeCard(const std::filesystem::path &fileOrFolder)
{
    std::error_code ignored;
    const bool isFolder = std::filesystem::is_directory(fileOrFolder, ignored);
    const auto file = isFolder ? fileOrFolder / "judge.json" : fileOrFolder;
    const auto text = readFile(file, kMaxBytes);
    if (!text)
        return fail(text.error());
    auto card = parseJudgeCard(*text);
    if (!card)
        return fail(card.error().kind, file.string() + ": " + card.error().message,
                    card.error().detail);
    card->folder = file.parent_path();
    return card;
}

Result<StyleFamilies> readStyleFamilies(const std::filesystem::path &file)
{
    const auto text = readFile(file, kMaxBytes);
    if (!text)
        return fail(text.error());
    const auto data = parseStrictJson(*text, kMaxDepth);
    if (!data)
        return fail(data.error().kind, file.string() + ": " + data.error().message + ".",
                    data.error().detail);
    try {
        auto families = data->get<StyleFamilies>();
        if (const auto valid = checkFamilies(families); !valid)
            return fail(valid.error().kind, file.string() + ": " + valid.error().message);
        return families;
    } catch (const json::exception &error) {
        return fail(ErrorKind::BadFormat,
                    file.string() + " must be an object of families, each a list of styles.",
                    error.what());
    }
}

} // namespace koma
