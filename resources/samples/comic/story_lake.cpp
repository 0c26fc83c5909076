// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/samples/comic/story.h"

#include <cmath>

namespace koma::sample {
namespace {

const QString kColour = QStringLiteral("neill-oz-colour");
const QString kLandscape = QStringLiteral("landscape");
const QString kPortrait = QStringLiteral("portrait");
const QString kStillLife = QStringLiteral("stilllife");
constexpr PointPt kPear{0.81, 0.545}; ///< in the still life

/// An arc of an ellipse, for the pen; angles clockwise from the right.
QList<PointPt> arc(PointPt middle, PointPt radii, double fromDeg, double toDeg)
{
    constexpr int kSteps = 24;
    QList<PointPt> way;
    for (int i = 0; i <= kSteps; ++i) {
        const double angle = (fromDeg + (toDeg - fromDeg) * i / kSteps) * std::acos(-1.0) / 180.0;
        way.append(
            {middle.xPt + radii.xPt * std::cos(angle), middle.yPt + radii.yPt * std::sin(angle)});
    }
    return way;
}

/// Round a pear that is 30 pt high at scale 1, from its stalk on, clockwise.
QList<PointPt> pearOutline(PointPt middle, double scale)
{
    constexpr int kSteps = 48;
    QList<PointPt> way;
    for (int i = 0; i <= kSteps; ++i) {
        const double angle = 2.0 * std::acos(-1.0) * i / kSteps;
        const double down = (1.0 - std::cos(angle)) / 2.0; // 0 the stalk … 1 the blossom end
        const double width = 13.0 * std::sin(angle) * (0.45 + 0.65 * std::pow(down, 1.5));
        way.append(middle + PointPt{width, 30.0 * down - 17.0} * scale);
    }
    return way;
}

/// A pear that swims: its colour, its outline, its stalk, and rings in the water about it.
void drawSwimmingPear(Artist &artist, PointPt at, double scale)
{
    constexpr Colour kYellow{0xfff0cf6aU};
    constexpr Colour kRing{0xff2e6f8eU};
    for (const double share : {0.72, 0.5, 0.25})
        artist.drawStroke(pearOutline(at, share * scale), 7.0 * scale, kYellow, Pressure::Even);
    artist.drawStroke(arc(at + PointPt{-1.0, 3.0} * scale, PointPt{5.5, 6.0} * scale, 200.0, 130.0),
                      2.4 * scale, kWhite);
    artist.drawStroke(pearOutline(at, scale), 1.8, kBlack, Pressure::Even);
    artist.drawStroke({at + PointPt{0.0, -16.0} * scale, at + PointPt{1.0, -20.0} * scale,
                       at + PointPt{4.0, -23.0} * scale},
                      2.6);
    const PointPt water = at + PointPt{0.0, 9.0} * scale;
    artist.drawStroke(arc(water, PointPt{19.0, 5.0} * scale, -30.0, 210.0), 1.6, kRing);
    artist.drawStroke(arc(water, PointPt{32.0, 9.0} * scale, -20.0, 200.0), 1.3, kRing);
    artist.drawStroke(arc(water, PointPt{47.0, 13.0} * scale, 5.0, 175.0), 1.1, kRing);
}

} // namespace

void drawLakePage(Artist &artist)
{
    artist.cut({-20.0, 392.0}, {440.0, 392.0}, Qt::ShiftModifier);
    artist.cut({226.0, 392.0}, {196.0, 612.0});
    QList<ObjectId> panels = artist.panels();
    const ObjectId face = artist.drawPanel({32.0, 258.0, 104.0, 108.0});
    panels.append(face);
    const auto at = [&](int panel, double x, double y) { return artist.at(panels[panel], x, y); };
    const auto box = [&](int panel, PointPt middle, double width, double height) {
        return artist.boxAt(panels[panel], middle, width, height);
    };
    artist.place(panels[0], kLandscape, kColour, {.of = {0.46, 0.5}});
    artist.place(panels[1], kPortrait, kColour, {.of = {0.5, 0.44}, .isMirrored = true});
    artist.place(panels[2], kStillLife, kColour, {.of = kPear, .at = {0.62, 0.62}, .zoom = 1.9});
    artist.place(face, kPortrait, kColour, {.of = {0.48, 0.40}, .zoom = 1.5});
    const ObjectId hour = artist.addCaption(box(0, {0.87, 0.25}, 46.0, 124.0),
                                            QStringLiteral("六点，湖边没有人。"), true);
    artist.setReading(hour, QStringLiteral("湖"), QStringLiteral("lake"));
    const ObjectId come = artist.addBalloon({.bodyPt = box(0, {0.50, 0.50}, 50.0, 88.0),
                                             .words = QStringLiteral("你来了。"),
                                             .sizePt = 13.0,
                                             .isChinese = true});
    const ObjectId waited = artist.addBalloon({.bodyPt = box(0, {0.60, 0.60}, 52.0, 116.0),
                                               .words = QStringLiteral("我等了12年。"),
                                               .tipPt = at(0, 0.50, 0.84),
                                               .sizePt = 13.0,
                                               .isChinese = true});
    artist.setUpright(waited, QStringLiteral("12"));
    artist.join(come, waited);
    artist.addBalloon({.bodyPt = box(1, {0.42, 0.05}, 124.0, 38.0),
                       .words = QStringLiteral("You speak *Lake?*"),
                       .tipPt = at(1, 0.185, 0.46),
                       .sizePt = 10.5});
    artist.addBalloon({.bodyPt = box(2, {0.42, 0.19}, 136.0, 60.0),
                       .words = QStringLiteral("Fluently. It says: you are *twelve years* late."),
                       .tipPt = at(2, 0.58, 0.44),
                       .sizePt = 10.5});
}

void drawSplashPage(Artist &artist)
{
    artist.setRole(PageRole::BackCover);
    artist.dragGutter({100.0, 163.0}, {100.0, 187.0});
    const ObjectId lake = artist.panels().last();
    artist.cut(artist.at(lake, -0.02, 0.42), artist.at(lake, 1.02, 0.33));
    const QList<ObjectId> panels = artist.panels();
    const auto at = [&](int panel, double x, double y) { return artist.at(panels[panel], x, y); };
    const auto box = [&](int panel, PointPt middle, double width, double height) {
        return artist.boxAt(panels[panel], middle, width, height);
    };
    artist.place(panels[0], kStillLife, kColour,
                 {.of = kPear, .at = {0.64, 0.58}, .zoom = 2.4, .turnDeg = -8.0});
    artist.place(panels[1], kPortrait, kColour, {.of = {0.5, 0.545}});
    artist.place(panels[2], kLandscape, kColour, {.of = {0.60, 0.72}, .zoom = 1.7});
    artist.place(panels[3], kLandscape, kColour, {.of = {0.5, 0.70}, .isMirrored = true});
    artist.drawFocusLines(at(2, 0.5, 0.5), {120.0, 44.0}, 110, 2.6);
    drawSwimmingPear(artist, at(3, 0.56, 0.63), 1.35);
    artist.addBalloon({.bodyPt = box(0, {0.34, 0.22}, 104.0, 52.0),
                       .words = QStringLiteral("Closer! I want to see the *fish.*"),
                       .tipPt = at(0, 0.55, 0.44)});
    artist.addBalloon({.bodyPt = box(1, {0.5, 0.87}, 140.0, 30.0),
                       .words = QStringLiteral("Careful, you are rou–"),
                       .tipPt = at(1, 0.34, 0.69)});
    artist.addEffect({.framePt = box(2, {0.46, 0.50}, 300.0, 58.0),
                      .words = QStringLiteral("SPLOOSH!"),
                      .sizePt = 50.0,
                      .turnDeg = -5.0});
    artist.addEffect({.framePt = box(2, {0.91, 0.50}, 34.0, 90.0),
                      .words = QStringLiteral("扑通！"),
                      .sizePt = 24.0,
                      .curve = CurvePreset::None,
                      .isChinese = true});
    artist.addBalloon({.bodyPt = box(3, {0.66, 0.26}, 90.0, 40.0),
                       .words = QStringLiteral("I *float!*"),
                       .tipPt = at(3, 0.58, 0.47),
                       .sizePt = 12.0});
    artist.addBalloon({.bodyPt = box(3, {0.21, 0.66}, 96.0, 36.0),
                       .words = QStringLiteral("Pears do."),
                       .tipPt = at(3, 0.09, 0.96),
                       .sizePt = 10.5});
    artist.addCaption(box(3, {0.92, 0.60}, 40.0, 88.0), QStringLiteral("明天，还来。"), true);
    artist.addEffect({.framePt = box(3, {0.52, 0.90}, 130.0, 30.0),
                      .words = QStringLiteral("THE END"),
                      .sizePt = 20.0,
                      .curve = CurvePreset::ArchUp});
}

} // namespace koma::sample
