// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device.h"

#include <algorithm>
#include <utility>

namespace koma {

std::string deviceName(Device device)
{
    return device.kind == DeviceKind::Cpu ? "cpu" : "cuda:" + std::to_string(device.index);
}

Result<Device> deviceFromName(const std::string &name)
{
    const DeviceList list = listDevices();
    if (name == "auto")
        return list.devices.front().device;
    const std::string wanted = name == "cuda" ? "cuda:0" : name;
    const auto found =
        std::find_if(list.devices.begin(), list.devices.end(),
                     [&](const DeviceInfo &info) { return deviceName(info.device) == wanted; });
    if (found != list.devices.end())
        return found->device;
    std::string known = "auto";
    for (const DeviceInfo &info : list.devices)
        known += ", " + deviceName(info.device);
    std::string message = "There is no device \"" + name + "\". Choose one of: " + known + ".";
    if (!list.noGpuReason.empty())
        message += " " + list.noGpuReason;
    return fail(ErrorKind::NotFound, std::move(message));
}

} // namespace koma
