// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/deliverytarget.h"

#include <mutex>
#include <utility>

namespace koma {

struct DeliveryTarget::Alive
{
    Alive() = default;
    ~Alive() { QObject::disconnect(disarming); }
    Alive(const Alive &) = delete;
    Alive &operator=(const Alive &) = delete;
    Alive(Alive &&) = delete;
    Alive &operator=(Alive &&) = delete;

    std::mutex mutex;
    QObject *context = nullptr;
    QMetaObject::Connection disarming;
};

DeliveryTarget::DeliveryTarget(QObject *context) : m_alive(std::make_shared<Alive>())
{
    m_alive->context = context;
    // Direct: the block must be disarmed before ~QObject goes on to discard the posted calls.
    m_alive->disarming = QObject::connect(
        context, &QObject::destroyed, context,
        [alive = std::weak_ptr<Alive>(m_alive)] {
            if (const auto block = alive.lock()) {
                const std::lock_guard lock(block->mutex);
                block->context = nullptr;
            }
        },
        Qt::DirectConnection);
}

void DeliveryTarget::post(std::function<void()> call) const
{
    const std::lock_guard lock(m_alive->mutex);
    if (m_alive->context != nullptr)
        QMetaObject::invokeMethod(m_alive->context, std::move(call), Qt::QueuedConnection);
}

} // namespace koma
