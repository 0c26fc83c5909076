// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stylize/drawingservice.h"

#include <QDir>

#include <vector>

namespace koma::sample {

/// Gives back the picture as the drawing: a comic holds no drawings, so that making one needs no
/// engine, and the window has something to show meanwhile.
class PlainDrawing : public DrawingService
{
public:
    explicit PlainDrawing(const QString &stylesFolder)
    {
        for (const QString &id : QDir(stylesFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            StyleCard card;
            card.id = id.toStdString();
            m_styles.push_back(card);
        }
    }

    [[nodiscard]] std::vector<StyleCard> styles() const override { return m_styles; }
    void rescanStyles() override {}
    Result<Drawing> draw(const Image &pictureSrgb, const DrawRequest & /*request*/,
                         const CancelToken & /*cancel*/, const Progress & /*progress*/) override
    {
        return Drawing{pictureSrgb, {}};
    }
    DeviceDescription describeDevice() override { return {"none", {}}; }
    Result<StyleImport> importStyle(const std::filesystem::path & /*package*/,
                                    IfTaken /*ifTaken*/) override
    {
        return fail(ErrorKind::Unsupported, "The sample is drawn in built-in styles only.");
    }

private:
    std::vector<StyleCard> m_styles;
};

} // namespace koma::sample
