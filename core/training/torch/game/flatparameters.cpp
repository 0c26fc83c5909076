// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/game/flatparameters.h"

#include <cmath>
#include <cstdint>

namespace koma {

FlatParameters::FlatParameters(const std::vector<torch::Tensor> &parameters)
    : m_parameters(parameters)
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> inMemoryOrder;
    for (const torch::Tensor &parameter : parameters)
        inMemoryOrder.push_back(parameter.detach().as_strided({parameter.numel()}, {1}));
    m_values = torch::cat(inMemoryOrder);
    m_gradients = torch::zeros_like(m_values);
    placeIn(m_values);
    m_values.set_requires_grad(true);
    m_values.mutable_grad() = m_gradients;
}

void FlatParameters::placeIn(const torch::Tensor &values)
{
    std::int64_t offset = 0;
    for (torch::Tensor &parameter : m_parameters) {
        const auto place = [&](const torch::Tensor &flat) {
            return flat.as_strided(parameter.sizes(), parameter.strides(), offset);
        };
        parameter.set_data(place(values.detach()));
        parameter.mutable_grad() = place(m_gradients);
        offset += parameter.numel();
    }
}

void FlatParameters::shareValuesOf(const FlatParameters &first)
{
    m_values = first.m_values;
    placeIn(m_values);
}

void FlatParameters::clearGradients()
{
    m_gradients.zero_();
}

void FlatParameters::addGradientsOf(const FlatParameters &other)
{
    m_gradients.add_(other.m_gradients);
}

bool FlatParameters::hasFiniteGradients() const
{
    return std::isfinite(m_gradients.abs().sum().item<double>());
}

} // namespace koma
