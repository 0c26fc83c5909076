// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/documentpictures.h"

#include "core/document/balloons/balloonpainter.h"

#include <QPainter>

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

BalloonShape balloon(BalloonForm form, QRectF body, std::vector<BalloonTail> tails)
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

const std::map<QString, Picture> &pictures()
{
    static const std::map<QString, Picture> all{
        {u"balloons"_s, {{450, 260}, &paintBalloonForms}},
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
