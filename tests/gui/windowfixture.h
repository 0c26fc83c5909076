// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrunner.h"
#include "tests/gui/fakedrawingservice.h"
#include "tests/gui/realtrainingservice.h"
#include "ui/mainwindow.h"
#include "ui/uisettings.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace koma::test {

/// A window on the fake drawing service and the real trainer, with settings and runs of its own in
/// a temporary folder.
class WindowFixture
{
public:
    WindowFixture();
    ~WindowFixture();
    WindowFixture(const WindowFixture &) = delete;
    WindowFixture &operator=(const WindowFixture &) = delete;
    WindowFixture(WindowFixture &&) = delete;
    WindowFixture &operator=(WindowFixture &&) = delete;

    /// A picture file of this size in the temporary folder.
    QString pictureFile(ImageSize size, int channels = 3);
    /// Opens one and waits until it is there.
    void openPicture(ImageSize size = {900, 600});
    /// Closes the window and opens a new one with the same settings.
    void reopenWindow();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] FakeDrawingService &service() { return m_service; }
    [[nodiscard]] UiSettings &settings() { return m_settings; }
    [[nodiscard]] JobRunner &runner() { return m_runner; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    void showWindow();

    QTemporaryDir m_folder;
    QSettings m_store;
    UiSettings m_settings;
    FakeDrawingService m_service;
    RealTrainingService m_training;
    JobRunner m_runner;
    std::unique_ptr<MainWindow> m_window;
    int m_pictureCount = 0;
};

/// Waits until the canvas shows the finished drawing; false when it does not come.
bool waitForDrawing(MainWindow &window);

} // namespace koma::test
