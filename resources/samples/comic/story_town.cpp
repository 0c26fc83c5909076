// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/samples/comic/story.h"

namespace koma::sample {
namespace {

const QString kInk = QStringLiteral("gibson-pen-ink");
const QString kInterior = QStringLiteral("interior");
const QString kPortrait = QStringLiteral("portrait");
const QString kStillLife = QStringLiteral("stilllife");
const QString kStreet = QStringLiteral("street");
constexpr PointPt kPear{0.81, 0.545};    ///< in the still life
constexpr PointPt kBicycle{0.695, 0.72}; ///< in the street
constexpr PointPt kClock{0.53, 0.46};

} // namespace

void drawArmchairPage(Artist &artist)
{
    artist.setRole(PageRole::FrontCover);
    artist.dragGutter({100.0, 431.5}, {100.0, 396.0});
    const QList<ObjectId> panels = artist.panels();
    const auto at = [&](int panel, double x, double y) { return artist.at(panels[panel], x, y); };
    const auto box = [&](int panel, PointPt middle, double width, double height) {
        return artist.boxAt(panels[panel], middle, width, height);
    };
    artist.place(panels[0], kInterior, kInk, {.of = {0.45, 0.5}});
    artist.place(panels[1], kPortrait, kInk);
    artist.place(panels[2], kStillLife, kInk, {.of = kPear, .at = {0.5, 0.64}, .zoom = 1.9});
    artist.place(
        panels[3], kPortrait, kInk,
        {.of = {0.5, 0.4}, .at = {0.5, 0.38}, .zoom = 1.2, .turnDeg = 5.0, .isMirrored = true});
    artist.addEffect({.framePt = box(0, {0.5, 0.12}, 336.0, 60.0),
                      .words = QStringLiteral("THE LAKE AT SIX"),
                      .sizePt = 36.0,
                      .curve = CurvePreset::ArchUp});
    artist.addCaption(box(0, {0.25, 0.91}, 150.0, 36.0),
                      QStringLiteral("Five o’clock. Page nine, for the ninth time."));
    artist.addBalloon({.bodyPt = box(0, {0.80, 0.78}, 118.0, 48.0),
                       .words = QStringLiteral("Stay. I am *warm.*"),
                       .tipPt = at(0, 0.53, 0.60),
                       .sizePt = 11.0});
    artist.addBalloon({.bodyPt = box(1, {0.5, 0.87}, 98.0, 38.0),
                       .words = QStringLiteral("One more page."),
                       .kind = BalloonKind::Thought,
                       .tipPt = at(1, 0.2, 0.62)});
    artist.addBalloon({.bodyPt = box(2, {0.5, 0.17}, 84.0, 46.0),
                       .words = QStringLiteral("*Psst!*"),
                       .kind = BalloonKind::Shout,
                       .tipPt = at(2, 0.48, 0.45),
                       .sizePt = 12.0});
    artist.addBalloon({.bodyPt = box(3, {0.30, 0.89}, 56.0, 28.0),
                       .words = QStringLiteral("Hm?"),
                       .tipPt = at(3, 0.40, 0.785)});
}

void drawPromisePage(Artist &artist)
{
    artist.dragGutter({100.0, 391.0}, {100.0, 369.0});
    const ObjectId street = artist.panels().last();
    artist.cut(artist.at(street, 0.60, -0.02), artist.at(street, 0.44, 1.02));
    const QList<ObjectId> panels = artist.panels();
    const auto at = [&](int panel, double x, double y) { return artist.at(panels[panel], x, y); };
    const auto box = [&](int panel, PointPt middle, double width, double height) {
        return artist.boxAt(panels[panel], middle, width, height);
    };
    artist.place(panels[0], kStillLife, kInk, {.of = {0.5, 0.47}});
    artist.place(panels[1], kPortrait, kInk, {.of = {0.5, 0.545}});
    artist.place(panels[2], kStillLife, kInk, {.of = kPear, .at = {0.70, 0.58}, .zoom = 2.2});
    artist.place(panels[3], kStreet, kInk, {.of = kBicycle, .at = {0.45, 0.55}, .zoom = 2.0});
    artist.place(panels[4], kStreet, kInk, {.of = kClock, .at = {0.62, 0.60}, .zoom = 1.7});
    artist.drawGradient(at(4, 0.55, 0.0), at(4, 0.55, 0.45), 0.35);
    artist.drawFocusLines(at(4, 0.62, 0.56), {40.0, 60.0}, 130, 2.2);
    artist.addCaption(box(0, {0.19, 0.12}, 126.0, 24.0),
                      QStringLiteral("The still life was not still."));
    artist.addBalloon({.bodyPt = box(0, {0.83, 0.17}, 118.0, 44.0),
                       .words = QStringLiteral("You promised\nme the *lake.*"),
                       .tipPt = at(0, 0.815, 0.435)});
    artist.addBalloon({.bodyPt = box(1, {0.5, 0.87}, 140.0, 30.0),
                       .words = QStringLiteral("I promised a *pear?*"),
                       .tipPt = at(1, 0.34, 0.69)});
    artist.addBalloon({.bodyPt = box(2, {0.28, 0.30}, 92.0, 66.0),
                       .words = QStringLiteral("In April. I was a *blossom.*"),
                       .tipPt = at(2, 0.60, 0.48)});
    artist.addCaption(box(3, {0.37, 0.10}, 124.0, 24.0), QStringLiteral("So we took the bicycle."));
    artist.addEffect({.framePt = box(3, {0.43, 0.86}, 150.0, 34.0),
                      .words = QStringLiteral("DRRRING!"),
                      .sizePt = 30.0,
                      .turnDeg = -6.0});
    artist.addBalloon({.bodyPt = box(4, {0.37, 0.17}, 98.0, 54.0),
                       .words = QStringLiteral("Half past *five!*"),
                       .kind = BalloonKind::Shout,
                       .tipPt = at(4, 0.57, 0.60),
                       .sizePt = 10.5});
}

} // namespace koma::sample
