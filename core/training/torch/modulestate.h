// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <torch/torch.h>

#include <map>
#include <string>

namespace koma {

/// Parameters and floating buffers of a module by name; the tensors are the module's own.
std::map<std::string, torch::Tensor> moduleState(torch::nn::Module &module);

/// Makes `to` equal to `from`, which has the same shape.
void copyModuleState(torch::nn::Module &from, torch::nn::Module &to);

/// Copies of a module's state on the CPU, with a prefix to their names.
void addModuleState(std::map<std::string, torch::Tensor> &all, const std::string &prefix,
                    torch::nn::Module &module);

/// BadFormat names the tensor that is missing or has another shape; the module is then half
/// restored.
Result<void> restoreModuleState(const std::map<std::string, torch::Tensor> &all,
                                const std::string &prefix, torch::nn::Module &module);

/// As restoreModuleState(), but of a network that may differ in the colour planes it draws: filters
/// towards three planes become one by luma's weights, and one becomes three equal ones. The module
/// is untouched where anything does not fit.
Result<void> takeModuleState(const std::map<std::string, torch::Tensor> &all,
                             const std::string &prefix, torch::nn::Module &module);

/// An optimizer's state as torch serialises it, as one byte tensor; so nothing depends on how a
/// LibTorch version keys it.
torch::Tensor optimizerState(const torch::optim::Optimizer &optimizer);
Result<void> restoreOptimizer(const std::map<std::string, torch::Tensor> &all,
                              const std::string &name, torch::optim::Optimizer &optimizer);

} // namespace koma
