// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "ui/errortext.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSet>

using namespace koma;

class TestErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsExplained_data();
    void everyKindIsExplained();
    void titlesNameTheActivity();
    void comicsAreNotToldToBecomePictures();
    void messageBarShowsAndGoes();
    void messageBarOffersOneStep();
};

void TestErrors::everyKindIsExplained_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::Internal); ++kind) {
        const std::string_view name = errorKindName(static_cast<ErrorKind>(kind));
        QTest::newRow(std::string(name).c_str()) << kind;
    }
}

void TestErrors::everyKindIsExplained()
{
    QFETCH(int, kind);
    const Error error{static_cast<ErrorKind>(kind), "The core's own sentence.", "detail"};
    for (int activity = 0; activity <= static_cast<int>(Activity::LoadingStyle); ++activity) {
        const ErrorText text = errorText(error, static_cast<Activity>(activity));
        QVERIFY(!text.title.isEmpty());
        QVERIFY(text.explanation.contains(QStringLiteral("The core's own sentence.")));
        QVERIFY(text.explanation.size() > QStringLiteral("The core's own sentence.").size());
        QVERIFY(!text.explanation.contains(QStringLiteral("detail")));
        QCOMPARE(text.nextStep.isEmpty(), error.kind == ErrorKind::Cancelled);
    }
}

void TestErrors::comicsAreNotToldToBecomePictures()
{
    const Error error{ErrorKind::BadFormat, "The file a.koma is not a comic by Koma.", {}};
    for (const Activity activity :
         {Activity::OpeningComic, Activity::SavingComic, Activity::ImportingPages,
          Activity::ExportingComic, Activity::Recovering, Activity::Journal}) {
        const ErrorText text = errorText(error, activity);
        QVERIFY(!text.title.isEmpty());
        QCOMPARE(text.explanation, QString::fromStdString(error.message));
        QVERIFY2(!text.nextStep.contains(QStringLiteral("JPEG")), qPrintable(text.nextStep));
    }
}

void TestErrors::titlesNameTheActivity()
{
    QSet<QString> titles;
    for (int activity = 0; activity <= static_cast<int>(Activity::LoadingStyle); ++activity)
        titles.insert(errorText({}, static_cast<Activity>(activity)).title);
    QCOMPARE(titles.size(), static_cast<int>(Activity::LoadingStyle) + 1);
}

void TestErrors::messageBarShowsAndGoes()
{
    QWidget parent;
    MessageBar bar(&parent);
    parent.show();
    QVERIFY(bar.isHidden());
    bar.showProblem(errorText({ErrorKind::BadFormat, "It ends too early.", {}}, Activity::Opening));
    QVERIFY(bar.isVisible());
    QVERIFY(bar.tone() == MessageBar::Tone::Problem);
    QVERIFY(bar.explanation().contains(QStringLiteral("It ends too early.")));
    QCOMPARE(bar.accessibleName(), bar.title());
    QTest::keyClick(&bar, Qt::Key_Escape);
    QVERIFY(bar.isHidden());
}

void TestErrors::messageBarOffersOneStep()
{
    QWidget parent;
    MessageBar bar(&parent);
    parent.show();
    int accepted = 0;
    bar.showInformation(QStringLiteral("Done"), {}, {QStringLiteral("Show"), [&] { ++accepted; }});
    const auto buttons = bar.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->text() == QStringLiteral("Show"))
            button->click();
    }
    QCOMPARE(accepted, 1);
    QVERIFY(bar.isHidden());
}

KOMA_TEST_MAIN(QApplication, TestErrors)
#include "tst_errors.moc"
