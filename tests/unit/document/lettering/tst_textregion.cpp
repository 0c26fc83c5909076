// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/textregion.h"

#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>

using namespace koma;

namespace {

bool near(double value, double expected)
{
    return std::abs(value - expected) < 1e-6;
}

} // namespace

class TestTextRegion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBoxGivesItsWholeWidth()
    {
        const TextRegion box{QRectF(10, 20, 60, 40)};
        QVERIFY(box.isBox());
        const auto row = box.rowSpan(20, 32);
        QVERIFY(row && near(row->from, 10) && near(row->to, 70));
        const auto column = box.columnSpan(60, 70);
        QVERIFY(column && near(column->from, 20) && near(column->to, 60));
        QVERIFY(!box.rowSpan(19, 25) && !box.rowSpan(55, 61) && !box.columnSpan(5, 12));
    }

    void anEllipseGivesWhatBothEdgesAllow()
    {
        // Half axes 50 and 25. At three fifths of the height the half width is four fifths.
        const TextRegion ellipse{QRectF(-50, -25, 100, 50), 2.0};
        const auto row = ellipse.rowSpan(-15, 5);
        QVERIFY(row && near(row->from, -40) && near(row->to, 40));
        const auto lower = ellipse.rowSpan(-5, 15);
        QVERIFY(lower && near(lower->length(), 80));
        const auto column = ellipse.columnSpan(0, 40);
        QVERIFY(column && near(column->from, -15) && near(column->to, 15));
        QVERIFY(near(ellipse.rowSpan(0, 0)->length(), 100));
        QVERIFY(near(ellipse.rowSpan(25, 25)->length(), 0));
    }

    void fullerShapesGiveMore()
    {
        double before = 0.0;
        for (const double exponent : {2.0, 2.3, 3.0, 6.0, TextRegion::kBoxExponent}) {
            const TextRegion region{QRectF(0, 0, 100, 60), exponent};
            const double width = region.rowSpan(5, 20)->length();
            QVERIFY(width > before);
            before = width;
        }
        QVERIFY(near(before, 100));
    }

    void insideIsInside()
    {
        const TextRegion ellipse{QRectF(-50, -25, 100, 50), 2.0};
        QVERIFY(ellipse.contains({40, 15}) && ellipse.contains({0, -25}));
        QVERIFY(!ellipse.contains({41, 15.5}) && !ellipse.contains({0, 26}));
    }

    void nothingHasNoRoom() { QVERIFY(!TextRegion{QRectF(0, 0, 0, 10)}.rowSpan(2, 3)); }
};

KOMA_TEST_MAIN(QCoreApplication, TestTextRegion)
#include "tst_textregion.moc"
