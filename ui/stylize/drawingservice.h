// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inferenceengine.h"
#include "core/engine/package/styleinstall.h"

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// What the status line says about where drawings are made.
struct DeviceDescription
{
    std::string name;   ///< such as "CPU · 8 threads"
    std::string reason; ///< why this device and no better one; may be empty
};

/// All that the Stylise workspace needs of the engine. The application implements it with the
/// InferenceEngine, tests with an instant filter.
class DrawingService
{
public:
    DrawingService() = default;
    virtual ~DrawingService() = default;
    DrawingService(const DrawingService &) = delete;
    DrawingService &operator=(const DrawingService &) = delete;
    DrawingService(DrawingService &&) = delete;
    DrawingService &operator=(DrawingService &&) = delete;

    /// The styles to offer, in the gallery's order. Any thread.
    [[nodiscard]] virtual std::vector<StyleCard> styles() const = 0;
    /// Looks for styles again: one was made, imported or removed. Any thread.
    virtual void rescanStyles() = 0;

    /// As InferenceEngine::draw(). Engine lane only.
    virtual Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest &request,
                                 const CancelToken &cancel, const Progress &progress) = 0;

    /// May ask drivers. Engine lane only.
    virtual DeviceDescription describeDevice() = 0;

    /// Puts a .komastyle file or a style's folder among the user's styles, as
    /// importStylePackage() does. One call at a time, any thread but the GUI's.
    virtual Result<StyleImport> importStyle(const std::filesystem::path &package,
                                            IfTaken ifTaken) = 0;
};

} // namespace koma
