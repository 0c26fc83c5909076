// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/featurenetwork.h"

#include "core/engine/torch/torchguard.h"
#include "core/imaging/color.h"
#include "core/imaging/resize.h"
#include "core/training/torch/data/dataset.h"

#include <torch/script.h>

#include <utility>

namespace koma {
namespace {

constexpr int kSidePx = 299;

tl::unexpected<Error> badNetwork(const std::string &what)
{
    return fail(ErrorKind::BadFormat, "The feature network " + what +
                                          "; it must map pictures [N,3,299,299] in 0…1 to features "
                                          "[N,D] of finite numbers.");
}

Result<torch::Tensor> tensorOf(const ImageView &picture)
{
    const auto rgb = convertSamples(picture, 3, SampleType::U8);
    if (!rgb)
        return fail(rgb.error());
    const auto square = resized(*rgb, {kSidePx, kSidePx});
    if (!square)
        return fail(square.error());
    torch::Tensor samples = torch::empty({1, kSidePx, kSidePx, 3});
    writeSamples(*square, {samples.data_ptr<float>(), static_cast<std::size_t>(samples.numel())});
    return samples.add_(1.0).mul_(0.5).permute({0, 3, 1, 2}).contiguous();
}

} // namespace

struct FeatureNetwork::Private
{
    torch::jit::Module network;
};

FeatureNetwork::FeatureNetwork(std::unique_ptr<Private> opened) : d(std::move(opened)) {}
FeatureNetwork::~FeatureNetwork() = default;
FeatureNetwork::FeatureNetwork(FeatureNetwork &&) noexcept = default;
FeatureNetwork &FeatureNetwork::operator=(FeatureNetwork &&) noexcept = default;

Result<FeatureNetwork> FeatureNetwork::open(const std::filesystem::path &file)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        return fail(ErrorKind::NotFound, "There is no file " + file.string() + ".");
    auto opened = torchGuard([&]() -> Result<FeatureNetwork> {
        auto inside = std::make_unique<Private>();
        inside->network = torch::jit::load(file.string(), torch::kCPU);
        inside->network.eval();
        return FeatureNetwork(std::move(inside));
    });
    if (!opened)
        return fail(ErrorKind::BadFormat,
                    "The file " + file.string() + " is no TorchScript network.",
                    opened.error().detail);
    return opened;
}

Result<std::vector<float>> FeatureNetwork::features(const ImageView &picture)
{
    return torchGuard([&]() -> Result<std::vector<float>> {
        const auto input = tensorOf(picture);
        if (!input)
            return fail(input.error());
        const torch::NoGradGuard noGrad;
        const torch::jit::IValue output = d->network.forward({*input});
        if (!output.isTensor())
            return badNetwork("gives no tensor");
        const torch::Tensor rows = output.toTensor();
        if (rows.dim() != 2 || rows.size(0) != 1 || rows.size(1) < 1)
            return badNetwork("gives a tensor of another shape");
        const torch::Tensor row = rows[0].to(torch::kFloat32).contiguous();
        if (!row.isfinite().all().item<bool>())
            return badNetwork("gives numbers that are not finite");
        const auto *values = row.data_ptr<float>();
        return std::vector<float>(values, values + row.numel());
    });
}

} // namespace koma
