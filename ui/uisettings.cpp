// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/uisettings.h"

#include <QStandardPaths>

#include <algorithm>

namespace koma {
namespace {

const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");
const QString kTheme = QStringLiteral("window/theme");
const QString kOpenFolder = QStringLiteral("open/folder");
const QString kExportFolder = QStringLiteral("export/folder");
const QString kExportFormat = QStringLiteral("export/format");
const QString kExportQuality = QStringLiteral("export/quality");
const QString kLastStyle = QStringLiteral("stylize/style");
const QString kComparing = QStringLiteral("stylize/comparing");

QString picturesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
}

/// Enumerations are stored by number; a file edited by hand must not bring in others.
template<class Enumeration>
Enumeration bounded(const QVariant &value, Enumeration first, Enumeration last)
{
    const int number = std::clamp(value.toInt(), static_cast<int>(first), static_cast<int>(last));
    return static_cast<Enumeration>(number);
}

} // namespace

QByteArray UiSettings::windowGeometry() const
{
    return m_settings.value(kGeometry).toByteArray();
}

void UiSettings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(kGeometry, geometry);
}

QByteArray UiSettings::windowState() const
{
    return m_settings.value(kState).toByteArray();
}

void UiSettings::setWindowState(const QByteArray &state)
{
    m_settings.setValue(kState, state);
}

QString UiSettings::openFolder() const
{
    return m_settings.value(kOpenFolder, picturesFolder()).toString();
}

void UiSettings::setOpenFolder(const QString &folder)
{
    m_settings.setValue(kOpenFolder, folder);
}

QString UiSettings::exportFolder() const
{
    return m_settings.value(kExportFolder, openFolder()).toString();
}

void UiSettings::setExportFolder(const QString &folder)
{
    m_settings.setValue(kExportFolder, folder);
}

WriteOptions UiSettings::exportOptions() const
{
    const WriteOptions standard;
    return {bounded(m_settings.value(kExportFormat, static_cast<int>(standard.format)),
                    PictureFormat::Jpeg, PictureFormat::Tiff),
            std::clamp(m_settings.value(kExportQuality, standard.quality).toInt(), 1, 100)};
}

void UiSettings::setExportOptions(const WriteOptions &options)
{
    m_settings.setValue(kExportFormat, static_cast<int>(options.format));
    m_settings.setValue(kExportQuality, options.quality);
}

QString UiSettings::lastStyleId() const
{
    return m_settings.value(kLastStyle).toString();
}

void UiSettings::setLastStyleId(const QString &styleId)
{
    m_settings.setValue(kLastStyle, styleId);
}

bool UiSettings::isComparing() const
{
    return m_settings.value(kComparing, true).toBool();
}

void UiSettings::setComparing(bool comparing)
{
    m_settings.setValue(kComparing, comparing);
}

ThemeChoice UiSettings::theme() const
{
    return bounded(m_settings.value(kTheme, 0), ThemeChoice::System, ThemeChoice::Dark);
}

void UiSettings::setTheme(ThemeChoice theme)
{
    m_settings.setValue(kTheme, static_cast<int>(theme));
}

} // namespace koma
