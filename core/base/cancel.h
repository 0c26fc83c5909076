// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <utility>

namespace koma {

/// Thrown by CancelToken::throwIfCancelled() to leave a deep torch call; torchGuard() turns it into
/// Error{Cancelled}. It never leaves core.
struct CancelledException
{
};

/// The one way to stop long work. Copies share the request; a default token is never cancelled.
/// Thread-safe. Poll it once per tile, optimizer step and picture read.
class CancelToken
{
public:
    CancelToken() = default;
    explicit CancelToken(std::stop_token token) : m_token(std::move(token)) {}

    [[nodiscard]] bool isCancelled() const { return m_token.stop_requested(); }
    void throwIfCancelled() const
    {
        if (isCancelled())
            throw CancelledException{};
    }
    [[nodiscard]] const std::stop_token &stopToken() const { return m_token; }

private:
    std::stop_token m_token;
};

/// Owns the request to stop. Destroying it cancels nothing. Thread-safe.
class CancelSource
{
public:
    [[nodiscard]] CancelToken token() const { return CancelToken(m_source.get_token()); }
    void cancel() { m_source.request_stop(); }
    [[nodiscard]] bool isCancelled() const { return m_source.stop_requested(); }

private:
    std::stop_source m_source;
};

/// The uniform failing branch of cancelled work.
inline tl::unexpected<Error> failCancelled()
{
    return fail(ErrorKind::Cancelled, "Cancelled.");
}

} // namespace koma
