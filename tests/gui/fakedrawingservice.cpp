// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/fakedrawingservice.h"

#include "core/engine/stylecatalog.h"
#include "core/imaging/color.h"
#include "models/builtinmodels.h"

#include <QElapsedTimer>
#include <QThread>

#include <utility>

namespace koma::test {
namespace {

StyleCard card(const char *id, const char *name)
{
    StyleCard style;
    style.id = id;
    style.name = name;
    style.description = "Lines for tests";
    style.artist = "A. Tester";
    style.licence = "Public domain; pages may be sold";
    style.credit = "None needed";
    return style;
}

void invert(Image &image)
{
    std::byte *samples = image.mutableData();
    for (std::size_t i = 0; i < image.byteCount(); ++i)
        samples[i] = ~samples[i];
}

} // namespace

FakeDrawingService::FakeDrawingService()
    : m_styles{card("negative", "Negative"), card("negative-colour", "Colour negative")}
{
    registerBuiltinModels(m_registry);
}

std::vector<StyleCard> FakeDrawingService::styles() const
{
    std::vector<StyleCard> all = m_styles;
    const std::filesystem::path folders[] = {m_stylesFolder};
    const StyleCatalog imported = StyleCatalog::scan(folders);
    all.insert(all.end(), imported.styles().begin(), imported.styles().end());
    return all;
}

Result<StyleImport> FakeDrawingService::importStyle(const std::filesystem::path &package,
                                                    IfTaken ifTaken)
{
    const std::filesystem::path folders[] = {m_stylesFolder};
    return importStylePackage(package, m_registry, m_stylesFolder, StyleCatalog::scan(folders),
                              ifTaken);
}

void FakeDrawingService::failWith(std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(error);
}

Result<Drawing> FakeDrawingService::draw(const Image &pictureSrgb, const DrawRequest &request,
                                         const CancelToken &cancel, const Progress &progress)
{
    ++m_drawCount;
    m_lastStrokeScale = request.strokeScale;
    {
        const std::lock_guard lock(m_mutex);
        if (m_failure)
            return fail(*m_failure);
    }
    const int durationMs =
        pictureSrgb.size().longSidePx() > kCoarseLongSidePx ? m_fullDrawingMs.load() : 0;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < durationMs) {
        if (cancel.isCancelled()) {
            ++m_cancelledCount;
            return failCancelled();
        }
        progress.report(static_cast<double>(clock.elapsed()) / durationMs, "tiles");
        QThread::msleep(2);
    }
    const bool isColour = request.style.id.ends_with("-colour");
    Result<Image> drawing = convertSamples(pictureSrgb, isColour ? 3 : 1, pictureSrgb.type());
    if (!drawing)
        return fail(drawing.error());
    invert(*drawing);
    progress.report(1.0, "tiles");
    return Drawing{std::move(*drawing),
                   {.workingSize = pictureSrgb.size(),
                    .tiles = 1,
                    .device = {},
                    .remark = {},
                    .seconds = static_cast<double>(clock.elapsed()) / 1000.0}};
}

} // namespace koma::test
