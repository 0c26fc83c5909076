// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/zip/zipwriter.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace koma {
namespace {

/// Feeds libzip an entry when its turn comes.
class LateSource
{
public:
    LateSource(std::uint64_t sizeBytes, std::function<Result<std::string>()> read)
        : m_read(std::move(read)), m_sizeBytes(sizeBytes)
    {
        zip_error_init(&m_error);
    }

    static zip_int64_t serve(void *self, void *data, zip_uint64_t length, zip_source_cmd_t command)
    {
        auto *source = static_cast<LateSource *>(self);
        try {
            return source->serve(data, length, command);
        } catch (const std::exception &) {
            zip_error_set(&source->m_error, ZIP_ER_MEMORY, 0);
            return -1;
        }
    }

private:
    zip_int64_t serve(void *data, zip_uint64_t length, zip_source_cmd_t command)
    {
        switch (command) {
        case ZIP_SOURCE_OPEN:
            return open();
        case ZIP_SOURCE_READ:
            return read(data, length);
        case ZIP_SOURCE_CLOSE:
            m_bytes = {};
            return 0;
        case ZIP_SOURCE_STAT: {
            auto *stat = static_cast<zip_stat_t *>(data);
            zip_stat_init(stat);
            stat->size = m_sizeBytes;
            stat->valid = ZIP_STAT_SIZE;
            return sizeof(zip_stat_t);
        }
        case ZIP_SOURCE_ERROR:
            return zip_error_to_data(&m_error, data, length);
        case ZIP_SOURCE_FREE:
            delete this; // libzip owns sources
            return 0;
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
                                                  ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        default:
            zip_error_set(&m_error, ZIP_ER_OPNOTSUPP, 0);
            return -1;
        }
    }

    zip_int64_t open()
    {
        auto bytes = m_read();
        if (!bytes || bytes->size() != m_sizeBytes) {
            zip_error_set(&m_error, ZIP_ER_READ, 0);
            return -1;
        }
        m_bytes = std::move(*bytes);
        m_position = 0;
        return 0;
    }

    zip_int64_t read(void *data, zip_uint64_t length)
    {
        const std::size_t count = std::min<std::size_t>(length, m_bytes.size() - m_position);
        std::memcpy(data, m_bytes.data() + m_position, count);
        m_position += count;
        return static_cast<zip_int64_t>(count);
    }

    std::function<Result<std::string>()> m_read;
    std::uint64_t m_sizeBytes;
    std::string m_bytes;
    std::size_t m_position = 0;
    zip_error_t m_error{};
};

} // namespace

ZipWriter::ZipWriter(const std::filesystem::path &path)
    : m_zip(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr))
{
}

ZipWriter::~ZipWriter()
{
    if (m_zip != nullptr)
        zip_discard(m_zip);
}

bool ZipWriter::addText(std::string_view name, std::string_view bytes, Packing packing)
{
    return m_zip != nullptr &&
           add(name, zip_source_buffer(m_zip, bytes.data(), bytes.size(), 0), packing);
}

bool ZipWriter::addFile(std::string_view name, const std::filesystem::path &file, Packing packing)
{
    return m_zip != nullptr && add(name, zip_source_file(m_zip, file.c_str(), 0, -1), packing);
}

bool ZipWriter::addLater(std::string_view name, std::uint64_t sizeBytes,
                         std::function<Result<std::string>()> read)
{
    if (m_zip == nullptr)
        return false;
    auto *state = new LateSource(sizeBytes, std::move(read)); // freed by libzip
    zip_source_t *source = zip_source_function(m_zip, &LateSource::serve, state);
    if (source == nullptr)
        delete state;
    return add(name, source, Packing::Stored);
}

Result<void> ZipWriter::close(const std::string &sentence, const CancelToken &cancel,
                              const Progress &progress)
{
    struct Watchers
    {
        const CancelToken &cancel;
        const Progress &progress;
    };
    Watchers watchers{cancel, progress};
    const auto report = [](zip_t *, double fraction, void *state) {
        static_cast<const Watchers *>(state)->progress.report(fraction, "saving");
    };
    const auto isCancelled = [](zip_t *, void *state) -> int {
        return static_cast<const Watchers *>(state)->cancel.isCancelled() ? 1 : 0;
    };
    if (cancel.isCancelled())
        return failCancelled();
    if (m_zip == nullptr)
        return fail(ErrorKind::Unwritable, sentence);
    constexpr double kStep = 0.01;
    zip_register_progress_callback_with_state(m_zip, kStep, report, nullptr, &watchers);
    zip_register_cancel_callback_with_state(m_zip, isCancelled, nullptr, &watchers);
    if (zip_close(m_zip) == 0) {
        m_zip = nullptr;
        return {};
    }
    const std::string detail = zip_strerror(m_zip);
    zip_discard(std::exchange(m_zip, nullptr));
    if (cancel.isCancelled())
        return failCancelled();
    return fail(ErrorKind::Unwritable, sentence, detail);
}

bool ZipWriter::add(std::string_view name, zip_source *source, Packing packing)
{
    if (source == nullptr)
        return false;
    const zip_int64_t index =
        zip_file_add(m_zip, std::string(name).c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(m_zip, static_cast<zip_uint64_t>(index),
                                    packing == Packing::Stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                    0) == 0;
}

} // namespace koma
