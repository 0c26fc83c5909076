// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stylecard.h"

#include "core/base/atomicfile.h"
#include "core/engine/strictjson.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kFormat = "koma-style";
constexpr int kFormatVersion = 1;
constexpr std::string_view kCardFile = "style.json";
constexpr std::size_t kMaxCardBytes = 256U << 10U;
constexpr std::size_t kMaxTextBytes = 4096;
constexpr std::size_t kMaxEntries = 64;
constexpr std::int64_t kMaxParameter = 1'000'000;
constexpr int kMaxDepth = 2;

/// Takes fields out of a JSON object one by one and remembers the first thing that is wrong.
class CardFields
{
public:
    explicit CardFields(const json &object) : m_object(object) {}

    enum class Presence { Required, Optional };

    void text(const char *field, std::string &target, Presence presence = Presence::Optional)
    {
        const json *value = take(field, presence);
        if (value == nullptr)
            return;
        if (!value->is_string() || value->get_ref<const std::string &>().size() > kMaxTextBytes)
            return blame(field, "must be a text of at most 4096 bytes");
        target = value->get<std::string>();
        const bool blank = target.find_first_not_of(" \t\r\n") == std::string::npos;
        if (presence == Presence::Required && blank)
            blame(field, "must not be empty");
    }

    template<class Integer>
    void integer(const char *field, Integer &target, std::int64_t low, std::uint64_t high)
    {
        const json *value = take(field, Presence::Optional);
        if (value == nullptr)
            return;
        const bool fits = value->is_number_unsigned()
                              ? inRange(value->get<std::uint64_t>(), low, high)
                              : value->is_number_integer() && value->get<std::int64_t>() >= low;
        if (!fits)
            return blame(field, "must be a whole number from " + std::to_string(low) + " to " +
                                    std::to_string(high));
        target = value->get<Integer>();
    }

    void seconds(const char *field, double &target)
    {
        const json *value = take(field, Presence::Optional);
        if (value == nullptr)
            return;
        if (!value->is_number() || !(value->get<double>() >= 0.0))
            return blame(field, "must be a number of at least 0");
        target = value->get<double>();
    }

    template<class Number, class Check>
    void table(const char *field, std::map<std::string, Number> &target, const Check &accepts,
               const char *rule)
    {
        const json *value = take(field, Presence::Optional);
        if (value == nullptr)
            return;
        if (!value->is_object() || value->size() > kMaxEntries)
            return blame(field, rule);
        for (const auto &[key, number] : value->items()) {
            if (key.empty() || key.size() > kMaxEntries || !accepts(number))
                return blame(field, rule);
            target[key] = number.template get<Number>();
        }
    }

    void blame(const std::string &field, const std::string &rule)
    {
        if (m_problem.empty())
            m_problem = "the field \"" + field + "\" " + rule;
    }

    /// What is wrong, or an empty text. Call last: it also finds fields that nobody asked for.
    std::string problem()
    {
        for (const auto &[key, value] : m_object.items()) {
            if (m_known.count(key) == 0)
                blame(key, "is not known");
        }
        return m_problem;
    }

private:
    const json *take(const char *field, Presence presence)
    {
        m_known.insert(field);
        const auto found = m_object.find(field);
        if (found != m_object.end())
            return &*found;
        if (presence == Presence::Required)
            blame(field, "is missing");
        return nullptr;
    }

    static bool inRange(std::uint64_t value, std::int64_t low, std::uint64_t high)
    {
        return value <= high && (low <= 0 || value >= static_cast<std::uint64_t>(low));
    }

    const json &m_object;
    std::set<std::string> m_known;
    std::string m_problem;
};

bool isStyleId(const std::string &id)
{
    constexpr std::size_t kMaxIdBytes = 64;
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !id.empty() && id.size() <= kMaxIdBytes && id.front() != '-' && id.back() != '-' &&
           std::all_of(id.begin(), id.end(), allowed);
}

/// A name of a file in the card's own folder: nothing that could lead out of it, hide, or print
/// oddly.
bool isPlainFileName(const std::string &name)
{
    const auto bad = [](char c) {
        return c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20U;
    };
    return !name.empty() && name.size() <= 255 && name.front() != '.' &&
           name.find("..") == std::string::npos && std::none_of(name.begin(), name.end(), bad);
}

bool isSha256(const std::string &text)
{
    const auto isDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == 64 && std::all_of(text.begin(), text.end(), isDigit);
}

bool isParameter(const json &value)
{
    return value.is_number_integer() && !(value.is_number_unsigned() && value > kMaxParameter) &&
           value.get<std::int64_t>() >= -kMaxParameter;
}

void takeFields(CardFields &fields, StyleCard &card)
{
    using enum CardFields::Presence;
    fields.text("id", card.id, Required);
    fields.text("name", card.name, Required);
    fields.text("description", card.description);
    fields.text("artist", card.artist);
    fields.text("licence", card.licence, Required);
    fields.text("credit", card.credit);
    fields.text("source", card.source);
    fields.text("architecture", card.architecture, Required);
    fields.table("architectureParams", card.architectureParams, isParameter,
                 "must be a table of at most 64 whole numbers");
    fields.text("weightsFile", card.weightsFile, Required);
    fields.text("weightsSha256", card.weightsSha256, Required);
    fields.text("previewFile", card.previewFile);
    fields.integer("pageLongSidePx", card.pageLongSidePx, 64, 16384);
    fields.text("recipe", card.recipe);
    fields.integer("seed", card.seed, 0, std::numeric_limits<std::uint64_t>::max());
    fields.text("komaVersion", card.komaVersion);
    fields.seconds("trainingSeconds", card.trainingSeconds);
    fields.integer("trainingSteps", card.trainingSteps, 0,
                   static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    fields.table(
        "scores", card.scores, [](const json &value) { return value.is_number(); },
        "must be a table of at most 64 numbers");
}

void checkNames(CardFields &fields, const StyleCard &card)
{
    if (!isStyleId(card.id))
        fields.blame("id", "must be lower-case letters, digits and dashes, at most 64 in all");
    if (!isPlainFileName(card.weightsFile))
        fields.blame("weightsFile", "must name a file in the card's own folder");
    if (!card.previewFile.empty() && !isPlainFileName(card.previewFile))
        fields.blame("previewFile", "must name a file in the card's own folder");
    if (!isSha256(card.weightsSha256))
        fields.blame("weightsSha256", "must be 64 lower-case hexadecimal digits");
}

tl::unexpected<Error> notACard(const std::string &why, const std::string &detail = {})
{
    return fail(ErrorKind::BadFormat, "This is not a valid style card: " + why + ".", detail);
}

Result<void> checkVersion(const json &document, CardFields &fields)
{
    std::string format;
    std::int64_t version = 0;
    fields.text("format", format, CardFields::Presence::Required);
    fields.integer("formatVersion", version, 1, std::numeric_limits<std::int64_t>::max());
    if (format != kFormat || version < 1)
        return notACard("it does not begin with the format \"koma-style\" and its version");
    if (version > kFormatVersion)
        return fail(ErrorKind::VersionTooNew,
                    "The style card has format version " + document.at("formatVersion").dump() +
                        "; this Koma reads up to " + std::to_string(kFormatVersion) +
                        ". Update Koma to use it.");
    return {};
}

} // namespace

Result<StyleCard> parseStyleCard(std::string_view text)
{
    if (text.size() > kMaxCardBytes)
        return notACard("it is longer than 256 KiB");
    const auto document = parseStrictJson(text, kMaxDepth);
    if (!document)
        return notACard(document.error().message, document.error().detail);
    if (!document->is_object())
        return notACard("it is not a JSON object");
    CardFields fields(*document);
    if (auto version = checkVersion(*document, fields); !version)
        return fail(version.error());
    StyleCard card;
    takeFields(fields, card);
    checkNames(fields, card);
    if (const std::string problem = fields.problem(); !problem.empty())
        return notACard(problem);
    return card;
}

std::string styleCardToJson(const StyleCard &card)
{
    nlohmann::ordered_json object;
    object["format"] = kFormat;
    object["formatVersion"] = kFormatVersion;
    object["id"] = card.id;
    object["name"] = card.name;
    object["description"] = card.description;
    object["artist"] = card.artist;
    object["licence"] = card.licence;
    object["credit"] = card.credit;
    object["source"] = card.source;
    object["architecture"] = card.architecture;
    object["architectureParams"] = nlohmann::ordered_json::object();
    for (const auto &[key, value] : card.architectureParams)
        object["architectureParams"][key] = value;
    object["weightsFile"] = card.weightsFile;
    object["weightsSha256"] = card.weightsSha256;
    object["previewFile"] = card.previewFile;
    object["pageLongSidePx"] = card.pageLongSidePx;
    object["recipe"] = card.recipe;
    object["seed"] = card.seed;
    object["komaVersion"] = card.komaVersion;
    object["trainingSeconds"] = card.trainingSeconds;
    object["trainingSteps"] = card.trainingSteps;
    object["scores"] = nlohmann::ordered_json::object();
    for (const auto &[key, value] : card.scores) {
        if (std::isfinite(value)) // JSON has no word for the others
            object["scores"][key] = value;
    }
    return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<StyleCard> readStyleCard(const fs::path &folderOrFile)
{
    std::error_code ignored;
    const bool isFolder = fs::is_directory(folderOrFile, ignored);
    const fs::path path = isFolder ? folderOrFile / kCardFile : folderOrFile;
    const auto text = readFile(path, kMaxCardBytes);
    if (!text)
        return fail(text.error());
    auto card = parseStyleCard(*text);
    if (!card) {
        Error error = card.error();
        error.message = path.string() + ": " + error.message;
        return fail(std::move(error));
    }
    card->folder = path.parent_path();
    return card;
}

Result<void> writeStyleCard(const fs::path &folder, const StyleCard &card)
{
    const std::string text = styleCardToJson(card);
    // A card that nobody could read back must not be written.
    if (const auto readBack = parseStyleCard(text); !readBack)
        return fail(ErrorKind::InvalidArgument, readBack.error().message, readBack.error().detail);
    return writeFileAtomically(folder / kCardFile, std::string_view(text));
}

} // namespace koma
