// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/tensorboardevents.h"

#include "core/base/atomicfile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace koma {
namespace {

/// TensorBoard looks for "tfevents" in the name; one name for all exports, so that a second one
/// takes the place of the first.
constexpr const char *kFileName = "events.out.tfevents.koma";
constexpr std::string_view kFileVersion = "brain.Event:2";

/// Wire types of protocol buffers (protobuf.dev/programming-guides/encoding).
enum class Wire : std::uint32_t { Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5 };

template<class Unsigned>
void putLittleEndian(std::string &out, Unsigned value)
{
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xffU);
}

void putVarint(std::string &out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7U)
        out += static_cast<char>((value & 0x7fU) | 0x80U);
    out += static_cast<char>(value);
}

void putKey(std::string &out, std::uint32_t field, Wire wire)
{
    putVarint(out, field << 3U | static_cast<std::uint32_t>(wire));
}

void putBytes(std::string &out, std::uint32_t field, std::string_view bytes)
{
    putKey(out, field, Wire::Length);
    putVarint(out, bytes.size());
    out += bytes;
}

/// wall_time and step of an Event; a step of 0 is not written, as in every proto3 writer.
std::string eventHead(double wallTime, std::int64_t step)
{
    std::string event;
    putKey(event, 1, Wire::Fixed64);
    putLittleEndian(event, std::bit_cast<std::uint64_t>(wallTime));
    if (step != 0) {
        putKey(event, 2, Wire::Varint);
        putVarint(event, static_cast<std::uint64_t>(step));
    }
    return event;
}

constexpr std::array<std::uint32_t, 256> crcTable()
{
    constexpr std::uint32_t kReversedPolynomial = 0x82f63b78;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kReversedPolynomial : 0U);
        table[i] = crc;
    }
    return table;
}

/// TFRecords mask their CRCs, because a CRC over data that hold CRCs is weak.
std::uint32_t maskedCrc(std::string_view bytes)
{
    constexpr std::uint32_t kMaskDelta = 0xa282ead8;
    return std::rotr(crc32c(bytes), 15) + kMaskDelta;
}

bool isLoss(std::string_view column)
{
    constexpr std::array<std::string_view, 9> kLosses = {
        "generator", "adversarial", "content", "tone",         "structure",
        "chroma",    "guide",       "ink",     "discriminator"};
    return std::find(kLosses.begin(), kLosses.end(), column) != kLosses.end();
}

} // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    static constexpr std::array<std::uint32_t, 256> kTable = crcTable();
    std::uint32_t crc = ~0U;
    for (const char byte : bytes)
        crc = (crc >> 8U) ^ kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xffU];
    return ~crc;
}

TensorBoardEvents::TensorBoardEvents(double wallTime)
{
    std::string event = eventHead(wallTime, 0);
    putBytes(event, 3, kFileVersion);
    addRecord(event);
}

void TensorBoardEvents::add(double wallTime, std::int64_t step, std::span<const TaggedValue> values)
{
    std::string summary;
    for (const TaggedValue &tagged : values) {
        std::string value;
        putBytes(value, 1, tagged.tag);
        putKey(value, 2, Wire::Fixed32);
        putLittleEndian(value, std::bit_cast<std::uint32_t>(static_cast<float>(tagged.value)));
        putBytes(summary, 1, value);
    }
    std::string event = eventHead(wallTime, step);
    putBytes(event, 5, summary);
    addRecord(event);
}

void TensorBoardEvents::addRecord(std::string_view data)
{
    std::string length;
    putLittleEndian(length, static_cast<std::uint64_t>(data.size()));
    m_bytes += length;
    putLittleEndian(m_bytes, maskedCrc(length));
    m_bytes += data;
    putLittleEndian(m_bytes, maskedCrc(data));
}

std::string tensorBoardTag(std::string_view column)
{
    const std::string name(column);
    if (isLoss(column))
        return "loss/" + name;
    if (column.starts_with("real.") || column.starts_with("fake."))
        return "score/" + name;
    constexpr std::array<std::string_view, 5> kQuality{"kid", "kidError", "retrieval", "diversity",
                                                       "copied"};
    if (std::find(kQuality.begin(), kQuality.end(), column) != kQuality.end())
        return "quality/" + name;
    return (column == "picturesPerSecond" ? "speed/" : "run/") + name;
}

Result<std::filesystem::path> writeTensorBoard(const std::filesystem::path &folder,
                                               const RunHistory &history, double startWallTime)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(ErrorKind::Unwritable,
                    "The folder " + folder.string() + " cannot be made: " + error.message() + ".");
    TensorBoardEvents events(startWallTime);
    std::vector<std::string> tags;
    for (const HistoryColumn &column : history.columns)
        tags.push_back(tensorBoardTag(column.name));
    std::vector<std::size_t> next(history.columns.size(), 0);
    std::vector<TaggedValue> values;
    for (std::size_t row = 0; row < history.steps.size(); ++row) {
        values.clear();
        for (std::size_t i = 0; i < history.columns.size(); ++i) {
            const std::vector<CurvePoint> &points = history.columns[i].points;
            if (next[i] < points.size() && points[next[i]].step == history.steps[row])
                values.push_back({tags[i], points[next[i]++].value});
        }
        events.add(startWallTime + history.seconds[row], history.steps[row], values);
    }
    const std::filesystem::path file = folder / kFileName;
    if (auto written = writeFileAtomically(file, std::string_view(events.bytes())); !written)
        return fail(written.error());
    return file;
}

} // namespace koma
