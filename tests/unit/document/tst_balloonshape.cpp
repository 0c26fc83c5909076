// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/balloonproposal.h"
#include "core/document/balloons/balloonshape.h"
#include "core/document/geometry/planarshape.h"

#include "tests/support/testmain.h"

#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <cmath>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array kForms{BalloonForm::Speech, BalloonForm::Whisper, BalloonForm::Thought,
                            BalloonForm::Shout,  BalloonForm::Burst,   BalloonForm::Caption};

} // namespace

class TestBalloonShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thoughtsTrailBubblesThatShrink()
    {
        BalloonShape shape;
        shape.form = BalloonForm::Thought;
        shape.body = {0, 0, 120, 80};
        shape.tails = {{{60, 170}, 16, 0.0}};
        std::vector<QPolygonF> outlines = flattenedPath(balloonOutline(shape));
        QVERIFY(outlines.size() >= 3);
        std::sort(outlines.begin(), outlines.end(), [](const QPolygonF &a, const QPolygonF &b) {
            return a.boundingRect().top() < b.boundingRect().top();
        });
        for (std::size_t i = 1; i < outlines.size(); ++i) {
            const QRectF above = outlines.at(i - 1).boundingRect();
            const QRectF below = outlines.at(i).boundingRect();
            QVERIFY(below.width() < above.width());
            QVERIFY(below.top() > above.bottom());
        }
    }

    void aTargetInsideTheBodyHasNoTail()
    {
        for (const BalloonForm form : kForms) {
            BalloonShape shape;
            shape.form = form;
            shape.body = {0, 0, 100, 60};
            shape.tails = {{{50, 30}, 10, 0.2}};
            QCOMPARE(pathArea(balloonOutline(shape)), pathArea(balloonBody(shape)));
        }
    }

    void theProposedBalloonHoldsItsWords_data()
    {
        QTest::addColumn<BalloonForm>("form");
        QTest::addColumn<LetteringDirection>("direction");
        for (const BalloonForm form : kForms) {
            QTest::addRow("rows %d", int(form)) << form << LetteringDirection::Horizontal;
            QTest::addRow("columns %d", int(form))
                << form << LetteringDirection::VerticalRightToLeft;
        }
    }
    void theProposedBalloonHoldsItsWords()
    {
        QFETCH(const BalloonForm, form);
        QFETCH(const LetteringDirection, direction);
        LetteringStyle style;
        style.direction = direction;
        style.families = QStringList{u"Noto Sans CJK JP"_s};
        const auto shapeFor = [&](const QString &text) {
            BalloonShape shape;
            shape.form = form;
            shape.body = balloonBodyForLettering(shape, {{text}}, style, 3.0, {50, 60});
            return shape;
        };
        const QString text = u"まさか本当に来るとは思わなかったよ。"_s;
        const BalloonShape shape = shapeFor(text);
        QVERIFY(std::abs(shape.body.center().x() - 50.0) < 1e-6);
        const TextRegion region = balloonTextRegion(shape, 3.0);
        QVERIFY(!layoutLettering({{text}}, style, region).overflows);
        // It grows with what is said, and does not waste room.
        QVERIFY(pathArea(balloonBody(shapeFor(text + text))) > pathArea(balloonBody(shape)));
        LetteringStyle larger = style;
        larger.sizePt = style.sizePt * 1.25;
        QVERIFY(layoutLettering({{text}}, larger, region).overflows);
    }

    void theSameSeedDrawsTheSame()
    {
        for (const BalloonForm form :
             {BalloonForm::Shout, BalloonForm::Thought, BalloonForm::Burst}) {
            BalloonShape shape;
            shape.form = form;
            shape.body = {0, 0, 120, 80};
            BalloonShape other = shape;
            QCOMPARE(balloonBody(shape), balloonBody(other));
            other.seed = 2;
            QVERIFY(balloonBody(shape) != balloonBody(other));
        }
    }

    void anEmptyBodyHasNoOutline()
    {
        for (const BalloonForm form : kForms) {
            BalloonShape shape;
            shape.form = form;
            shape.body = QRectF(10, 10, 0, 20);
            shape.tails = {{{50, 30}, 10, 0.2}};
            QVERIFY(balloonOutline(shape).isEmpty());
            QVERIFY(joinedOutline({shape, shape}, 10.0).isEmpty());
            QCOMPARE(balloonTextRegion(shape, 2.0).bounds.width(), 0.0);
        }
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestBalloonShape)
#include "tst_balloonshape.moc"
