// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/journal/journalfolder.h"

#include "core/base/atomicfile.h"
#include "core/document/file/documentjson.h"

#include <QHash>
#include <QLockFile>
#include <QUuid>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace koma {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kFormat = "koma-journal";
constexpr const char *kIndexFile = "journal.json";
constexpr const char *kLockFile = "lock";
constexpr const char *kPagesFolder = "pages";
constexpr std::size_t kMaxIndexBytes = 16U << 20U;
constexpr std::size_t kMaxPageBytes = 512U << 20U;

std::unique_ptr<QLockFile> lockOf(const fs::path &folder)
{
    auto lock = std::make_unique<QLockFile>(QString::fromStdString((folder / kLockFile).string()));
    lock->setStaleLockTime(0); // by its process alone, however old
    return lock;
}

/// A name of a page file: digits, a dash, digits, ".json".
bool isPageFile(const std::string &name)
{
    const auto isAllowed = [](char c) { return (c >= '0' && c <= '9') || c == '-'; };
    constexpr std::string_view kEnding = ".json";
    return name.size() > kEnding.size() && name.size() < 64 && name.ends_with(kEnding) &&
           std::all_of(name.begin(), name.end() - static_cast<std::ptrdiff_t>(kEnding.size()),
                       isAllowed);
}

Result<Json> readIndex(const fs::path &folder)
{
    const auto text = readFile(folder / kIndexFile, kMaxIndexBytes);
    if (!text)
        return fail(text.error());
    Json index = Json::parse(*text, nullptr, false);
    const bool isJournal = index.is_object() && index.value("format", Json()) == kFormat &&
                           index.value("pages", Json()).is_array() &&
                           index.value("documentPath", Json()).is_string() &&
                           index.value("writtenAt", Json()).is_string() &&
                           index.value("version", Json()).is_number_unsigned();
    if (!isJournal)
        return fail(ErrorKind::BadFormat, "The journal in " + folder.string() + " cannot be read.");
    if (index["version"].get<std::uint64_t>() > static_cast<std::uint64_t>(kDocumentVersion))
        return fail(ErrorKind::VersionTooNew,
                    "This journal was written by a newer Koma; please update to recover it.");
    return index;
}

} // namespace

struct JournalFolder::State
{
    struct WrittenPage
    {
        Page page;
        std::string file;
    };

    Result<void> writePages(const Comic &comic, Json &names)
    {
        QHash<PageId, WrittenPage> now;
        for (const Page &page : comic.pages) {
            auto known = written.constFind(page.id);
            WrittenPage entry{page, {}};
            // Pages that nobody touched share their data: comparing them costs next to nothing.
            if (known != written.constEnd() && known->page == page) {
                entry.file = known->file;
            } else {
                entry.file =
                    std::to_string(page.id.value) + "-" + std::to_string(++revision) + ".json";
                const fs::path file = folder / kPagesFolder / entry.file;
                if (auto result = writeFileAtomically(file, pageText(page)); !result)
                    return result;
            }
            names.push_back(entry.file);
            now.insert(page.id, entry);
        }
        written = std::move(now);
        return {};
    }

    void removeStalePages() const
    {
        std::set<std::string> used;
        for (const WrittenPage &page : written)
            used.insert(page.file);
        std::error_code ignored;
        for (const fs::directory_entry &entry :
             fs::directory_iterator(folder / kPagesFolder, ignored)) {
            if (!used.contains(entry.path().filename().string()))
                fs::remove(entry.path(), ignored);
        }
    }

    fs::path folder;
    std::unique_ptr<QLockFile> lock;
    QHash<PageId, WrittenPage> written;
    std::uint64_t revision = 0;
    std::uint64_t lastNumber = 0;
    bool isDiscarded = false;
    std::mutex mutex;
};

JournalFolder::JournalFolder(std::unique_ptr<State> state) : m_state(std::move(state)) {}

JournalFolder::~JournalFolder() = default;

Result<std::shared_ptr<JournalFolder>> JournalFolder::create(const fs::path &root)
{
    return takeOver(root / QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString());
}

Result<std::shared_ptr<JournalFolder>> JournalFolder::takeOver(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder / kPagesFolder, error);
    if (error)
        return fail(ErrorKind::Unwritable,
                    "The journal cannot be kept in " + folder.string() +
                        "; changes are safe only once saved.",
                    error.message());
    auto state = std::make_unique<State>();
    state->folder = folder;
    state->lock = lockOf(folder);
    if (!state->lock->tryLock(0))
        return fail(ErrorKind::Unwritable,
                    "Another Koma is at work on the journal in " + folder.string() + ".");
    // Above every revision that a dead session may have left.
    state->revision = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
    return std::shared_ptr<JournalFolder>(new JournalFolder(std::move(state)));
}

const fs::path &JournalFolder::path() const
{
    return m_state->folder;
}

fs::path JournalFolder::picturesFolder() const
{
    return m_state->folder / "pictures";
}

Result<void> JournalFolder::write(const Comic &comic, const fs::path &documentPath,
                                  std::uint64_t number)
{
    const std::lock_guard lock(m_state->mutex);
    if (number <= m_state->lastNumber || m_state->isDiscarded)
        return {};
    Json names = Json::array();
    if (auto result = m_state->writePages(comic, names); !result)
        return result;
    const Json index{
        {"format", kFormat},
        {"version", kDocumentVersion},
        {"documentPath", documentPath.string()},
        {"writtenAt", QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString()},
        {"settings", Json::parse(settingsText(comic.settings))},
        {"pages", names}};
    auto result = writeFileAtomically(m_state->folder / kIndexFile,
                                      index.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!result)
        return result;
    m_state->lastNumber = number;
    m_state->removeStalePages();
    return {};
}

Result<void> JournalFolder::clear(std::uint64_t number)
{
    const std::lock_guard lock(m_state->mutex);
    if (number <= m_state->lastNumber || m_state->isDiscarded)
        return {};
    std::error_code error;
    fs::remove(m_state->folder / kIndexFile, error);
    if (error)
        return fail(ErrorKind::Unwritable, "The journal cannot be cleared.", error.message());
    m_state->lastNumber = number;
    m_state->written.clear();
    m_state->removeStalePages();
    return {};
}

void JournalFolder::discard()
{
    const std::lock_guard lock(m_state->mutex);
    std::error_code ignored;
    m_state->isDiscarded = true;
    m_state->lock->unlock();
    fs::remove_all(m_state->folder, ignored);
}

std::vector<RecoverableJournal> recoverableJournals(const fs::path &root)
{
    std::vector<RecoverableJournal> journals;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(root, error)) {
        const auto index = readIndex(entry.path());
        if (!index || !lockOf(entry.path())->tryLock(0))
            continue;
        FileIssues issues;
        const auto settings =
            readSettingsText(index->value("settings", Json::object()).dump(), issues);
        journals.push_back(
            {entry.path(), (*index)["documentPath"].get<std::string>(),
             settings ? settings->title : QString(), static_cast<int>((*index)["pages"].size()),
             QDateTime::fromString(QString::fromStdString((*index)["writtenAt"].get<std::string>()),
                                   Qt::ISODateWithMs)});
    }
    std::sort(journals.begin(), journals.end(),
              [](const auto &a, const auto &b) { return a.writtenAt > b.writtenAt; });
    return journals;
}

Result<RecoveredComic> recoverJournal(const fs::path &folder)
{
    const auto index = readIndex(folder);
    if (!index)
        return fail(index.error());
    RecoveredComic recovered;
    recovered.documentPath = (*index)["documentPath"].get<std::string>();
    auto settings =
        readSettingsText(index->value("settings", Json::object()).dump(), recovered.issues);
    if (settings)
        recovered.comic.settings = std::move(*settings);
    int number = 0;
    for (const Json &name : (*index)["pages"]) {
        ++number;
        std::optional<Page> page;
        if (name.is_string() && isPageFile(name.get<std::string>())) {
            const fs::path file = folder / kPagesFolder / name.get<std::string>();
            if (const auto text = readFile(file, kMaxPageBytes)) {
                if (auto read = readPageText(*text, recovered.issues))
                    page = std::move(*read);
            }
        }
        if (page)
            recovered.comic.pages.append(*std::move(page));
        else
            recovered.issues.push_back(
                {FileIssue::Kind::PageLost, number,
                 "Page " + std::to_string(number) + " of the journal cannot be read."});
    }
    repairIds(recovered.comic);
    return recovered;
}

} // namespace koma
