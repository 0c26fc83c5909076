// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/artsource.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"

#include <QProcess>
#include <QStringList>

namespace koma::test {

/// The same painted picture for all art of a page.
class OnePicture : public ArtSource
{
public:
    /// With 4 channels it has alpha.
    explicit OnePicture(int channels = 3) : m_channels(channels) {}
    Result<QImage> picture(const ArtRequest & /*request*/) const override
    {
        return toQImage(paintedImage({300, 200}, m_channels, SampleType::U8, Random(3)));
    }

private:
    int m_channels;
};

/// What a program prints; empty where it fails.
inline QString outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace koma::test
