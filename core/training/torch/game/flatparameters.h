// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

namespace koma {

/// Parameters of a network, or of several, that lie side by side in one tensor, and their gradients
/// in another: an optimizer's step, an average or a check is then a dozen operations and not a
/// thousand. The parameters stay what they were to everybody else.
class FlatParameters
{
public:
    FlatParameters() = default;
    /// Moves the parameters, all float and on one device, in this order; call it when they are on
    /// the device and in the memory format where they will stay.
    explicit FlatParameters(const std::vector<torch::Tensor> &parameters);

    /// From now on these parameters are those of `first`, of the same shapes; the gradients stay
    /// their own.
    void shareValuesOf(const FlatParameters &first);

    /// All values [n], for an optimizer: a leaf whose gradient is that of all parameters.
    [[nodiscard]] const torch::Tensor &values() const { return m_values; }

    void clearGradients();
    void addGradientsOf(const FlatParameters &other);
    /// False if any number of any gradient is none.
    [[nodiscard]] bool hasFiniteGradients() const;

private:
    void placeIn(const torch::Tensor &values);

    std::vector<torch::Tensor> m_parameters;
    torch::Tensor m_values;
    torch::Tensor m_gradients;
};

} // namespace koma
