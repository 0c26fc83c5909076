// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/busypage.h"

#include "core/document/render/objectshapes.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"

#include <cmath>
#include <numbers>

namespace koma::test {
namespace {

using namespace Qt::StringLiterals;

constexpr double kWidthPt = 419.5;
constexpr double kHeightPt = 595.3;
constexpr int kPictureWidthPx = 1200;
constexpr int kPictureHeightPx = 900;

/// Gives ids in order.
class Builder
{
public:
    PageObject object(ObjectContent content, QList<PageObject> children = {})
    {
        return {{++m_id}, {}, std::move(content), std::move(children)};
    }
    PageId pageId() { return {++m_id}; }

private:
    std::uint64_t m_id = 0;
};

TextRun runOf(const QString &words, const QString &ruby = {})
{
    TextRun run;
    run.text = words;
    run.ruby = ruby;
    return run;
}

ArtLayer artIn(const RectPt &box, int number)
{
    ArtLayer art;
    art.picture = {QString(64, QChar(u'0' + number)), u"png"_s, kPictureWidthPx, kPictureHeightPx};
    coverBox(art, box);
    return art;
}

ToneFill toneOf(int number)
{
    ToneFill tone;
    tone.pattern = number == 0   ? TonePattern::Dots
                   : number == 1 ? TonePattern::Lines
                                 : TonePattern::Gradient;
    tone.density = 0.35;
    tone.endDensity = 0.02;
    tone.gradientFromPt = {0.0, kHeightPt * 2.0 / 3.0};
    tone.gradientToPt = {0.0, kHeightPt};
    return tone;
}

MaskStroke maskIn(const RectPt &box)
{
    MaskStroke mask;
    mask.hardness = 0.3;
    mask.widthPt = 30.0;
    const auto x = static_cast<float>(box.xPt);
    const auto y = static_cast<float>(box.yPt);
    mask.points = {{x, y}, {x + 60.0F, y + 40.0F}, {x + 90.0F, y + 10.0F}};
    return mask;
}

PageObject panelIn(Builder &builder, const RectPt &box, int number)
{
    Panel panel;
    panel.outlinePt = outlineOf(box);
    QList<PageObject> layers{builder.object(artIn(box, number))};
    if (number < 3)
        layers.append(builder.object(toneOf(number)));
    if (number == 3) {
        layers[0].properties.opacity = 0.8;
        layers[0].children = {builder.object(maskIn(box))};
    }
    if (number == 4) {
        SpeedLines lines;
        lines.focusPt = box.centre();
        layers.append(builder.object(lines));
    }
    return builder.object(panel, layers);
}

TextBlock lettering(int number)
{
    TextBlock text;
    text.sizePt = 11.0;
    if (number % 3 == 2) {
        text.language = u"ja"_s;
        text.writingMode = WritingMode::VerticalRightToLeft;
        text.runs = {runOf(u"湖"_s, u"みずうみ"_s), runOf(u"の向こうで、"_s),
                     runOf(u"誰"_s, u"だれ"_s), runOf(u"かが呼んでいるよ！"_s)};
        return text;
    }
    text.runs = {runOf(u"Balloon %1: did you hear "_s.arg(number)), runOf(u"that"_s),
                 runOf(u" sound from the other side of the lake, or was it the wind?"_s)};
    text.runs[1].isBold = true;
    return text;
}

PageObject balloonAt(Builder &builder, const Page &page, PointPt place, int number)
{
    Balloon balloon;
    balloon.kind = static_cast<BalloonKind>(number % 5);
    balloon.boundsPt = {place.xPt, place.yPt, 92.0, 68.0};
    balloon.tails = {{{place.xPt + 60.0, place.yPt + 90.0}, {}, {0.5, 0.5}, 12.0, 0.3}};
    PageObject object = builder.object(balloon);
    TextBlock text = lettering(number);
    text.framePt = textFrameOf(object, page);
    object.children = {builder.object(text)};
    return object;
}

/// A spiral that never lifts the pen.
InkStroke spiral(PointPt centre, int pointCount)
{
    InkStroke ink;
    for (int i = 0; i < pointCount; ++i) {
        const double turn = static_cast<double>(i) / 40.0 * 2.0 * std::numbers::pi;
        const double radiusPt = 4.0 + 0.05 * i;
        ink.points.append({static_cast<float>(centre.xPt + radiusPt * std::cos(turn)),
                           static_cast<float>(centre.yPt + radiusPt * std::sin(turn)),
                           static_cast<float>(0.6 + 0.4 * std::sin(0.1 * i))});
    }
    return ink;
}

} // namespace

Page busyPage()
{
    constexpr double kBleedPt = 8.5;
    constexpr double kMarginPt = 20.0;
    constexpr double kGutterPt = 12.0;
    Builder builder;
    Page page;
    page.id = builder.pageId();
    page.properties.setup = {kWidthPt, kHeightPt, 600, kBleedPt, {}};
    const double panelWidthPt = (kWidthPt - 2.0 * kMarginPt - kGutterPt) / 2.0;
    const double panelHeightPt = (kHeightPt - 2.0 * kMarginPt - 2.0 * kGutterPt) / 3.0;
    for (int i = 0; i < 6; ++i) {
        const int row = i / 2;
        const RectPt box{kMarginPt + (i % 2) * (panelWidthPt + kGutterPt),
                         kMarginPt + row * (panelHeightPt + kGutterPt), panelWidthPt,
                         panelHeightPt};
        page.objects.append(panelIn(builder, box, i));
    }
    for (int i = 0; i < 4; ++i)
        page.objects.append(
            builder.object(spiral({110.0 + 200.0 * (i % 2), 150.0 + 150.0 * i}, 500)));
    for (int i = 0; i < 12; ++i) {
        const int row = i / 4;
        const PointPt place{kMarginPt + 8.0 + (i % 4) * 94.0, kMarginPt + 6.0 + row * 190.0};
        page.objects.append(balloonAt(builder, page, place, i));
    }
    return page;
}

void moveABalloon(Page &page, double xPt, double yPt)
{
    const auto isBalloon = [](const PageObject &o) { return o.kind() == ObjectKind::Balloon; };
    const auto balloon = std::find_if(page.objects.begin(), page.objects.end(), isBalloon);
    transformObject(*balloon, {1.0, 1.0, {xPt, yPt}});
}

ReadyArt::ReadyArt()
{
    const ImageSize size{kPictureWidthPx, kPictureHeightPx};
    m_sizes = {toQImage(paintedImage(size, 3, SampleType::U8, Random(7))).value()};
    for (int i = 0; i < 3; ++i)
        m_sizes.append(m_sizes.last().scaled(m_sizes.last().size() / 2, Qt::IgnoreAspectRatio,
                                             Qt::SmoothTransformation));
}

Result<QImage> ReadyArt::picture(const ArtRequest &request) const
{
    qsizetype best = 0;
    while (best + 1 < m_sizes.size() && m_sizes.at(best + 1).width() >= request.sizePx.widthPx)
        ++best;
    return m_sizes.at(best);
}

} // namespace koma::test
