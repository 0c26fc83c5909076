// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/curves/runhistory.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace koma {

/// A scalar at a step, under a tag such as "loss/generator"; TensorBoard makes a group of what
/// stands before the slash.
struct TaggedValue
{
    std::string tag;
    double value = 0.0;
};

/// Builds an event file of TensorBoard in memory. The file is a row of TFRecords
/// (tensorflow.org/tutorials/load_data/tfrecord: length, its masked CRC, data, their masked CRC),
/// each the protocol buffer Event of tensorflow/core/util/event.proto, whose scalars are the field
/// simple_value of Summary.Value in tensorflow/core/framework/summary.proto. Scalars are kept as
/// 32-bit floats there.
class TensorBoardEvents
{
public:
    /// `wallTime` is in seconds since 1970, of the file's beginning.
    explicit TensorBoardEvents(double wallTime);

    void add(double wallTime, std::int64_t step, std::span<const TaggedValue> values);
    [[nodiscard]] const std::string &bytes() const { return m_bytes; }

private:
    void addRecord(std::string_view data);

    std::string m_bytes;
};

/// CRC-32C (Castagnoli; RFC 3720, section 12.1) of the bytes.
std::uint32_t crc32c(std::string_view bytes);

/// The tag of a column of a run's history: "loss/generator", "score/real.luma",
/// "speed/picturesPerSecond", "quality/kid"; of columns that are none of these, "run/<name>".
std::string tensorBoardTag(std::string_view column);

/// Writes all curves of a run into a folder that TensorBoard opens, made where it is missing; an
/// earlier export of Koma there is replaced. `startWallTime` is when the run began, in seconds
/// since 1970; reports are placed by their seconds of training, so pauses do not show.
Result<std::filesystem::path> writeTensorBoard(const std::filesystem::path &folder,
                                               const RunHistory &history, double startWallTime);

} // namespace koma
