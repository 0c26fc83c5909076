// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"
#include "ui/stylize/drawingservice.h"

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>

namespace koma::test {

/// An instant, deterministic drawing service: the "drawing" is the negative of the picture's grey,
/// and of a style whose id ends with "-colour" the negative of its colours. It can be slowed down
/// or made to fail.
class FakeDrawingService : public DrawingService
{
public:
    FakeDrawingService();

    [[nodiscard]] std::vector<StyleCard> styles() const override;
    void rescanStyles() override { ++m_rescans; }
    /// As the application does, into the folder of setStylesFolder().
    Result<StyleImport> importStyle(const std::filesystem::path &package, IfTaken ifTaken) override;
    Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest &request,
                         const CancelToken &cancel, const Progress &progress) override;
    DeviceDescription describeDevice() override { return {"Test device", "as the test wants it"}; }

    void setStylesFolder(const std::filesystem::path &folder) { m_stylesFolder = folder; }

    /// Every drawing of a picture longer than the coarse preview takes so long; cancel is answered
    /// at once.
    void setFullDrawingMs(int milliseconds) { m_fullDrawingMs = milliseconds; }
    /// The next drawings fail so, until reset.
    void failWith(std::optional<Error> error);

    [[nodiscard]] int rescanCount() const { return m_rescans; }
    [[nodiscard]] int drawCount() const { return m_drawCount; }
    [[nodiscard]] int cancelledCount() const { return m_cancelledCount; }
    [[nodiscard]] double lastStrokeScale() const { return m_lastStrokeScale; }

    static constexpr int kCoarseLongSidePx = 768;

private:
    std::vector<StyleCard> m_styles;
    GeneratorRegistry m_registry;
    std::filesystem::path m_stylesFolder;
    std::atomic<int> m_fullDrawingMs = 0;
    std::atomic<int> m_rescans = 0;
    std::atomic<int> m_drawCount = 0;
    std::atomic<int> m_cancelledCount = 0;
    std::atomic<double> m_lastStrokeScale = 0.0;
    std::mutex m_mutex;
    std::optional<Error> m_failure;
};

} // namespace koma::test
