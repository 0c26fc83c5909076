// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturecodec.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace koma {
namespace {

constexpr int kStripRows = 64;

std::string sizeText(std::int64_t widthPx, std::int64_t heightPx)
{
    return std::to_string(widthPx) + " x " + std::to_string(heightPx);
}

} // namespace

Result<void> checkSize(const DecodeRequest &request, std::int64_t widthPx, std::int64_t heightPx)
{
    if (widthPx < 1 || heightPx < 1)
        return damaged(request, "picture", "empty size " + sizeText(widthPx, heightPx));
    const ReadLimits &limits = request.limits;
    const bool sidesFit = widthPx <= limits.maxSidePx && heightPx <= limits.maxSidePx;
    if (sidesFit && widthPx * heightPx <= limits.maxPixels)
        return {};
    return fail(ErrorKind::TooLarge, request.subject + " has " + sizeText(widthPx, heightPx) +
                                         " pixels; at most " + std::to_string(limits.maxSidePx) +
                                         " on a side and " + std::to_string(limits.maxPixels) +
                                         " in all can be opened, so make it smaller first.");
}

tl::unexpected<Error> damaged(const DecodeRequest &request, std::string_view format,
                              std::string detail)
{
    return fail(ErrorKind::BadFormat,
                request.subject + " is a broken or incomplete " + std::string(format) +
                    " file; get a fresh copy of it.",
                std::move(detail));
}

tl::unexpected<Error> unsupported(const DecodeRequest &request, std::string_view what)
{
    return fail(ErrorKind::Unsupported,
                request.subject + " is " + std::string(what) +
                    ", which Koma does not read; save it as an ordinary PNG or JPEG first.");
}

tl::unexpected<Error> cannotWrite(const EncodeRequest &request, std::string detail)
{
    if (detail.empty())
        detail = std::error_code(errno, std::generic_category()).message();
    return fail(ErrorKind::Unwritable, "The picture " + request.target.string() +
                                           " cannot be written: " + detail +
                                           ". Check the folder's permissions and the free space.");
}

File openForWriting(const EncodeRequest &request)
{
    return File(std::fopen(request.temporary.c_str(), "wb"));
}

RowFeed::RowFeed(Image image, int channels, SampleType type)
    : m_image(std::move(image)), m_channels(channels), m_type(type)
{
}

Result<const std::byte *> RowFeed::row(int y)
{
    if (m_image.channels() == m_channels && m_image.type() == m_type)
        return m_image.view().row(y);
    const int bottomPx = m_strip.isEmpty() ? 0 : m_stripTopPx + m_strip.size().heightPx;
    if (y >= bottomPx) {
        const int rows = std::min(kStripRows, m_image.size().heightPx - y);
        auto strip = convertSamples(rowsOf(m_image, y, rows), m_channels, m_type);
        if (!strip)
            return fail(strip.error());
        m_strip = std::move(*strip);
        m_stripTopPx = y;
    }
    return m_strip.view().row(y - m_stripTopPx);
}

} // namespace koma
