// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace koma {

std::string_view errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return "Cancelled";
    case ErrorKind::InvalidArgument:
        return "InvalidArgument";
    case ErrorKind::NotFound:
        return "NotFound";
    case ErrorKind::Unreadable:
        return "Unreadable";
    case ErrorKind::Unwritable:
        return "Unwritable";
    case ErrorKind::BadFormat:
        return "BadFormat";
    case ErrorKind::VersionTooNew:
        return "VersionTooNew";
    case ErrorKind::Unsupported:
        return "Unsupported";
    case ErrorKind::TooLarge:
        return "TooLarge";
    case ErrorKind::OutOfMemory:
        return "OutOfMemory";
    case ErrorKind::DeviceLost:
        return "DeviceLost";
    case ErrorKind::HashMismatch:
        return "HashMismatch";
    case ErrorKind::NumericalFailure:
        return "NumericalFailure";
    case ErrorKind::Internal:
        return "Internal";
    }
    return "Internal";
}

} // namespace koma
