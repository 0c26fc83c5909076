// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/tiledpass.h"

#include "core/engine/hardware.h"
#include "core/engine/passplan.h"
#include "core/engine/torch/tensorimage.h"
#include "core/engine/torch/torchguard.h"

#include <utility>

namespace koma {

Result<TiledPassResult> drawInTiles(StyleModel &model, const TiledPassRequest &request,
                                    std::vector<float> &buffer, const CancelToken &cancel,
                                    const Progress &progress)
{
    const PassNeeds needs{model.generator().stridePx(), model.generator().reachPx(),
                          request.maxPassPixels};
    const PaddedFrame frame =
        PaddedFrame::around(request.picture.size, model.generator().stridePx());
    const auto plan = request.maxTilePx > 0 ? planTiles(frame, needs, request.maxTilePx)
                                            : planPasses(frame, needs);
    if (!plan)
        return fail(plan.error());
    auto drawing =
        Image::create(request.picture.size, model.generator().outputChannels(), request.type);
    if (!drawing)
        return fail(drawing.error());
    return torchGuard([&]() -> Result<TiledPassResult> {
        for (std::size_t i = 0; i < plan->count(); ++i) {
            cancel.throwIfCancelled();
            const Tile tile = plan->at(i);
            const double start = threadWorkSeconds();
            storeTile(model.run(tensorFromPicture(request.picture, frame, tile.input, buffer),
                                {tile.input.xPx, tile.input.yPx, cancel}),
                      tile, frame, *drawing);
            model.notePass(static_cast<std::int64_t>(tile.input.widthPx) * tile.input.heightPx,
                           threadWorkSeconds() - start);
            progress.report(static_cast<double>(i + 1) / static_cast<double>(plan->count()),
                            "tiles");
        }
        return TiledPassResult{std::move(*drawing), plan->count()};
    });
}

} // namespace koma
