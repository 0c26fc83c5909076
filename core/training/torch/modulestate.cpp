// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/modulestate.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/losses.h"

#include <cstring>
#include <sstream>

namespace koma {

std::map<std::string, torch::Tensor> moduleState(torch::nn::Module &module)
{
    std::map<std::string, torch::Tensor> state;
    for (const auto &item : module.named_parameters())
        state[item.key()] = item.value().detach();
    for (const auto &item : module.named_buffers())
        state[item.key()] = item.value().detach();
    return state;
}

void copyModuleState(torch::nn::Module &from, torch::nn::Module &to)
{
    const torch::NoGradGuard noGrad;
    auto target = moduleState(to);
    for (const auto &[name, tensor] : moduleState(from))
        target.at(name).copy_(tensor);
}

void addModuleState(std::map<std::string, torch::Tensor> &all, const std::string &prefix,
                    torch::nn::Module &module)
{
    for (const auto &[name, tensor] : moduleState(module))
        all[prefix + name] = tensor.cpu().contiguous().clone();
}

Result<void> restoreModuleState(const std::map<std::string, torch::Tensor> &all,
                                const std::string &prefix, torch::nn::Module &module)
{
    const torch::NoGradGuard noGrad;
    for (auto &[name, tensor] : moduleState(module)) {
        const auto found = all.find(prefix + name);
        if (found == all.end() || found->second.sizes() != tensor.sizes())
            return fail(ErrorKind::BadFormat, "The checkpoint has no tensor \"" + prefix + name +
                                                  "\" of the shape that this network needs.");
        tensor.copy_(found->second);
    }
    return {};
}

namespace {

/// A tensor in another shape, where only the planes that it draws differ; else empty.
torch::Tensor withPlanes(const torch::Tensor &given, const torch::Tensor &wanted)
{
    if (given.sizes() == wanted.sizes())
        return given;
    if (given.dim() != wanted.dim() || given.dim() == 0 ||
        given.sizes().slice(1) != wanted.sizes().slice(1))
        return {};
    if (given.size(0) == 1 && wanted.size(0) == 3)
        return given.expand(wanted.sizes());
    if (given.size(0) != 3 || wanted.size(0) != 1)
        return {};
    return losses::luma(given.to(torch::kFloat32).unsqueeze(0)).squeeze(0);
}

} // namespace

Result<void> takeModuleState(const std::map<std::string, torch::Tensor> &all,
                             const std::string &prefix, torch::nn::Module &module)
{
    const torch::NoGradGuard noGrad;
    auto own = moduleState(module);
    std::map<std::string, torch::Tensor> fitting;
    for (const auto &[name, tensor] : own) {
        const auto found = all.find(prefix + name);
        const torch::Tensor fit =
            found != all.end() ? withPlanes(found->second, tensor) : torch::Tensor();
        if (!fit.defined())
            return fail(ErrorKind::BadFormat, "There is no tensor \"" + prefix + name +
                                                  "\" of the shape that this network needs.");
        fitting[name] = fit;
    }
    for (auto &[name, tensor] : own)
        tensor.copy_(fitting.at(name));
    return {};
}

torch::Tensor optimizerState(const torch::optim::Optimizer &optimizer)
{
    torch::serialize::OutputArchive archive;
    optimizer.save(archive);
    std::ostringstream stream;
    archive.save_to(stream);
    const std::string bytes = stream.str();
    torch::Tensor tensor = torch::empty({static_cast<std::int64_t>(bytes.size())}, torch::kUInt8);
    std::memcpy(tensor.data_ptr(), bytes.data(), bytes.size());
    return tensor;
}

Result<void> restoreOptimizer(const std::map<std::string, torch::Tensor> &all,
                              const std::string &name, torch::optim::Optimizer &optimizer)
{
    const auto found = all.find(name);
    if (found == all.end() || found->second.scalar_type() != torch::kUInt8)
        return fail(ErrorKind::BadFormat, "The checkpoint has no \"" + name + "\".");
    const torch::Tensor bytes = found->second.contiguous();
    const auto loaded = torchGuard([&]() -> Result<void> {
        torch::serialize::InputArchive archive;
        archive.load_from(static_cast<const char *>(bytes.data_ptr()),
                          static_cast<std::size_t>(bytes.numel()));
        optimizer.load(archive);
        return {};
    });
    if (!loaded && loaded.error().kind == ErrorKind::OutOfMemory)
        return loaded;
    if (!loaded)
        return fail(ErrorKind::BadFormat, "The checkpoint's \"" + name + "\" is damaged.",
                    loaded.error().detail);
    return {};
}

} // namespace koma
