// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/imaging/pictureio.h"
#include "ui/canvas/displaypicture.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <memory>

namespace koma {

/// The picture being worked on, in every size that the window needs. Made on the io lane, then
/// constant and shared between threads.
struct OpenedPicture
{
    QString name;     ///< file name without its ending, or "Pasted picture"
    QString filePath; ///< empty for pasted and dropped image data
    Picture source;   ///< as in the file
    Image srgb;       ///< 8 or 16 bit, full size
    Image display;    ///< about a screen's size, for live blending
    Image preview;    ///< for coarse first drawings
    Image thumbnail;  ///< for the gallery
    DisplayPicture before;

    [[nodiscard]] ImageSize size() const { return srgb.size(); }
};

using OpenedPicturePointer = std::shared_ptr<const OpenedPicture>;

/// Where a picture comes from: a file, encoded bytes, or pixels. The first that is set counts.
struct PictureOrigin
{
    QString filePath;
    QByteArray encoded;
    QImage pixels;
    QString name; ///< for data without a file
};

Result<OpenedPicturePointer> openPicture(const PictureOrigin &origin, const CancelToken &cancel);

} // namespace koma
