// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/torchguard.h"

#include "core/base/cancel.h"

#include <torch/torch.h>

#include <new>
#include <string_view>

namespace koma {
namespace {

bool speaksOfMemory(std::string_view what)
{
    return what.find("out of memory") != std::string_view::npos ||
           what.find("not enough memory") != std::string_view::npos ||
           what.find("can't allocate memory") != std::string_view::npos;
}

bool speaksOfLostDevice(std::string_view what)
{
    return what.find("CUDA error") != std::string_view::npos;
}

Error fromWhat(const char *what)
{
    if (speaksOfMemory(what))
        return {ErrorKind::OutOfMemory, "There is not enough memory for this step.", what};
    if (speaksOfLostDevice(what))
        return {ErrorKind::DeviceLost, "The GPU stopped answering.", what};
    return {ErrorKind::Internal, "A computation failed unexpectedly.", what};
}

} // namespace

Error errorFromException(const std::exception_ptr &exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const CancelledException &) {
        return failCancelled().value();
    } catch (const c10::Error &error) {
        return fromWhat(error.what());
    } catch (const std::bad_alloc &error) {
        return {ErrorKind::OutOfMemory, "There is not enough memory for this step.", error.what()};
    } catch (const std::exception &error) {
        return fromWhat(error.what());
    } catch (...) {
        return {ErrorKind::Internal, "A computation failed unexpectedly.", "unknown exception"};
    }
}

} // namespace koma
