// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace koma {

/// Why an operation did not deliver. Code branches on the kind; people read the message.
enum class ErrorKind {
    Cancelled,        ///< the caller asked to stop; never shown as a failure
    InvalidArgument,  ///< a parameter is out of its documented range
    NotFound,         ///< a file, style or device does not exist
    Unreadable,       ///< it exists but cannot be read
    Unwritable,       ///< the target cannot be written
    BadFormat,        ///< the bytes are not what they should be
    VersionTooNew,    ///< written by a newer Koma
    Unsupported,      ///< understood, but this build or device cannot do it
    TooLarge,         ///< beyond a stated limit; nothing was started
    OutOfMemory,      ///< host or device memory ran out
    DeviceLost,       ///< the GPU stopped answering
    HashMismatch,     ///< a file was changed since its card was written
    NumericalFailure, ///< NaN or infinity in training
    Internal,         ///< a defect in Koma
};

/// A failure as a value. Creating one has no side effect; it is logged once, where it is handled.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    std::string message; ///< one English sentence: what, where, what to do
    std::string detail;  ///< for bug reports: the library's own words

    bool operator==(const Error &) const = default;
};

/// The kind's stable name, as in "NotFound"; for logs and tests.
std::string_view errorKindName(ErrorKind kind);

} // namespace koma
