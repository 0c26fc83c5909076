// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/appservices.h"
#include "app/datafolders.h"
#include "app/settings.h"
#include "core/base/version.h"
#include "ui/mainwindow.h"
#include "ui/theme/icon.h"
#include "ui/theme/systemappearance.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>

namespace koma {
namespace {

QString toQString(const std::filesystem::path &path)
{
    return QString::fromStdU16String(path.u16string());
}

ColorScheme wantedScheme(ThemeChoice choice, const SystemAppearance &system)
{
    switch (choice) {
    case ThemeChoice::Light:
        return ColorScheme::Light;
    case ThemeChoice::Dark:
        return ColorScheme::Dark;
    case ThemeChoice::System:
        break;
    }
    return system.scheme();
}

QString samplePath(const DesktopOptions &options)
{
    const Result<std::filesystem::path> sample = samplePicture(options.dataFolder);
    return sample ? toQString(*sample) : QString();
}

QString sampleComicPath(const DesktopOptions &options)
{
    const std::filesystem::path folder = options.dataFolder / "resources" / "samples" / "comic";
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".koma")
            return toQString(entry.path());
    }
    return {};
}

} // namespace

int runDesktopApplication(int argc, char **argv, const DesktopOptions &options)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Koma"));
    QApplication::setApplicationName(QStringLiteral("Koma"));
    QApplication::setApplicationVersion(QLatin1String(kVersion));
    QApplication::setDesktopFileName(QStringLiteral("io.github.koma.Koma"));

    const std::unique_ptr<QSettings> store = openSettings();
    UiSettings settings(*store);
    SystemAppearance system;
    const auto follow = [&] { applyTheme(application, wantedScheme(settings.theme(), system)); };
    follow();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/koma.svg")));
    QObject::connect(&system, &SystemAppearance::schemeChanged, &application, follow);

    AppServices services(options.dataFolder, options.deviceName);
    int exitCode = 0;
    {
        MainWindow window({.runner = services.runner(),
                           .drawing = services.drawing(),
                           .training = services.training(),
                           .settings = settings,
                           .store = *store,
                           .samplePath = samplePath(options),
                           .sampleComicPath = sampleComicPath(options),
                           .journalsFolder = userDataFolder() / "journals"});
        QObject::connect(&window, &MainWindow::themeChosen, &application, follow);
        window.show();
        if (!options.openPaths.empty()) {
            const QString path = QDir::cleanPath(
                QDir::current().absoluteFilePath(toQString(options.openPaths.front())));
            if (path.endsWith(QStringLiteral(".koma"), Qt::CaseInsensitive))
                window.openComic(path);
            else
                window.openPicture({.filePath = path, .encoded = {}, .pixels = {}, .name = {}});
        } else if (options.openSample) {
            window.openSample();
        }
        exitCode = QApplication::exec();
    }
    services.runner().shutdown();
    return exitCode;
}

} // namespace koma
