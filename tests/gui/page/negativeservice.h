// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/color.h"
#include "ui/stylize/drawingservice.h"

#include <QThread>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace koma::test {

/// A drawing service without an engine, for tests of the Page workspace: its only style is
/// "negative", whose drawings are the negative of the picture's grey. It counts, remembers the
/// sizes it drew at, and can be held up.
class NegativeService : public DrawingService
{
public:
    [[nodiscard]] std::vector<StyleCard> styles() const override
    {
        StyleCard card;
        card.id = "negative";
        card.name = "Negative";
        return {card};
    }
    void rescanStyles() override {}
    DeviceDescription describeDevice() override { return {"Test device", {}}; }
    /// Takes any folder with a file "style.json".
    Result<StyleImport> importStyle(const std::filesystem::path &package,
                                    IfTaken /*ifTaken*/) override
    {
        if (!std::filesystem::exists(package / "style.json"))
            return fail(ErrorKind::BadFormat, "That is no style.");
        const std::lock_guard lock(m_mutex);
        m_imported.push_back(package.filename().string());
        StyleCard card;
        card.name = "Imported " + m_imported.back();
        return StyleImport{card};
    }
    [[nodiscard]] std::vector<std::string> imported() const
    {
        const std::lock_guard lock(m_mutex);
        return m_imported;
    }

    Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest &request,
                         const CancelToken &cancel, const Progress & /*progress*/) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_drawn.push_back(pictureSrgb.size());
            m_strokeScales.push_back(request.strokeScale);
        }
        while (isHeld && !cancel.isCancelled())
            QThread::msleep(1);
        if (cancel.isCancelled()) {
            ++cancelledCount;
            return failCancelled();
        }
        Result<Image> drawing = convertSamples(pictureSrgb, 1, pictureSrgb.type());
        if (!drawing)
            return fail(drawing.error());
        std::byte *samples = drawing->mutableData();
        for (std::size_t i = 0; i < drawing->byteCount(); ++i)
            samples[i] = ~samples[i];
        return Drawing{std::move(*drawing), {}};
    }

    /// The sizes of the pictures that were drawn, in order.
    [[nodiscard]] std::vector<ImageSize> drawn() const
    {
        const std::lock_guard lock(m_mutex);
        return m_drawn;
    }
    [[nodiscard]] std::vector<double> strokeScales() const
    {
        const std::lock_guard lock(m_mutex);
        return m_strokeScales;
    }

    std::atomic<bool> isHeld = false; ///< drawings that are begun wait
    std::atomic<int> cancelledCount = 0;

private:
    mutable std::mutex m_mutex;
    std::vector<ImageSize> m_drawn;
    std::vector<double> m_strokeScales;
    std::vector<std::string> m_imported;
};

} // namespace koma::test
