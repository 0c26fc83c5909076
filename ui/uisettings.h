// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/pictureio.h"

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace koma {

enum class ThemeChoice { System, Light, Dark };

/// What the window remembers from one start to the next. A thin, typed door to a QSettings that
/// somebody else owns; GUI thread.
class UiSettings
{
public:
    explicit UiSettings(QSettings &settings) : m_settings(settings) {}

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray windowState() const;
    void setWindowState(const QByteArray &state);

    /// The pictures folder until one was used.
    [[nodiscard]] QString openFolder() const;
    void setOpenFolder(const QString &folder);
    [[nodiscard]] QString exportFolder() const;
    void setExportFolder(const QString &folder);
    [[nodiscard]] WriteOptions exportOptions() const;
    void setExportOptions(const WriteOptions &options);

    [[nodiscard]] QString lastStyleId() const;
    void setLastStyleId(const QString &styleId);
    [[nodiscard]] bool isComparing() const;
    void setComparing(bool comparing);
    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

private:
    QSettings &m_settings;
};

} // namespace koma
