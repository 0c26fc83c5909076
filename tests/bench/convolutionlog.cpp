// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/convolutionlog.h"

#include <ATen/record_function.h>
#include <torch/torch.h>

#include <sstream>
#include <string_view>

namespace koma::bench {
namespace {

/// torch calls back a plain function, so what it counts is kept here.
thread_local std::map<std::string, int> countsHere; // NOLINT(*-avoid-non-const-global-variables)

std::unique_ptr<at::ObserverContext> count(const at::RecordFunction &call)
{
    if (std::string_view(call.name()) != "aten::convolution")
        return nullptr;
    const auto inputs = call.inputs();
    std::ostringstream sizes;
    sizes << inputs[0].toTensor().sizes() << ' ' << inputs[1].toTensor().sizes();
    ++countsHere[sizes.str()];
    return nullptr;
}

} // namespace

ConvolutionLog::ConvolutionLog()
{
    countsHere.clear();
    m_handle = at::addThreadLocalCallback(
        at::RecordFunctionCallback(count).needsInputs(true).scopes({at::RecordScope::FUNCTION}));
}

ConvolutionLog::~ConvolutionLog()
{
    at::removeCallback(m_handle);
}

std::map<std::string, int> ConvolutionLog::take() const
{
    return countsHere;
}

} // namespace koma::bench
