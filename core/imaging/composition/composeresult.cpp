// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/composition/composeresult.h"

#include "core/imaging/color.h"

#include <algorithm>
#include <cstring>

namespace koma {
namespace {

constexpr int kBandRows = 256;

ImageView rowsOf(const Image &image, int firstRow, int rowCount)
{
    ImageView view = image.view();
    view.data = view.row(firstRow);
    view.size.heightPx = rowCount;
    return view;
}

/// One band of the result. A profile is honoured in float, so that colours outside sRGB survive.
Result<Image> composeBand(const Picture &source, const ImageView &picture, const ImageView &drawing,
                          const DrawingBlend &blend)
{
    const auto &profile = source.metadata.iccProfile;
    if (profile.empty())
        return blendDrawing(picture, drawing, blend);
    const Result<Image> exact = convertSamples(picture, picture.channels, SampleType::F32);
    if (!exact)
        return fail(exact.error());
    const Result<Image> srgb = convertToSrgb(*exact, profile);
    if (!srgb)
        return fail(srgb.error());
    Result<Image> blended = blendDrawing(*srgb, drawing, blend);
    if (!blended)
        return blended;
    // A grey picture under a coloured drawing becomes RGB, which its grey profile cannot describe;
    // a colour picture under a grey drawing becomes grey, which its RGB profile can only describe
    // as RGB.
    if (picture.channels <= 2 && blended->channels() > 2)
        return convertSamples(*blended, blended->channels(), picture.type);
    if (blended->channels() != picture.channels)
        blended = convertSamples(*blended, picture.channels, SampleType::F32);
    if (!blended)
        return blended;
    const Result<Image> own = convertFromSrgb(*blended, profile);
    if (!own)
        return fail(own.error());
    return convertSamples(*own, own->channels(), picture.type);
}

} // namespace

Result<Picture> composeResult(const Picture &source, const Image &drawing,
                              const DrawingBlend &blend, const CancelToken &cancel,
                              const Progress &progress)
{
    const ImageSize size = source.image.size();
    Image result;
    for (int y = 0; y < size.heightPx; y += kBandRows) {
        if (cancel.isCancelled())
            return failCancelled();
        const int rows = std::min(kBandRows, size.heightPx - y);
        const Result<Image> band =
            composeBand(source, rowsOf(source.image, y, rows), rowsOf(drawing, y, rows), blend);
        if (!band)
            return fail(band.error());
        if (result.isEmpty()) {
            Result<Image> made = Image::create(size, band->channels(), band->type());
            if (!made)
                return fail(made.error());
            result = std::move(*made);
        }
        std::memcpy(result.mutableData() + static_cast<std::size_t>(y) * result.strideBytes(),
                    band->view().data, band->byteCount());
        progress.report(static_cast<double>(y + rows) / size.heightPx, "compose");
    }
    Picture composed{std::move(result), source.metadata};
    if (source.image.channels() <= 2 && composed.image.channels() > 2)
        composed.metadata.iccProfile.clear();
    return composed;
}

} // namespace koma
