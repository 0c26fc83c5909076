// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/fakedrawingservice.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "ui/imageconversion.h"
#include "ui/stylize/stylizecontroller.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace koma;

class TestStylizeController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void coarseComesFirstThenFull();
    void changingTheStyleCancelsAtOnce();
    void strengthNeedsNoNewDrawing();
    void blendIsRight();
    void goingBackIsFree();
    void strokeScaleDrawsAgainAndEndsWithTheLast();
    void zoomedInSlidersStaySharp();
    void stopKeepsWhatIsShown();
    void failureIsToldAndNextDrawingWorks();
    void anotherPictureDropsTheOld();

private:
    void setPicture(ImageSize size);
    void choose(const QString &styleId);
    [[nodiscard]] bool waitUntilDrawn();

    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<test::FakeDrawingService> m_service;
    std::unique_ptr<StylizeController> m_controller;
    QList<DisplayPicture> m_shown;
};

void TestStylizeController::init()
{
    m_service = std::make_unique<test::FakeDrawingService>();
    m_runner = std::make_unique<JobRunner>();
    m_controller = std::make_unique<StylizeController>(*m_runner, *m_service);
    connect(m_controller.get(), &StylizeController::drawingShown, this,
            [this](const DisplayPicture &drawing) { m_shown.append(drawing); });
    m_shown.clear();
}

void TestStylizeController::cleanup()
{
    m_controller.reset();
    m_runner.reset();
    m_service.reset();
}

void TestStylizeController::setPicture(ImageSize size)
{
    const Image image = test::paintedImage(size, 3, SampleType::U8, Random(11));
    const QImage pixels = toQImage(image).value();
    m_controller->setPicture(
        openPicture({.filePath = {}, .encoded = {}, .pixels = pixels, .name = {}}, {}).value());
}

void TestStylizeController::choose(const QString &styleId)
{
    StylizeParameters parameters = m_controller->parameters();
    parameters.styleId = styleId;
    m_controller->setParameters(parameters);
}

bool TestStylizeController::waitUntilDrawn()
{
    return QTest::qWaitFor(
        [this] {
            return !m_controller->isBusy() && !m_shown.isEmpty() &&
                   m_shown.last().isFullResolution();
        },
        10000);
}

void TestStylizeController::coarseComesFirstThenFull()
{
    setPicture({2000, 1400});
    choose(QStringLiteral("negative"));
    QVERIFY(m_controller->isBusy());
    QTRY_VERIFY(!m_shown.isEmpty() && !m_shown.last().isNull());
    QVERIFY(!m_shown.last().isFullResolution());
    QCOMPARE(m_shown.last().area(), QRect(0, 0, 2000, 1400));
    QVERIFY(waitUntilDrawn());
    QCOMPARE(m_service->drawCount(), 2);
    QVERIFY(m_controller->fullDrawing().has_value());
}

void TestStylizeController::changingTheStyleCancelsAtOnce()
{
    m_service->setFullDrawingMs(20000);
    setPicture({1200, 900});
    choose(QStringLiteral("negative"));
    QTRY_VERIFY(m_service->drawCount() == 2);
    m_service->setFullDrawingMs(0);
    QElapsedTimer clock;
    clock.start();
    choose(QStringLiteral("negative-colour"));
    QTRY_COMPARE(m_service->cancelledCount(), 1);
    QVERIFY(waitUntilDrawn());
    QVERIFY(clock.elapsed() < 5000);
    QCOMPARE(m_service->drawCount(), 4);
}

void TestStylizeController::strengthNeedsNoNewDrawing()
{
    setPicture({1200, 900});
    choose(QStringLiteral("negative"));
    QVERIFY(waitUntilDrawn());
    const int drawings = m_service->drawCount();
    StylizeParameters parameters = m_controller->parameters();
    for (int i = 0; i < 30; ++i) {
        parameters.blend.strength = 1.0 - i / 30.0;
        m_controller->setParameters(parameters);
        QTest::qWait(2);
    }
    QVERIFY(waitUntilDrawn());
    QCOMPARE(m_service->drawCount(), drawings);
}

void TestStylizeController::blendIsRight()
{
    setPicture({900, 600});
    choose(QStringLiteral("negative-colour"));
    StylizeParameters parameters = m_controller->parameters();
    parameters.blend.strength = 0.25;
    m_controller->setParameters(parameters);
    QVERIFY(waitUntilDrawn());
    QTest::qWait(250);
    const QImage before = toQImage(m_controller->picture()->srgb).value();
    const QImage after = m_shown.last().levelFor(1.0).image;
    for (const QPoint &point : {QPoint(3, 5), QPoint(450, 300), QPoint(899, 599)}) {
        const int picture = before.pixelColor(point).red();
        const double expected = 0.75 * picture + 0.25 * (255 - picture);
        QVERIFY(std::abs(after.pixelColor(point).red() - expected) <= 1.0);
    }
}

void TestStylizeController::goingBackIsFree()
{
    setPicture({1200, 900});
    choose(QStringLiteral("negative"));
    QVERIFY(waitUntilDrawn());
    choose(QStringLiteral("negative-colour"));
    QVERIFY(waitUntilDrawn());
    const int drawings = m_service->drawCount();
    choose(QStringLiteral("negative"));
    choose(QString());
    QVERIFY(m_shown.last().isNull());
    choose(QStringLiteral("negative-colour"));
    QVERIFY(waitUntilDrawn());
    QCOMPARE(m_service->drawCount(), drawings);
}

void TestStylizeController::strokeScaleDrawsAgainAndEndsWithTheLast()
{
    setPicture({1200, 900});
    choose(QStringLiteral("negative"));
    QVERIFY(waitUntilDrawn());
    StylizeParameters parameters = m_controller->parameters();
    for (const double scale : {1.1, 1.3, 1.7, 2.0}) {
        parameters.strokeScale = scale;
        m_controller->setParameters(parameters);
        QTest::qWait(5);
    }
    QTRY_VERIFY(!m_controller->isBusy() && m_controller->fullDrawing());
    QCOMPARE(m_service->lastStrokeScale(), 2.0);
}

void TestStylizeController::zoomedInSlidersStaySharp()
{
    setPicture({4000, 3000});
    choose(QStringLiteral("negative"));
    QVERIFY(waitUntilDrawn());
    QSignalSpy patches(m_controller.get(), &StylizeController::patchShown);
    m_controller->setView(QRect(1000, 800, 900, 700), 1.0);
    StylizeParameters parameters = m_controller->parameters();
    parameters.blend.strength = 0.5;
    m_controller->setParameters(parameters);
    QTRY_VERIFY(patches.count() == 1);
    const auto patch = patches.first().first().value<DisplayPicture>();
    QCOMPARE(patch.area(), QRect(1000, 800, 900, 700));
    QVERIFY(patch.isFullResolution());
}

void TestStylizeController::stopKeepsWhatIsShown()
{
    m_service->setFullDrawingMs(20000);
    setPicture({1200, 900});
    choose(QStringLiteral("negative"));
    QTRY_VERIFY(m_service->drawCount() == 2);
    const qsizetype shown = m_shown.size();
    m_controller->stop();
    QVERIFY(!m_controller->isBusy());
    QTRY_COMPARE(m_service->cancelledCount(), 1);
    QCOMPARE(m_shown.size(), shown);
    QVERIFY(!m_shown.last().isNull());
}

void TestStylizeController::failureIsToldAndNextDrawingWorks()
{
    QSignalSpy failures(m_controller.get(), &StylizeController::failed);
    m_service->failWith(Error{ErrorKind::OutOfMemory, "planned", {}});
    setPicture({900, 600});
    choose(QStringLiteral("negative"));
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(failures.first().first().value<Error>().kind, ErrorKind::OutOfMemory);
    QVERIFY(!m_controller->isBusy());
    m_service->failWith(std::nullopt);
    choose(QStringLiteral("negative-colour"));
    QVERIFY(waitUntilDrawn());
}

void TestStylizeController::anotherPictureDropsTheOld()
{
    m_service->setFullDrawingMs(20000);
    setPicture({1200, 900});
    choose(QStringLiteral("negative"));
    QTRY_VERIFY(m_service->drawCount() == 2);
    m_service->setFullDrawingMs(0);
    setPicture({1000, 1000});
    QVERIFY(waitUntilDrawn());
    QCOMPARE(m_shown.last().area(), QRect(0, 0, 1000, 1000));
}

KOMA_TEST_MAIN(QCoreApplication, TestStylizeController)
#include "tst_stylizecontroller.moc"
