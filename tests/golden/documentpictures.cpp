// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/documentpictures.h"

#include "core/document/balloons/balloonpainter.h"
#include "core/document/lettering/curvedlettering.h"
#include "core/document/lettering/letteringpainter.h"

#include "core/document/tones/motionlines.h"
#include "core/document/tones/penstroke.h"
#include "core/document/tones/tonepainter.h"

#include <QPainter>
#include <QTest>

#include <cmath>
#include <functional>
#include <map>

namespace koma::test {
namespace {

using namespace Qt::StringLiterals;

/// A picture's size and what paints it, in points.
struct Picture
{
    QSizeF sizePt;
    std::function<void(QPainter &)> paint;
};

BalloonShape balloon(BalloonForm form, QRectF body, std::vector<TailShape> tails)
{
    BalloonShape shape;
    shape.form = form;
    shape.body = body;
    shape.tails = std::move(tails);
    return shape;
}

void paintBalloonForms(QPainter &painter)
{
    const BalloonInk ink;
    paintBalloon(painter, balloon(BalloonForm::Speech, {20, 15, 120, 70}, {{{40, 115}, 14, 0.3}}),
                 ink);
    paintBalloon(painter,
                 balloon(BalloonForm::Whisper, {170, 15, 110, 65}, {{{270, 110}, 12, -0.4}}), ink);
    paintBalloon(painter,
                 balloon(BalloonForm::Thought, {310, 15, 125, 75}, {{{330, 125}, 15, 0.2}}), ink);
    paintBalloon(painter, balloon(BalloonForm::Shout, {15, 135, 135, 90}, {{{30, 245}, 16, 0.0}}),
                 ink);
    paintBalloon(painter, balloon(BalloonForm::Burst, {170, 140, 120, 75}, {{{275, 245}, 14, 0.0}}),
                 ink);
    paintBalloon(painter, balloon(BalloonForm::Caption, {315, 140, 110, 28}, {}), ink);
    BalloonShape rounded = balloon(BalloonForm::Caption, {315, 178, 110, 28}, {});
    rounded.edge = CaptionEdge::Rounded;
    paintBalloon(painter, rounded, ink);
    BalloonShape torn = balloon(BalloonForm::Caption, {315, 216, 110, 28}, {});
    torn.edge = CaptionEdge::Torn;
    paintBalloon(painter, torn, ink);
}

void paintJoinedBalloons(QPainter &painter)
{
    const BalloonInk ink;
    const auto overlapping = {
        balloon(BalloonForm::Speech, {15, 15, 110, 60}, {}),
        balloon(BalloonForm::Speech, {75, 60, 120, 55}, {{{170, 145}, 13, 0.4}})};
    paintBalloonOutline(painter, joinedOutline(overlapping, 12.0), BalloonForm::Speech, ink);
    const auto linked = {balloon(BalloonForm::Speech, {225, 12, 90, 50}, {}),
                         balloon(BalloonForm::Speech, {300, 90, 105, 55},
                                 {{{290, 165}, 12, -0.3}, {{420, 160}, 12, 0.5}})};
    paintBalloonOutline(painter, joinedOutline(linked, 14.0), BalloonForm::Speech, ink);
}

void paintFitted(QPainter &painter, const BalloonShape &shape,
                 const std::vector<LetteringSpan> &spans, const LetteringStyle &style)
{
    paintBalloon(painter, shape, {});
    paintLettering(painter, fitLettering(spans, style, balloonTextRegion(shape, 4.0)), {});
}

LetteringSpan emphasised(const QString &text)
{
    LetteringSpan span{text};
    span.bold = true;
    span.italic = true;
    return span;
}

void paintRows(QPainter &painter)
{
    LetteringStyle style;
    style.sizePt = 12.0;
    paintFitted(painter, balloon(BalloonForm::Speech, {15, 12, 150, 90}, {{{60, 130}, 14, 0.3}}),
                {{u"WE HAVE TO GO BACK, AND WE HAVE TO GO BACK "_s},
                 emphasised(u"TONIGHT"_s),
                 {u" \u2013 BEFORE THE HAR\u00ADBOUR GATES CLOSE!"_s}},
                style);
    paintFitted(painter, balloon(BalloonForm::Shout, {185, 5, 150, 105}, {{{240, 140}, 14, 0.0}}),
                {emphasised(u"LOOK OUT BEHIND YOU!"_s)}, style);
    style.alignment = LetteringAlignment::Start;
    paintFitted(painter, balloon(BalloonForm::Caption, {355, 15, 110, 62}, {}),
                {{u"Three hours later, on the other side of the river, nobody spoke."_s}}, style);
    style.alignment = LetteringAlignment::Centre;
    style.families = QStringList{u"Noto Sans CJK JP"_s};
    paintFitted(painter, balloon(BalloonForm::Speech, {355, 90, 115, 80}, {{{380, 195}, 12, 0.2}}),
                {{u"まさか"_s}, {u"本当"_s, u"ほんとう"_s}, {u"に来るとは思わなかったよ。"_s}},
                style);
    LetteringStyle effect;
    effect.sizePt = 44.0;
    CurvedStyle curve;
    curve.baseline = arcBaseline({170, 330}, 150, -140, 100);
    curve.startScale = 0.8;
    curve.endScale = 1.3;
    curve.shakeDegrees = 5.0;
    const LetteringInk ink{QColor(255, 225, 60),
                           {{Qt::black, 1.6}, {Qt::white, 1.5}, {Qt::black, 0.8}}};
    paintLettering(painter, layoutOnCurve({emphasised(u"KRAKOOM!"_s)}, effect, curve), ink);
}

void paintColumns(QPainter &painter)
{
    LetteringStyle style;
    style.families = QStringList{u"Noto Sans CJK JP"_s};
    style.direction = LetteringDirection::VerticalRightToLeft;
    style.alignment = LetteringAlignment::Start;
    style.sizePt = 13.0;
    style.lineSpacing = 1.2;
    paintFitted(painter, balloon(BalloonForm::Speech, {360, 10, 100, 150}, {{{350, 190}, 12, 0.2}}),
                {{u"12月25日"_s},
                 {u"、"_s},
                 {u"東京"_s, u"とうきょう"_s},
                 {u"へ行くって"_s},
                 {u"約束"_s, u"やく そく"_s},
                 {u"したのに！？"_s}},
                style);
    paintFitted(painter, balloon(BalloonForm::Shout, {215, 5, 130, 165}, {}),
                {{u"「ヒーロー」って……まさか、"_s}, {u"運命"_s, u"さだめ"_s}, {u"なのか!?"_s}},
                style);
    LetteringStyle chinese = style;
    chinese.families = QStringList{u"Noto Sans CJK SC"_s};
    chinese.kinsoku = KinsokuRule::Chinese;
    paintFitted(painter, balloon(BalloonForm::Thought, {95, 10, 110, 150}, {{{120, 190}, 14, 0.2}}),
                {{u"他说：“我们——永远不会（绝不）分开……”《春天》来了，对吗？"_s}}, chinese);
    LetteringStyle plain = style;
    plain.families = QStringList{u"Noto Serif CJK JP"_s};
    paintFitted(painter, balloon(BalloonForm::Caption, {15, 10, 70, 160}, {}),
                {{u"ちょっとＡ級のWi-Fiが、〜9時まで使えない。ゃゅょっ"_s}}, plain);
}

void paintToneField(QPainter &painter, const QRectF &area, const Screentone &tone)
{
    QPainterPath path;
    path.addRoundedRect(area, 6, 6);
    QVERIFY(paintTone(painter, tone, path, Qt::black, 600.0, {}).has_value());
}

void paintTones(QPainter &painter)
{
    const ScreenPattern patterns[] = {ScreenPattern::Dots, ScreenPattern::Lines,
                                      ScreenPattern::Crosshatch, ScreenPattern::Noise};
    for (int i = 0; i < 4; ++i) {
        const double left = 8.0 + 74.0 * i;
        Screentone tone;
        tone.pattern = patterns[i];
        tone.lpi = 18.0;
        tone.density = {DensityCourse::Constant, 0.25, 0.25, {}, {}};
        paintToneField(painter, {left, 8, 66, 40}, tone);
        tone.density.start = 0.85;
        tone.angleDegrees = 30.0;
        paintToneField(painter, {left, 54, 66, 40}, tone);
        tone.angleDegrees = 45.0;
        tone.density = {DensityCourse::Linear, 0.0, 1.0, {left, 0}, {left + 66.0, 0}};
        paintToneField(painter, {left, 100, 66, 40}, tone);
        tone.density = {DensityCourse::Radial, 0.05, 0.7, {left + 33.0, 170}, {left + 66.0, 170}};
        paintToneField(painter, {left, 146, 66, 48}, tone);
    }
}

QPainterPath panel(double left)
{
    QPainterPath path;
    path.addRect(left, 8, 130, 110);
    return path;
}

void paintMotionLines(QPainter &painter)
{
    ParallelLines speed;
    speed.angleDegrees = 12.0;
    speed.count = 70;
    FocusLines focus;
    focus.centre = {215, 63};
    focus.clearRadiusXPt = 38.0;
    focus.clearRadiusYPt = 30.0;
    focus.count = 150;
    ImpactFlash flash;
    flash.centre = {353, 63};
    flash.clearRadiusXPt = 36.0;
    flash.clearRadiusYPt = 28.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(parallelLines(panel(8), speed), Qt::black);
    painter.fillPath(focusLines(panel(146), focus), Qt::black);
    painter.fillPath(impactFlash(panel(284), flash), Qt::black);
    for (const double left : {8.0, 146.0, 284.0})
        painter.strokePath(panel(left), QPen(Qt::black, 1.5));
}

/// Strokes as a hand makes them: a wave that swells, a spiral, a zigzag with corners and a dot.
void paintPenStrokes(QPainter &painter)
{
    const PenNib nib{7.0, 0.08};
    std::vector<PenSample> wave;
    std::vector<PenSample> spiral;
    for (int i = 0; i <= 24; ++i) {
        const double t = i / 24.0;
        wave.push_back({{15 + 150 * t, 40 - 22 * std::sin(9.0 * t)}, std::sin(3.14159 * t)});
        spiral.push_back(
            {QPointF(230, 45) + (6 + 30 * t) * QPointF(std::cos(14 * t), std::sin(14 * t)),
             0.2 + 0.6 * t});
    }
    const std::vector<PenSample> zigzag{
        {{290, 70}, 0.1}, {{310, 15}, 0.9}, {{325, 72}, 0.6}, {{345, 12}, 1.0}, {{372, 60}, 0.0}};
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &stroke : {wave, spiral, zigzag, {PenSample{{390, 40}, 1.0}}})
        painter.fillPath(strokeOutline(stroke, nib), Qt::black);
}

const std::map<QString, Picture> &pictures()
{
    static const std::map<QString, Picture> all{
        {u"balloons"_s, {{450, 260}, &paintBalloonForms}},
        {u"columns"_s, {{470, 200}, &paintColumns}},
        {u"tones"_s, {{304, 202}, &paintTones}},
        {u"motion-lines"_s, {{422, 126}, &paintMotionLines}},
        {u"pen-strokes"_s, {{405, 88}, &paintPenStrokes}},
        {u"rows"_s, {{480, 290}, &paintRows}},
        {u"joined-balloons"_s, {{440, 175}, &paintJoinedBalloons}},
    };
    return all;
}

} // namespace

QStringList documentPictureNames()
{
    QStringList names;
    for (const auto &[name, picture] : pictures())
        names.append(name);
    return names;
}

QImage documentPicture(const QString &name, double dpi)
{
    const Picture &picture = pictures().at(name);
    const double scale = dpi / 72.0;
    QImage image(static_cast<int>(std::lround(picture.sizePt.width() * scale)),
                 static_cast<int>(std::lround(picture.sizePt.height() * scale)),
                 QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    picture.paint(painter);
    return image;
}

} // namespace koma::test
