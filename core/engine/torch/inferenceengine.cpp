// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inferenceengine.h"

#include "core/engine/hardware.h"
#include "core/engine/passplan.h"
#include "core/engine/torch/stylemodel.h"
#include "core/engine/torch/tiledpass.h"
#include "core/engine/torch/torchguard.h"
#include "core/engine/workingpicture.h"
#include "core/imaging/enlarging/crispenlarge.h"
#include "core/imaging/enlarging/edgesmoothing.h"
#include "core/imaging/resize.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <list>
#include <utility>

namespace koma {
namespace {

constexpr int kMinSidePx = 16;
constexpr int kMaxSidePx = 16384;
constexpr double kMinStrokeScale = 0.25;
constexpr double kMaxStrokeScale = 4.0;
constexpr double kMaxEnlargement = 2.0;
// A pass is left between layers, the longest of which takes a sixth of it: a cancel may take 0.3 s.
constexpr double kPassSeconds = 1.2;
constexpr std::size_t kManyTiles = 4;
constexpr std::int64_t kDefaultBudgetBytes = 640LL << 20;
constexpr std::int64_t kRowStripPixels = 1LL << 19;

std::string sizeText(ImageSize size)
{
    return std::to_string(size.widthPx) + "×" + std::to_string(size.heightPx);
}

Result<void> checkPicture(const ImageView &picture)
{
    if (picture.isEmpty() || picture.channels < 1 || picture.channels > 4)
        return fail(ErrorKind::InvalidArgument, "There is no picture to draw.");
    if (picture.size.shortSidePx() < kMinSidePx)
        return fail(ErrorKind::InvalidArgument, "The picture has " + sizeText(picture.size) +
                                                    " pixels; each side needs at least 16.");
    if (picture.size.longSidePx() > kMaxSidePx)
        return fail(ErrorKind::TooLarge, "The picture has " + sizeText(picture.size) +
                                             " pixels; a side may have at most 16384. Make it "
                                             "smaller or cut it first.");
    return {};
}

Result<void> checkRequest(const DrawRequest &request)
{
    if (!(request.strokeScale >= kMinStrokeScale && request.strokeScale <= kMaxStrokeScale))
        return fail(ErrorKind::InvalidArgument, "The stroke scale must be from 0.25 to 4.");
    if (request.maxWorkingLongSidePx < 0 || request.style.pageLongSidePx < 1)
        return fail(ErrorKind::InvalidArgument,
                    "The style's page and the working size must not be negative.");
    return {};
}

int rowsOfStrip(ImageSize size)
{
    return static_cast<int>(std::max<std::int64_t>(16, kRowStripPixels / size.widthPx));
}

void copyRows(const Image &strip, Image &target, int y0)
{
    std::memcpy(target.mutableData() + static_cast<std::size_t>(y0) * target.strideBytes(),
                strip.view().data, strip.byteCount());
}

/// Makes an image from strips of rows, so that neither a cancel nor memory waits for the whole.
template<class MakeStrip>
Result<Image> assembledFromRows(ImageSize size, const MakeStrip &makeStrip,
                                const CancelToken &cancel, const Progress &progress,
                                std::string_view stage)
{
    Image whole;
    for (int y0 = 0; y0 < size.heightPx; y0 += rowsOfStrip(size)) {
        if (cancel.isCancelled())
            return failCancelled();
        const int rows = std::min(rowsOfStrip(size), size.heightPx - y0);
        const Result<Image> strip = makeStrip(y0, rows);
        if (!strip)
            return strip;
        if (whole.isEmpty()) {
            auto created = Image::create(size, strip->channels(), strip->type());
            if (!created)
                return created;
            whole = std::move(*created);
        }
        copyRows(*strip, whole, y0);
        progress.report(static_cast<double>(y0 + rows) / size.heightPx, stage);
    }
    return whole;
}

/// A drawing from the working size to exactly the picture's.
Result<Image> atFullSize(Image drawing, ImageSize size, const CancelToken &cancel,
                         const Progress &progress)
{
    if (drawing.size() == size)
        return drawing;
    if (drawing.size().longSidePx() > size.longSidePx())
        return areaAveraged(drawing, size, drawing.channels(), cancel, progress);
    constexpr double kStairsShow = 1.5; // times; pixels of pure ink are steps from there on
    if (size.longSidePx() >= kStairsShow * drawing.size().longSidePx()) {
        auto smooth = smoothedAlongEdges(drawing);
        if (!smooth)
            return smooth;
        drawing = std::move(*smooth);
    }
    return assembledFromRows(
        size, [&](int y0, int rows) { return crispEnlargedRows(drawing, size, y0, rows); }, cancel,
        progress, "enlarge");
}

PassNeeds needsOf(const StyleModel &model)
{
    return {model.generator().stridePx(), model.generator().reachPx(), 0};
}

} // namespace

class InferenceEngine::Private
{
public:
    Private(GeneratorRegistry registry, EngineSettings settings)
        : m_registry(std::move(registry)), m_settings(settings)
    {
    }

    Result<Drawing> draw(const ImageView &picture, const DrawRequest &request,
                         const CancelToken &cancel, const Progress &progress);

    [[nodiscard]] const EngineSettings &settings() const { return m_settings; }

private:
    struct CachedModel
    {
        std::string key;
        StyleModel model;
    };

    Result<StyleModel *> model(const StyleCard &card, Device device);
    [[nodiscard]] std::int64_t passPixels(const StyleModel &model) const;
    Result<TiledPassResult> drawOn(Device device, const StyleCard &card, TiledPassRequest request,
                                   std::string &remark, const CancelToken &cancel,
                                   const Progress &progress);
    Result<TiledPassResult> drawSomewhere(const StyleCard &card, const TiledPassRequest &request,
                                          DrawReport &report, const CancelToken &cancel,
                                          const Progress &progress);

    GeneratorRegistry m_registry;
    EngineSettings m_settings;
    std::list<CachedModel> m_models; ///< most recently used first
    std::vector<float> m_buffer;     ///< the network's input, kept from tile to tile
};

Result<StyleModel *> InferenceEngine::Private::model(const StyleCard &card, Device device)
{
    const std::string key = card.id + ' ' + card.weightsSha256 + ' ' + deviceName(device);
    const auto found = std::find_if(m_models.begin(), m_models.end(),
                                    [&](const CachedModel &cached) { return cached.key == key; });
    if (found != m_models.end()) {
        m_models.splice(m_models.begin(), m_models, found);
        return &m_models.front().model;
    }
    auto loaded = StyleModel::load(m_registry, card, device, m_settings.precision);
    if (!loaded)
        return fail(loaded.error());
    m_models.push_front({key, std::move(*loaded)});
    while (m_models.size() > std::max<std::size_t>(1, m_settings.cachedModels))
        m_models.pop_back();
    return &m_models.front().model;
}

/// What memory allows and, on a CPU, what can be done before a cancel must be answered.
std::int64_t InferenceEngine::Private::passPixels(const StyleModel &model) const
{
    const bool onCpu = model.device().kind == DeviceKind::Cpu;
    std::int64_t budget = m_settings.memoryBudgetBytes;
    if (budget <= 0 && onCpu)
        budget = std::min(kDefaultBudgetBytes, memoryFacts().freeBytes / 4);
    if (budget <= 0) {
        for (const DeviceInfo &info : listDevices().devices) {
            if (info.device == model.device())
                budget = info.freeBytes / 4;
        }
    }
    std::int64_t pixels = budget / std::max<std::int64_t>(1, model.bytesPerInputPixel());
    if (onCpu) {
        const auto inTime = static_cast<std::int64_t>(kPassSeconds * model.pixelsPerSecond());
        pixels = std::min(pixels, std::max(inTime, thriftyPassPixels(needsOf(model))));
    }
    return std::max(pixels, smallestPassPixels(needsOf(model)));
}

/// On one device: smaller passes each time memory runs out.
Result<TiledPassResult> InferenceEngine::Private::drawOn(Device device, const StyleCard &card,
                                                         TiledPassRequest request,
                                                         std::string &remark,
                                                         const CancelToken &cancel,
                                                         const Progress &progress)
{
    const auto found = model(card, device);
    if (!found)
        return fail(found.error());
    const PaddedFrame frame =
        PaddedFrame::around(request.picture.size, (*found)->generator().stridePx());
    const std::int64_t smallest = smallestPassPixels(needsOf(**found));
    request.maxPassPixels =
        std::min(passPixels(**found), std::max(smallest, frame.padded.pixelCount()));
    for (;;) {
        auto drawn = drawInTiles(**found, request, m_buffer, cancel, progress);
        if (drawn || drawn.error().kind != ErrorKind::OutOfMemory ||
            request.maxPassPixels <= smallest)
            return drawn;
        request.maxPassPixels = std::max(smallest, request.maxPassPixels / 2);
        request.maxTilePx = 0;
        remark = "memory ran out, so the picture was drawn in smaller tiles";
        trimMemory();
    }
}

/// On the chosen device, else on the CPU: a GPU that is full or gone must not cost the drawing.
Result<TiledPassResult> InferenceEngine::Private::drawSomewhere(const StyleCard &card,
                                                                const TiledPassRequest &request,
                                                                DrawReport &report,
                                                                const CancelToken &cancel,
                                                                const Progress &progress)
{
    report.device = m_settings.device;
    auto drawn = drawOn(report.device, card, request, report.remark, cancel, progress);
    const bool deviceFailed = !drawn && (drawn.error().kind == ErrorKind::OutOfMemory ||
                                         drawn.error().kind == ErrorKind::DeviceLost);
    if (!deviceFailed || m_settings.device.kind == DeviceKind::Cpu)
        return drawn;
    report.device = Device{};
    std::string remark;
    drawn = drawOn(report.device, card, request, remark, cancel, progress);
    report.remark = "the GPU ran out of memory or stopped answering, so the processor drew";
    return drawn;
}

Result<Drawing> InferenceEngine::Private::draw(const ImageView &picture, const DrawRequest &request,
                                               const CancelToken &cancel, const Progress &progress)
{
    const auto start = std::chrono::steady_clock::now();
    if (auto checked = checkPicture(picture); !checked)
        return fail(checked.error());
    if (auto checked = checkRequest(request); !checked)
        return fail(checked.error());
    if (cancel.isCancelled())
        return failCancelled();
    Drawing result;
    result.report.workingSize = InferenceEngine::workingSize(picture.size, request);
    const auto working =
        WorkingPicture::create(picture, result.report.workingSize, cancel, progress.sub(0.0, 0.1));
    if (!working)
        return fail(working.error());
    const TiledPassRequest pass{.picture = working->view(),
                                .type = picture.type == SampleType::U8 ? SampleType::U8
                                                                       : SampleType::U16,
                                .maxTilePx = m_settings.maxTilePx};
    auto drawn = drawSomewhere(request.style, pass, result.report, cancel, progress.sub(0.1, 0.9));
    if (!drawn)
        return fail(drawn.error());
    // Passes of many shapes leave the heap in pieces, which would add up from drawing to drawing.
    if (drawn->tiles > kManyTiles)
        trimMemory();
    auto full = atFullSize(std::move(drawn->drawing), picture.size, cancel, progress.sub(0.9, 1.0));
    if (!full)
        return fail(full.error());
    progress.report(1.0, "done");
    result.image = std::move(*full);
    result.report.tiles = drawn->tiles;
    result.report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

InferenceEngine::InferenceEngine(const GeneratorRegistry &registry, EngineSettings settings)
    : d(std::make_unique<Private>(registry, settings))
{
}

InferenceEngine::~InferenceEngine() = default;
InferenceEngine::InferenceEngine(InferenceEngine &&) noexcept = default;
InferenceEngine &InferenceEngine::operator=(InferenceEngine &&) noexcept = default;

Result<Drawing> InferenceEngine::draw(const ImageView &picture, const DrawRequest &request,
                                      const CancelToken &cancel, const Progress &progress)
{
    return torchGuard([&] { return d->draw(picture, request, cancel, progress); });
}

ImageSize InferenceEngine::workingSize(ImageSize picture, const DrawRequest &request)
{
    const int own = picture.longSidePx();
    double wanted = request.style.pageLongSidePx / request.strokeScale;
    wanted = std::min({wanted, kMaxEnlargement * own, static_cast<double>(kMaxSidePx)});
    int longSide = std::max(1, static_cast<int>(std::lround(wanted)));
    if (std::abs(longSide - own) <= 1) // a page of 1023.7 px is no reason to resample 1024
        longSide = own;
    if (request.maxWorkingLongSidePx > 0)
        longSide = std::min(longSide, request.maxWorkingLongSidePx);
    return longSide == own ? picture : sizeWithLongSide(picture, longSide);
}

const EngineSettings &InferenceEngine::settings() const
{
    return d->settings();
}

} // namespace koma
