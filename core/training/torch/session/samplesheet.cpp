// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/session/samplesheet.h"

#include "core/engine/torch/torchguard.h"
#include "core/imaging/contactsheet.h"
#include "core/imaging/resize.h"

#include <algorithm>

namespace koma {
namespace {

constexpr std::int64_t kMarginPx = 32;
constexpr int kCellPx = 512;

} // namespace

Result<Image> drawWhole(Generator &generator, const Image &picture, torch::Device device)
{
    return torchGuard([&]() -> Result<Image> {
        const torch::NoGradGuard noGrad;
        const ImageSize size = picture.size();
        const std::int64_t stride = generator.stridePx();
        torch::Tensor samples = torch::empty({1, size.heightPx, size.widthPx, 3});
        writeSamples(picture,
                     {samples.data_ptr<float>(), static_cast<std::size_t>(samples.numel())});
        const auto upTo = [&](std::int64_t side) { return (stride - side % stride) % stride; };
        const torch::Tensor padded =
            torch::reflection_pad2d(samples.permute({0, 3, 1, 2}).contiguous(),
                                    {kMarginPx, kMarginPx + upTo(size.widthPx), kMarginPx,
                                     kMarginPx + upTo(size.heightPx)});
        const torch::Tensor drawn = generator.forward(padded.to(device))
                                        .narrow(2, kMarginPx, size.heightPx)
                                        .narrow(3, kMarginPx, size.widthPx);
        const torch::Tensor bytes = ((drawn + 1.0) * 127.5)
                                        .round()
                                        .clamp(0, 255)
                                        .to(torch::kCPU, torch::kUInt8)
                                        .squeeze(0)
                                        .permute({1, 2, 0})
                                        .contiguous();
        auto image = Image::create(size, generator.outputChannels(), SampleType::U8);
        if (image)
            std::copy_n(static_cast<const std::byte *>(bytes.data_ptr()), image->byteCount(),
                        image->mutableData());
        return image;
    });
}

Result<Image> sampleSheet(Generator &generator, PictureSet &photos, int count, torch::Device device)
{
    std::vector<ContactRow> rows;
    const auto shown = std::min(static_cast<std::size_t>(count), photos.count());
    for (std::size_t i = 0; i < shown; ++i) {
        const auto photo = photos.picture(i * photos.count() / shown);
        if (!photo)
            return fail(photo.error());
        Image picture = photo->image;
        if (picture.size().longSidePx() > kCellPx) {
            auto small = resized(picture, sizeWithLongSide(picture.size(), kCellPx));
            if (!small)
                return small;
            picture = *small;
        }
        auto drawing = drawWhole(generator, picture, device);
        if (!drawing)
            return drawing;
        rows.push_back({"", {picture, *drawing}});
    }
    return contactSheet(rows, kCellPx, 2);
}

} // namespace koma
