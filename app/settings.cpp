// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QDir>
#include <QStandardPaths>
#include <QtGlobal>

namespace koma {

std::unique_ptr<QSettings> openSettings()
{
    QString folder = qEnvironmentVariable("KOMA_CONFIG_DIR");
    if (folder.isEmpty()) {
        folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                 QStringLiteral("/koma");
    }
    return std::make_unique<QSettings>(QDir(folder).filePath(QStringLiteral("koma.ini")),
                                       QSettings::IniFormat);
}

} // namespace koma
