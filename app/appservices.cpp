// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/appservices.h"

#include "core/engine/device.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecatalog.h"
#include "models/builtinmodels.h"

#include <spdlog/spdlog.h>

#include <optional>
#include <utility>

namespace koma {
namespace {

/// The workspace's drawing service on the real engine. The engine is made by the first call on the
/// engine lane: asking drivers for devices can take a second, and the window must not wait for it.
class EngineDrawingService : public DrawingService
{
public:
    EngineDrawingService(const GeneratorRegistry &registry, StyleCatalog catalog,
                         std::string deviceName)
        : m_registry(registry), m_catalog(std::move(catalog)), m_deviceName(std::move(deviceName))
    {
    }

    [[nodiscard]] std::vector<StyleCard> styles() const override { return m_catalog.styles(); }

    Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest &request,
                         const CancelToken &cancel, const Progress &progress) override
    {
        return engine().draw(pictureSrgb, request, cancel, progress);
    }

    DeviceDescription describeDevice() override
    {
        const Device device = engine().settings().device;
        const DeviceList list = listDevices();
        DeviceDescription description{.name = koma::deviceName(device), .reason = m_fallbackReason};
        for (const DeviceInfo &info : list.devices) {
            if (info.device == device)
                description.name = info.name;
        }
        if (device.kind == DeviceKind::Cpu) {
            description.name = "CPU · " + std::to_string(runtimeInfo().torchThreads) + " threads";
            if (m_fallbackReason.empty())
                description.reason = list.noGpuReason;
        }
        return description;
    }

private:
    InferenceEngine &engine()
    {
        if (!m_engine) {
            EngineSettings settings;
            if (const Result<Device> device = deviceFromName(m_deviceName)) {
                settings.device = *device;
            } else {
                m_fallbackReason = device.error().message;
                spdlog::warn("{}", m_fallbackReason);
            }
            m_engine.emplace(m_registry, settings);
        }
        return *m_engine;
    }

    const GeneratorRegistry &m_registry;
    StyleCatalog m_catalog;
    std::string m_deviceName;
    std::string m_fallbackReason;
    std::optional<InferenceEngine> m_engine;
};

} // namespace

AppServices::AppServices(const std::vector<std::filesystem::path> &styleFolders,
                         const std::string &deviceName)
{
    registerBuiltinModels(m_registry);
    StyleCatalog catalog = StyleCatalog::scan(styleFolders);
    for (const CatalogIssue &issue : catalog.issues())
        spdlog::warn("{}: {}", issue.where.string(), issue.error.message);
    m_drawing = std::make_unique<EngineDrawingService>(m_registry, std::move(catalog), deviceName);
}

AppServices::~AppServices()
{
    m_runner.shutdown();
}

} // namespace koma
