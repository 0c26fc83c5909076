// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/contactsheet.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"
#include "core/imaging/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace koma {
namespace {

constexpr int kGapPx = 8;
constexpr int kCaptionPx = 22;
constexpr double kFontScale = 0.45;

struct SheetLayout
{
    int cellPx = 0;
    int columns = 0; ///< pictures of the longest row
    int rowsPerLine = 1;
    int lines = 0;

    [[nodiscard]] int groupWidthPx() const { return columns * (cellPx + kGapPx) + kGapPx; }
    [[nodiscard]] int lineHeightPx() const { return kCaptionPx + cellPx + kGapPx; }
    [[nodiscard]] ImageSize size() const
    {
        return {rowsPerLine * groupWidthPx(), lines * lineHeightPx() + kGapPx};
    }
};

SheetLayout layoutFor(std::span<const ContactRow> rows, int cellPx, int rowsPerLine)
{
    SheetLayout layout;
    layout.cellPx = cellPx;
    layout.columns = 1;
    layout.rowsPerLine = rowsPerLine;
    const int count = static_cast<int>(rows.size());
    layout.lines = std::max(1, (count + rowsPerLine - 1) / rowsPerLine);
    for (const ContactRow &row : rows)
        layout.columns = std::max(layout.columns, static_cast<int>(row.pictures.size()));
    return layout;
}

Result<Image> fitted(const Image &picture, int cellPx)
{
    auto opaque = convertSamples(picture, 3, SampleType::U8);
    if (!opaque || opaque->size().longSidePx() <= cellPx)
        return opaque;
    return resized(*opaque, sizeWithLongSide(opaque->size(), cellPx));
}

Result<void> paintRow(cv::Mat &sheet, const ContactRow &row, const SheetLayout &layout,
                      cv::Point origin)
{
    constexpr int kBaselinePx = kCaptionPx - 7;
    cv::putText(sheet, row.caption, origin + cv::Point(kGapPx, kBaselinePx),
                cv::FONT_HERSHEY_SIMPLEX, kFontScale, cv::Scalar::all(0), 1, cv::LINE_AA);
    cv::Point cell = origin + cv::Point(kGapPx, kCaptionPx);
    for (const Image &picture : row.pictures) {
        const auto small = fitted(picture, layout.cellPx);
        if (!small)
            return fail(small.error());
        const cv::Mat pixels = matOf(small->view());
        const cv::Point centred((layout.cellPx - pixels.cols) / 2,
                                (layout.cellPx - pixels.rows) / 2);
        pixels.copyTo(sheet(cv::Rect(cell + centred, pixels.size())));
        cell.x += layout.cellPx + kGapPx;
    }
    return {};
}

} // namespace

Result<Image> contactSheet(std::span<const ContactRow> rows, int cellPx, int rowsPerLine)
{
    if (rows.empty() || cellPx < 1 || rowsPerLine < 1)
        return fail(ErrorKind::InvalidArgument,
                    "A contact sheet needs at least one row, one row group per line and cells of "
                    "at least 1 pixel.");
    const SheetLayout layout = layoutFor(rows, cellPx, rowsPerLine);
    auto sheet = Image::create(layout.size(), 3, SampleType::U8);
    if (!sheet)
        return sheet;
    return opencvGuard("Making the contact sheet", [&]() -> Result<Image> {
        cv::Mat pixels = matOf(*sheet);
        pixels.setTo(cv::Scalar::all(255));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const int index = static_cast<int>(i);
            const cv::Point origin(index % rowsPerLine * layout.groupWidthPx(),
                                   index / rowsPerLine * layout.lineHeightPx());
            if (auto painted = paintRow(pixels, rows[i], layout, origin); !painted)
                return fail(painted.error());
        }
        return std::move(sheet);
    });
}

} // namespace koma
