// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace koma {

/// Where a worker thread sends a result: an object and its thread. Made on the object's own thread;
/// copies may be used from any thread, also while the object is being destroyed. A destroyed object
/// is simply never called.
class DeliveryTarget
{
public:
    explicit DeliveryTarget(QObject *context);

    /// Queues `call` on the object's thread.
    void post(std::function<void()> call) const;

private:
    struct Alive;
    std::shared_ptr<Alive> m_alive;
};

} // namespace koma
