// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "ui/gallery/stylegallery.h"
#include "ui/gallery/stylelistmodel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>

using namespace koma;

class TestStyleGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsItsPromises();
    void originalComesFirst();
    void toolTipTellsTheLicenceAndIsEscaped();
    void thumbnailReplacesThePreview();
    void clicksAndKeysChoose();
    void showChosenIsSilent();
    void everyStyleIsDrawnOnThisPicture();
};

namespace {

std::vector<StyleCard> threeStyles()
{
    std::vector<StyleCard> styles(3);
    for (std::size_t i = 0; i < styles.size(); ++i) {
        styles[i].id = "style" + std::to_string(i);
        styles[i].name = "Style <" + std::to_string(i) + ">";
        styles[i].licence = "CC-BY & co";
    }
    return styles;
}

QImage filled(Qt::GlobalColor color)
{
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

QImage thumbnailOf(const StyleListModel &model, int row)
{
    return model.index(row).data(StyleListModel::ThumbnailRole).value<QImage>();
}

} // namespace

void TestStyleGallery::modelKeepsItsPromises()
{
    StyleListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setStyles(threeStyles());
    QCOMPARE(model.rowCount(), 4);
    model.markAllPending();
    model.setThumbnail(QStringLiteral("style1"), filled(Qt::red));
    model.setPreview(QStringLiteral("style2"), filled(Qt::green));
    model.setThumbnail(QStringLiteral("unknown"), filled(Qt::red));
    model.setStyles({});
    QCOMPARE(model.rowCount(), 1);
}

void TestStyleGallery::originalComesFirst()
{
    StyleListModel model;
    model.setStyles(threeStyles());
    QCOMPARE(model.styleIdAt(0), QString());
    QCOMPARE(model.rowOf(QString()), 0);
    QCOMPARE(model.rowOf(QStringLiteral("style2")), 3);
    QCOMPARE(model.rowOf(QStringLiteral("gone")), -1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("Original"));
}

void TestStyleGallery::toolTipTellsTheLicenceAndIsEscaped()
{
    StyleListModel model;
    model.setStyles(threeStyles());
    const QString toolTip = model.index(1).data(Qt::ToolTipRole).toString();
    QVERIFY(toolTip.contains(QStringLiteral("CC-BY &amp; co")));
    QVERIFY(toolTip.contains(QStringLiteral("Style &lt;0&gt;")));
}

void TestStyleGallery::thumbnailReplacesThePreview()
{
    StyleListModel model;
    model.setStyles(threeStyles());
    const QString id = QStringLiteral("style0");
    model.setPreview(id, filled(Qt::green));
    QCOMPARE(thumbnailOf(model, 1).pixelColor(0, 0), QColor(Qt::green));
    model.markAllPending();
    QVERIFY(model.index(1).data(StyleListModel::IsPendingRole).toBool());
    model.setThumbnail(id, filled(Qt::red));
    QCOMPARE(thumbnailOf(model, 1).pixelColor(0, 0), QColor(Qt::red));
    QVERIFY(!model.index(1).data(StyleListModel::IsPendingRole).toBool());
}

void TestStyleGallery::clicksAndKeysChoose()
{
    StyleListModel model;
    model.setStyles(threeStyles());
    StyleGallery gallery(model);
    gallery.resize(220, 700);
    gallery.show();
    QSignalSpy choices(&gallery, &StyleGallery::styleChosen);
    const QPoint second = gallery.visualRect(model.index(1)).center();
    QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, second);
    QCOMPARE(choices.count(), 1);
    QCOMPARE(choices.last().first().toString(), QStringLiteral("style0"));
    QTest::keyClick(&gallery, Qt::Key_Down);
    QCOMPARE(choices.last().first().toString(), QStringLiteral("style1"));
    QCOMPARE(gallery.chosenStyleId(), QStringLiteral("style1"));
}

void TestStyleGallery::showChosenIsSilent()
{
    StyleListModel model;
    model.setStyles(threeStyles());
    StyleGallery gallery(model);
    QSignalSpy choices(&gallery, &StyleGallery::styleChosen);
    gallery.showChosen(QStringLiteral("style2"));
    QCOMPARE(gallery.chosenStyleId(), QStringLiteral("style2"));
    QCOMPARE(choices.count(), 0);
}

void TestStyleGallery::everyStyleIsDrawnOnThisPicture()
{
    test::WindowFixture fixture;
    fixture.openPicture();
    QAbstractItemModel *model = fixture.window().gallery().model();
    QCOMPARE(model->rowCount(), 3);
    for (int row = 0; row < 3; ++row) {
        QTRY_VERIFY(!model->index(row, 0).data(StyleListModel::IsPendingRole).toBool());
        QVERIFY(!model->index(row, 0).data(StyleListModel::ThumbnailRole).value<QImage>().isNull());
    }
    const auto pixel = [&](int row) {
        return model->index(row, 0)
            .data(StyleListModel::ThumbnailRole)
            .value<QImage>()
            .pixelColor(10, 10);
    };
    // The colour negative of the fake service, up to rounding.
    QVERIFY(std::abs(pixel(0).red() + pixel(2).red() - 255) <= 2);
}

KOMA_TEST_MAIN(QApplication, TestStyleGallery)
#include "tst_stylegallery.moc"
