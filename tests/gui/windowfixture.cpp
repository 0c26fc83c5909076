// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"

#include "core/imaging/pictureio.h"
#include "tests/support/fixtures.h"

#include <QTest>

namespace koma::test {

WindowFixture::WindowFixture()
    : m_store(m_folder.filePath(QStringLiteral("koma.ini")), QSettings::IniFormat),
      m_settings(m_store),
      m_training(pathOf(m_folder))
{
    m_service.setStylesFolder(pathOf(m_folder) / "styles");
    m_settings.setOpenFolder(m_folder.path());
    m_settings.setExportFolder(m_folder.path());
    showWindow();
}

WindowFixture::~WindowFixture()
{
    m_window.reset();
    m_runner.shutdown();
}

void WindowFixture::showWindow()
{
    m_window = std::make_unique<MainWindow>(
        MainWindow::Services{.runner = m_runner,
                             .drawing = m_service,
                             .training = m_training,
                             .settings = m_settings,
                             .store = m_store,
                             .samplePath = {},
                             .sampleComicPath = {},
                             .journalsFolder = pathOf(m_folder) / "journals"});
    if (m_settings.windowGeometry().isEmpty()) // else the window remembers its own
        m_window->resize(1100, 720);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void WindowFixture::reopenWindow()
{
    m_window->close();
    m_window.reset();
    showWindow();
}

QString WindowFixture::pictureFile(ImageSize size, int channels)
{
    const QString path = m_folder.filePath(QStringLiteral("picture%1.png").arg(++m_pictureCount));
    const Image image = paintedImage(size, channels, SampleType::U8,
                                     Random(static_cast<std::uint64_t>(m_pictureCount)));
    const Result<void> written =
        writePicture(path.toStdString(), image, {}, {.format = PictureFormat::Png});
    Q_ASSERT(written);
    return path;
}

void WindowFixture::openPicture(ImageSize size)
{
    const OpenedPicturePointer before = m_window->controller().picture();
    m_window->openPicture({.filePath = pictureFile(size), .encoded = {}, .pixels = {}, .name = {}});
    QTRY_VERIFY(m_window->controller().picture() != before);
}

bool waitForDrawing(MainWindow &window)
{
    return QTest::qWaitFor(
        [&] { return !window.controller().isBusy() && window.controller().fullDrawing(); }, 10000);
}

} // namespace koma::test
