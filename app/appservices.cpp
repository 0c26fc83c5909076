// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/appservices.h"

#include "app/datafolders.h"
#include "core/base/fairmutex.h"
#include "core/engine/device.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecatalog.h"
#include "models/builtinmodels.h"

#include <spdlog/spdlog.h>

#include <mutex>
#include <optional>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// The workspace's drawing service on the real engine. The engine is made by the first call on the
/// engine lane: asking drivers for devices can take a second, and the window must not wait for it.
class EngineDrawingService : public DrawingService
{
public:
    EngineDrawingService(const GeneratorRegistry &registry, std::vector<fs::path> styleFolders,
                         std::string deviceName, std::shared_ptr<FairMutex> turns)
        : m_registry(registry),
          m_styleFolders(std::move(styleFolders)),
          m_deviceName(std::move(deviceName)),
          m_turns(std::move(turns))
    {
        rescanStyles();
    }

    [[nodiscard]] std::vector<StyleCard> styles() const override
    {
        const std::scoped_lock lock(m_catalogMutex);
        return m_catalog.styles();
    }

    void rescanStyles() override
    {
        StyleCatalog catalog = StyleCatalog::scan(m_styleFolders);
        for (const CatalogIssue &issue : catalog.issues())
            spdlog::warn("{}: {}", issue.where.string(), issue.error.message);
        const std::scoped_lock lock(m_catalogMutex);
        m_catalog = std::move(catalog);
    }

    Result<StyleImport> importStyle(const fs::path &package, IfTaken ifTaken) override
    {
        return importStylePackage(package, m_registry, userStylesFolder(),
                                  StyleCatalog::scan(m_styleFolders), ifTaken);
    }

    Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest &request,
                         const CancelToken &cancel, const Progress &progress) override
    {
        // Between two steps of a training run, which would otherwise share the cores with it.
        const std::unique_lock turn(*m_turns);
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
    std::vector<fs::path> m_styleFolders;
    mutable std::mutex m_catalogMutex;
    StyleCatalog m_catalog;
    std::string m_deviceName;
    std::string m_fallbackReason;
    std::optional<InferenceEngine> m_engine;
    std::shared_ptr<FairMutex> m_turns;
};

/// Trains where a run says, else on the device that drawings are made on, taking turns with them.
class EngineTrainingService : public TrainingService
{
public:
    EngineTrainingService(const GeneratorRegistry &registry, fs::path dataFolder,
                          std::string deviceName, std::shared_ptr<FairMutex> turns)
        : m_registry(registry),
          m_dataFolder(std::move(dataFolder)),
          m_deviceName(std::move(deviceName)),
          m_turns(std::move(turns))
    {
    }

    Result<TrainingOutcome> train(const TrainingRun &run, const TrainingEvents &events,
                                  TrainingControl &control, const CancelToken &cancel) override
    {
        return koma::train(m_registry, here(run), events, control, cancel);
    }

    Result<RunEstimate> estimate(const TrainingRun &run, const CancelToken &cancel) override
    {
        return estimateRun(m_registry, here(run), cancel);
    }

    std::vector<DeviceInfo> devices() override { return listDevices().devices; }

    [[nodiscard]] fs::path dataFolder() const override { return m_dataFolder; }
    [[nodiscard]] fs::path runsFolder() const override { return userRunsFolder(); }
    [[nodiscard]] fs::path runDatabaseFile() const override { return koma::runDatabaseFile(); }

private:
    [[nodiscard]] TrainingRun here(TrainingRun run) const
    {
        if (!run.device)
            run.device = deviceFromName(m_deviceName).value_or(Device{});
        run.turns = m_turns;
        return run;
    }

    const GeneratorRegistry &m_registry;
    fs::path m_dataFolder;
    std::string m_deviceName;
    std::shared_ptr<FairMutex> m_turns;
};

} // namespace

AppServices::AppServices(const std::filesystem::path &dataFolder, const std::string &deviceName)
{
    registerBuiltinModels(m_registry);
    const auto turns = std::make_shared<FairMutex>();
    m_drawing = std::make_unique<EngineDrawingService>(m_registry, styleFolders(dataFolder),
                                                       deviceName, turns);
    m_training = std::make_unique<EngineTrainingService>(m_registry, dataFolder, deviceName, turns);
}

AppServices::~AppServices()
{
    m_runner.shutdown();
}

} // namespace koma
