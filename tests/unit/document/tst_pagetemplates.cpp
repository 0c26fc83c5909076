// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/layouttree.h"
#include "core/document/layout/pagesizes.h"
#include "core/document/layout/pagetemplates.h"
#include "core/document/layout/readingorder.h"
#include "core/document/model/units.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <QSet>

#include <cmath>

using namespace koma;

namespace {

QPainterPath pathOf(const OutlinePt &outline)
{
    QPainterPath path;
    QPolygonF polygon;
    for (const PointPt &point : outline)
        polygon.append({point.xPt, point.yPt});
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

/// A page that suits a template's group.
PageSetup pageFor(const PageTemplate &pageTemplate)
{
    switch (pageTemplate.group) {
    case TemplateGroup::Strip:
        return setupOf(*findPageSize(u"newspaper-strip"));
    case TemplateGroup::Webtoon:
        return setupOf(*findPageSize(u"webtoon"));
    default:
        return setupOf(*findPageSize(u"b5-manga"));
    }
}

} // namespace

class TestPageTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereAreEnoughOfEveryKind();
    void everyTemplate_data();
    void everyTemplate();
    void handCalculatedGrid();
    void mangaMirrors();
    void emptySpaceHasNoGutters();
    void slantsLeanAsTheySay();
    void brokenNotationsAreRefused_data();
    void brokenNotationsAreRefused();
    void tooSmallPagesAreRefused();
    void pageSizesAreWhatTheySay();
};

void TestPageTemplates::thereAreEnoughOfEveryKind()
{
    QVERIFY(pageTemplates().size() >= 24);
    QSet<QString> ids;
    QSet<TemplateGroup> groups;
    for (const PageTemplate &each : pageTemplates()) {
        ids.insert(QString::fromLatin1(each.id));
        groups.insert(each.group);
        QVERIFY(!templateName(each).isEmpty() && !templateGroupName(each.group).isEmpty());
        QCOMPARE(findPageTemplate(QString::fromLatin1(each.id)), &each);
    }
    QCOMPARE(ids.size(), static_cast<qsizetype>(pageTemplates().size()));
    QCOMPARE(groups.size(), 9);
    QVERIFY(findPageTemplate(u"no-such") == nullptr);
}

void TestPageTemplates::everyTemplate_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<ReadingDirection>("direction");
    for (const PageTemplate &each : pageTemplates()) {
        const QString id = QString::fromLatin1(each.id);
        QTest::newRow(each.id) << id << ReadingDirection::LeftToRight;
        QTest::newRow(qPrintable(id + QStringLiteral(" rtl")))
            << id << ReadingDirection::RightToLeft;
    }
}

/// Panels lie in their area, apart from each other by the gutters, and the order of the notation is
/// the order in which the page is read.
void TestPageTemplates::everyTemplate()
{
    QFETCH(const QString, id);
    QFETCH(const ReadingDirection, direction);
    const PageTemplate &pageTemplate = *findPageTemplate(id);
    const PageSetup setup = pageFor(pageTemplate);
    const GutterWidths gutters{14, 7};
    const auto panels = templatePanels(pageTemplate, setup, gutters, direction);
    QVERIFY(panels.has_value());
    const RectPt area =
        (pageTemplate.area == TemplateArea::Bleed ? setup.bleedBoxPt() : setup.safeAreaPt())
            .grownBy(1e-6);
    QList<RectPt> boxes;
    RectPt all = boundsOf(panels->first());
    for (const OutlinePt &outline : *panels) {
        QVERIFY(signedAreaPt2(outline) > 100.0);
        QVERIFY(area.contains(boundsOf(outline)));
        boxes.append(meanBox(outline));
        all = united(all, boundsOf(outline));
    }
    QVERIFY(std::abs(all.heightPt - area.heightPt) < 1e-3);
    for (qsizetype i = 0; i < panels->size(); ++i) {
        for (qsizetype j = i + 1; j < panels->size(); ++j) {
            const QPainterPath common = pathOf(panels->at(i)).intersected(pathOf(panels->at(j)));
            QVERIFY(common.isEmpty() || common.boundingRect().width() < 1e-6);
        }
    }
    const ReadingOrder order = readingOrder(boxes, direction);
    for (qsizetype i = 0; i < order.order.size(); ++i)
        QCOMPARE(order.order[i], i);
    QVERIFY(order.doubtful.isEmpty());
}

void TestPageTemplates::handCalculatedGrid()
{
    // Safe area 300 x 440 at (50, 30).
    const PageSetup setup{400, 500, 300, 9, {50, 30, 50, 30}};
    const auto panels = templatePanels(*findPageTemplate(u"grid-1-2-1"), setup, {20, 10},
                                       ReadingDirection::LeftToRight);
    // Three rows of (440 - 2 x 20) / 3, the middle one cut into (300 - 10) / 2.
    QCOMPARE(panels->size(), 4);
    const double row = 400.0 / 3.0;
    const QList<RectPt> expected{{50, 30, 300, row},
                                 {50, 50 + row, 145, row},
                                 {205, 50 + row, 145, row},
                                 {50, 70 + 2 * row, 300, row}};
    for (qsizetype i = 0; i < 4; ++i) {
        const RectPt box = boundsOf(panels->at(i));
        QVERIFY(isRectangle(panels->at(i)));
        QVERIFY(std::abs(box.xPt - expected[i].xPt) < 1e-9);
        QVERIFY(std::abs(box.yPt - expected[i].yPt) < 1e-9);
        QVERIFY(std::abs(box.widthPt - expected[i].widthPt) < 1e-9);
        QVERIFY(std::abs(box.heightPt - expected[i].heightPt) < 1e-9);
    }
}

void TestPageTemplates::mangaMirrors()
{
    const PageSetup setup{400, 600, 600, 9, {30, 30, 10, 30}};
    const PageTemplate &tall = *findPageTemplate(u"manga-tall-side");
    const auto western = templatePanels(tall, setup, {12, 6}, ReadingDirection::LeftToRight);
    const auto manga = templatePanels(tall, setup, {12, 6}, ReadingDirection::RightToLeft);
    // The first panel begins at the left margin, or ends at the right one.
    QCOMPARE(boundsOf(western->first()).xPt, 30.0);
    QCOMPARE(boundsOf(manga->first()).rightPt(), 390.0);
    QCOMPARE(boundsOf(manga->first()).widthPt, boundsOf(western->first()).widthPt);
}

void TestPageTemplates::emptySpaceHasNoGutters()
{
    const auto layout = parseLayout("R[1, ~2, 1]");
    const auto panels = cutLayout(*layout, {0, 0, 100, 400}, {20, 20});
    QCOMPARE(panels->size(), 2);
    QCOMPARE(boundsOf(panels->at(0)), (RectPt{0, 0, 100, 100}));
    QCOMPARE(boundsOf(panels->at(1)), (RectPt{0, 300, 100, 100}));
}

void TestPageTemplates::slantsLeanAsTheySay()
{
    const auto rows = cutLayout(*parseLayout("R[1/0.2,1]"), {0, 0, 100, 100}, {0, 0});
    // Middle 50, 10 lower on the left, 10 higher on the right.
    QVERIFY(contains(rows->at(0), {1, 58}) && !contains(rows->at(0), {1, 62}));
    QVERIFY(contains(rows->at(1), {99, 42}) && !contains(rows->at(1), {99, 38}));
    const auto columns = cutLayout(*parseLayout("C[1/0.2,1]"), {0, 0, 100, 100}, {0, 0});
    QVERIFY(contains(columns->at(0), {58, 1}) && !contains(columns->at(0), {42, 99}));
}

void TestPageTemplates::brokenNotationsAreRefused_data()
{
    QTest::addColumn<QByteArray>("notation");
    for (const char *notation : {"R", "R[", "R[]", "R[1", "R[1,]", "R[1]x", "R[0]", "R[-1]",
                                 "R[1/]", "Q[1]", "1", "R[1R[1R[1R[1R[1R[1R[1R[1R[1]]]]]]]]]"})
        QTest::newRow(notation) << QByteArray(notation);
}

void TestPageTemplates::brokenNotationsAreRefused()
{
    QFETCH(const QByteArray, notation);
    const auto layout = parseLayout(notation.toStdString());
    QVERIFY(!layout);
    QCOMPARE(layout.error().kind, ErrorKind::BadFormat);
}

void TestPageTemplates::tooSmallPagesAreRefused()
{
    const PageSetup tiny{60, 60, 300, 0, {10, 10, 10, 10}};
    const auto panels = templatePanels(*findPageTemplate(u"grid-4x4"), tiny, {15, 15},
                                       ReadingDirection::LeftToRight);
    QCOMPARE(panels.error().kind, ErrorKind::InvalidArgument);
    const PageSetup noRoom{20, 20, 300, 0, {10, 10, 10, 10}};
    QVERIFY(!templatePanels(*findPageTemplate(u"splash-framed"), noRoom, {},
                            ReadingDirection::LeftToRight));
}

void TestPageTemplates::pageSizesAreWhatTheySay()
{
    for (const PageSize &size : pageSizes()) {
        QVERIFY(!pageSizeName(size).isEmpty());
        QVERIFY(!setupOf(size).safeAreaPt().isEmpty());
    }
    // 6.625 x 10.25 inches, with an eighth of an inch of bleed.
    const PageSetup comic = setupOf(*findPageSize(u"us-comic"));
    QCOMPARE(comic.widthPt, 477.0);
    QCOMPARE(comic.heightPt, 738.0);
    QCOMPARE(comic.bleedPt, 9.0);
    // Twice the width that webtoons are uploaded at.
    const PageSetup webtoon = setupOf(*findPageSize(u"webtoon"));
    QCOMPARE(pxFromPt(webtoon.widthPt, webtoon.dpi), 1600.0);
}

KOMA_TEST_MAIN(QCoreApplication, TestPageTemplates)
#include "tst_pagetemplates.moc"
