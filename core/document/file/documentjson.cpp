// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/documentjson.h"

#include "core/document/file/fieldreader.h"
#include "core/document/file/fieldwriter.h"
#include "core/document/file/migration.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace koma {

using detail::describe;
using detail::FieldReader;
using detail::FieldWriter;
using detail::Json;
using detail::OrderedJson;
using detail::ReadContext;

namespace detail {

std::string hexColour(Colour colour)
{
    std::array<char, 10> text{};
    std::snprintf(text.data(), text.size(), "#%08x", colour.argb); // NOLINT(*-vararg)
    return text.data();
}

bool readHexColour(const Json &value, Colour &colour)
{
    if (!value.is_string())
        return false;
    const QString text = QString::fromStdString(value.get_ref<const std::string &>());
    bool isNumber = false;
    const unsigned argb = text.mid(1).toUInt(&isNumber, 16);
    if (!isNumber || text.size() != 9 || !text.startsWith(QLatin1Char('#')))
        return false;
    colour.argb = argb;
    return true;
}

bool readNumbers(const Json &value, std::size_t count, double *numbers)
{
    constexpr double kLargest = 1e9;
    if (!value.is_array() || value.size() != count)
        return false;
    for (std::size_t i = 0; i < count; ++i) {
        if (!value[i].is_number() || !(std::abs(value[i].get<double>()) <= kLargest))
            return false;
        numbers[i] = value[i].get<double>();
    }
    return true;
}

bool readOutline(const Json &value, OutlinePt &outline)
{
    if (!value.is_array() || value.size() % 2 != 0)
        return false;
    std::vector<double> numbers(value.size());
    if (!readNumbers(value, numbers.size(), numbers.data()))
        return false;
    outline.clear();
    for (std::size_t i = 0; i < numbers.size(); i += 2)
        outline.append({numbers[i], numbers[i + 1]});
    return true;
}

} // namespace detail

namespace {

constexpr std::string_view kFormat = "koma-document";
constexpr std::string_view kClipFormat = "koma-objects";

OrderedJson objectsJson(const QList<PageObject> &objects)
{
    OrderedJson array = OrderedJson::array();
    for (const PageObject &object : objects) {
        FieldWriter writer;
        writer("id", object.id);
        describe(writer, object.properties);
        const std::string key(detail::kContentKeys.at(object.content.index()));
        writer.object[key] = std::visit(
            [](const auto &content) { return detail::structJson(content); }, object.content);
        if (!object.children.isEmpty())
            writer.object["children"] = objectsJson(object.children);
        array.push_back(std::move(writer.object));
    }
    return array;
}

OrderedJson pageJson(const Page &page)
{
    FieldWriter writer;
    writer("id", page.id);
    describe(writer, page.properties);
    writer.object["objects"] = objectsJson(page.objects);
    return std::move(writer.object);
}

template<std::size_t Index = 0>
bool readContent(const Json &json, ObjectContent &content, const ReadContext &context)
{
    if constexpr (Index < std::variant_size_v<ObjectContent>) {
        const auto found = json.find(detail::kContentKeys.at(Index));
        if (found == json.end() || !found->is_object())
            return readContent<Index + 1>(json, content, context);
        FieldReader reader(*found, context);
        describe(reader, content.emplace<Index>());
        return true;
    } else {
        return false;
    }
}

/// Sense between fields that are each in range.
bool isSound(const ObjectContent &content)
{
    if (const auto *panel = std::get_if<Panel>(&content); panel != nullptr)
        return panel->outlinePt.size() >= 3;
    if (const auto *art = std::get_if<ArtLayer>(&content); art != nullptr)
        return art->crop.left < art->crop.right && art->crop.top < art->crop.bottom;
    return true;
}

/// Reads layers and drops what cannot stand.
class ObjectReader
{
public:
    explicit ObjectReader(const ReadContext &context) : m_context(context) {}

    QList<PageObject> read(const Json &array, const PageObject *parent, int depth)
    {
        QList<PageObject> objects;
        if (!array.is_array()) {
            lose("The layers are not a list");
            return objects;
        }
        for (const Json &json : array) {
            if (auto object = readOne(json, parent, depth))
                objects.append(*std::move(object));
        }
        return objects;
    }

private:
    std::optional<PageObject> readOne(const Json &json, const PageObject *parent, int depth)
    {
        PageObject object;
        if (!json.is_object() || !readContent(json, object.content, m_context)) {
            lose("An object is of no kind that this Koma knows");
            return {};
        }
        FieldReader reader(json, m_context);
        reader("id", object.id);
        describe(reader, object.properties);
        const bool fits = depth <= kMaxObjectDepth &&
                          (parent != nullptr ? mayContain(parent->kind(), object.kind())
                                             : mayLieOnPage(object.kind()));
        if (!fits || !isSound(object.content)) {
            lose("Object " + std::to_string(object.id.value) + " makes no sense where it lies");
            return {};
        }
        if (const auto children = json.find("children"); children != json.end())
            object.children = read(*children, &object, depth + 1);
        return object;
    }

    void lose(const std::string &what) const
    {
        m_context.complain(FileIssue::Kind::ObjectLost, what + "; it was left out.");
    }

    const ReadContext &m_context;
};

Page readPage(const Json &json, const ReadContext &context)
{
    Page page;
    FieldReader reader(json, context);
    reader("id", page.id);
    describe(reader, page.properties);
    if (const auto objects = json.find("objects"); objects != json.end())
        page.objects = ObjectReader(context).read(*objects, nullptr, 1);
    return page;
}

/// Gives ids that are 0 or used twice a new value, so that every id names one thing.
class IdRepair
{
public:
    explicit IdRepair(std::uint64_t largest) : m_last(largest) {}

    void repair(Comic &comic)
    {
        for (Page &page : comic.pages) {
            repair(page.id.value);
            repair(page.objects);
        }
    }
    void repair(QList<PageObject> &objects)
    {
        for (PageObject &object : objects) {
            repair(object.id.value);
            repair(object.children);
        }
    }

private:
    void repair(std::uint64_t &id)
    {
        if (id == 0 || m_used.contains(id))
            id = ++m_last;
        m_used.insert(id);
    }

    QSet<std::uint64_t> m_used;
    std::uint64_t m_last;
};

/// document.json taken apart: the head without its pages, and the pages that could be parsed.
struct Parts
{
    Json head;
    std::vector<Json> pages; ///< null where a page was lost
    bool isDamaged = false;
};

Json parsed(std::string_view text)
{
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

/// The lines of a text that does not parse as a whole: the first is the head, then one a page.
Parts partsOfLines(std::string_view text)
{
    Parts parts;
    parts.isDamaged = true;
    const auto takeLine = [&text] {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return line;
    };
    parts.head = parsed(std::string(takeLine()) + "]}");
    while (!text.empty()) {
        std::string_view line = takeLine();
        if (line.empty() || line == "]}")
            continue;
        if (line.back() == ',')
            line.remove_suffix(1);
        Json page = parsed(line);
        parts.pages.push_back(page.is_object() ? std::move(page) : Json());
    }
    return parts;
}

Parts partsOf(std::string_view text)
{
    Parts parts;
    parts.head = parsed(text);
    if (!parts.head.is_object())
        return partsOfLines(text);
    if (auto pages = parts.head.find("pages"); pages != parts.head.end() && pages->is_array()) {
        for (Json &page : *pages)
            parts.pages.push_back(page.is_object() ? std::move(page) : Json());
        parts.head.erase("pages");
    }
    return parts;
}

/// The version that a head states; the present one where the head is lost.
Result<int> versionOf(const Parts &parts)
{
    if (!parts.head.is_object())
        return kDocumentVersion;
    const auto format = parts.head.find("format");
    if (format != parts.head.end() && *format != kFormat)
        return fail(ErrorKind::BadFormat, "This is not a comic by Koma.");
    const auto version = parts.head.find("version");
    if (version == parts.head.end() || !version->is_number_unsigned())
        return parts.pages.empty()
                   ? Result<int>(fail(ErrorKind::BadFormat, "This is not a comic by Koma."))
                   : Result<int>(kDocumentVersion);
    if (version->get<std::uint64_t>() > static_cast<std::uint64_t>(kDocumentVersion))
        return fail(ErrorKind::VersionTooNew,
                    "This comic was saved by a newer Koma (format " + version->dump() +
                        "; this one reads up to " + std::to_string(kDocumentVersion) +
                        "). Please update Koma to open it; nothing was changed.");
    return version->get<int>();
}

void readPages(Parts &parts, int version, ReadComic &read)
{
    for (std::size_t i = 0; i < parts.pages.size(); ++i) {
        const ReadContext context{&read.issues, static_cast<int>(i + 1)};
        if (parts.pages[i].is_null()) {
            context.complain(FileIssue::Kind::PageLost,
                             "Page " + std::to_string(i + 1) + " is damaged and was left out.");
            continue;
        }
        detail::migratePage(parts.pages[i], version);
        read.comic.pages.append(readPage(parts.pages[i], context));
    }
    const auto count = parts.head.is_object() ? parts.head.find("pageCount") : parts.head.end();
    if (count == parts.head.end() || !count->is_number_unsigned())
        return;
    constexpr std::uint64_t kMostPages = 100'000;
    const std::uint64_t expected = std::min(count->get<std::uint64_t>(), kMostPages);
    for (std::uint64_t i = parts.pages.size(); i < expected; ++i)
        read.issues.push_back({FileIssue::Kind::PageLost, static_cast<int>(i + 1),
                               "Page " + std::to_string(i + 1) + " is missing."});
}

Result<Json> parsedObject(std::string_view text, const char *what)
{
    Json json = parsed(text);
    if (!json.is_object())
        return fail(ErrorKind::BadFormat, std::string(what) + " cannot be read.");
    return json;
}

} // namespace

std::size_t countOf(const FileIssues &issues, FileIssue::Kind kind)
{
    return static_cast<std::size_t>(std::count_if(
        issues.begin(), issues.end(), [&](const FileIssue &issue) { return issue.kind == kind; }));
}

void repairIds(Comic &comic)
{
    IdRepair(largestId(comic)).repair(comic);
}

std::string documentText(const Comic &comic)
{
    OrderedJson head = OrderedJson::object();
    head["format"] = kFormat;
    head["version"] = kDocumentVersion;
    head["settings"] = detail::structJson(comic.settings);
    head["pageCount"] = comic.pages.size();
    head["pages"] = OrderedJson::array();
    std::string text = head.dump();
    text.resize(text.size() - 2); // without the ]} of the empty list
    for (qsizetype i = 0; i < comic.pages.size(); ++i)
        text += (i > 0 ? ",\n" : "\n") + pageJson(comic.pages[i]).dump();
    return text + "\n]}\n";
}

Result<ReadComic> readDocumentText(std::string_view text)
{
    Parts parts = partsOf(text);
    const auto version = versionOf(parts);
    if (!version)
        return fail(version.error());
    const bool isHopeless = parts.isDamaged && !parts.head.is_object() &&
                            std::all_of(parts.pages.begin(), parts.pages.end(),
                                        [](const Json &page) { return page.is_null(); });
    if (isHopeless)
        return fail(ErrorKind::BadFormat,
                    "Nothing of this comic can be read; its file is damaged throughout.");
    ReadComic read;
    const ReadContext context{&read.issues, 0};
    if (parts.isDamaged)
        context.complain(FileIssue::Kind::DamagedText,
                         "The document is damaged; what could be read was opened.");
    if (parts.head.is_object()) {
        detail::migrateHead(parts.head, version.value());
        if (const auto settings = parts.head.find("settings");
            settings != parts.head.end() && settings->is_object()) {
            FieldReader reader(*settings, context);
            describe(reader, read.comic.settings);
        }
    }
    readPages(parts, version.value(), read);
    repairIds(read.comic);
    return read;
}

std::string pageText(const Page &page)
{
    return pageJson(page).dump();
}

Result<Page> readPageText(std::string_view text, FileIssues &issues)
{
    const auto json = parsedObject(text, "A page");
    if (!json)
        return fail(json.error());
    return readPage(json.value(), {&issues, 0});
}

std::string objectsText(const QList<PageObject> &objects)
{
    OrderedJson clip = OrderedJson::object();
    clip["format"] = kClipFormat;
    clip["version"] = kDocumentVersion;
    clip["objects"] = objectsJson(objects);
    return clip.dump();
}

Result<QList<PageObject>> readObjectsText(std::string_view text)
{
    const auto json = parsedObject(text, "What was copied");
    if (!json)
        return fail(json.error());
    const Json &clip = json.value();
    if (clip.value("format", Json()) != kClipFormat ||
        clip.value("version", Json()) != kDocumentVersion || !clip.contains("objects"))
        return fail(ErrorKind::BadFormat, "What was copied are no objects of this Koma.");
    FileIssues issues;
    const ReadContext context{&issues, 0};
    QList<PageObject> objects = ObjectReader(context).read(clip["objects"], nullptr, 1);
    Comic measure;
    measure.pages.append({{}, {}, objects});
    IdRepair(largestId(measure)).repair(objects);
    return objects;
}

std::string settingsText(const DocumentSettings &settings)
{
    return detail::structJson(settings).dump();
}

Result<DocumentSettings> readSettingsText(std::string_view text, FileIssues &issues)
{
    const auto json = parsedObject(text, "The settings");
    if (!json)
        return fail(json.error());
    const ReadContext context{&issues, 0};
    DocumentSettings settings;
    FieldReader reader(json.value(), context);
    describe(reader, settings);
    return settings;
}

} // namespace koma
