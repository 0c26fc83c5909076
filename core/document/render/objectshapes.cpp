// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/objectshapes.h"

#include "core/document/balloons/balloonproposal.h"
#include "core/document/lettering/curvedlettering.h"
#include "core/document/tones/motionlines.h"
#include "core/document/tones/penstroke.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kBalloonPaddingPt = 3.0; ///< between a balloon's line and its words
constexpr double kSmallestFittedPt = 2.0; ///< smaller letters cannot be printed

PointPt corner(const OutlinePt &outline, qsizetype index)
{
    return outline[(index + outline.size()) % outline.size()];
}

QPointF toPoint(PointPt point)
{
    return {point.xPt, point.yPt};
}

/// The round of a corner between two sides.
void addRoundedCorner(QPainterPath &path, const OutlinePt &outline, qsizetype index, double radius)
{
    const PointPt here = outline[index];
    const PointPt back = corner(outline, index - 1) - here;
    const PointPt ahead = corner(outline, index + 1) - here;
    const double cosine = std::clamp(dot(unit(back), unit(ahead)), -1.0, 1.0);
    const double halfAngle = std::acos(cosine) / 2.0;
    const double room = std::min(lengthPt(back), lengthPt(ahead)) / 2.0;
    const double reach = std::min(room, halfAngle > 0.0 ? radius / std::tan(halfAngle) : room);
    const double arcRadius = reach * std::tan(halfAngle);
    const double turn = std::acos(-1.0) - 2.0 * halfAngle;
    // The cubic that comes closest to an arc.
    const double handle = arcRadius * 4.0 / 3.0 * std::tan(turn / 4.0);
    const PointPt from = here + unit(back) * reach;
    const PointPt to = here + unit(ahead) * reach;
    if (path.elementCount() == 0)
        path.moveTo(toPoint(from));
    else
        path.lineTo(toPoint(from));
    path.cubicTo(toPoint(from - unit(back) * handle), toPoint(to - unit(ahead) * handle),
                 toPoint(to));
}

BalloonForm formOf(BalloonKind kind)
{
    switch (kind) {
    case BalloonKind::Speech:
        return BalloonForm::Speech;
    case BalloonKind::Thought:
        return BalloonForm::Thought;
    case BalloonKind::Shout:
        return BalloonForm::Shout;
    case BalloonKind::Whisper:
        return BalloonForm::Whisper;
    case BalloonKind::Caption:
        return BalloonForm::Caption;
    }
    return BalloonForm::Speech;
}

std::vector<LetteringSpan> spansOf(const TextBlock &text)
{
    std::vector<LetteringSpan> spans;
    for (const TextRun &run : text.runs) {
        spans.push_back({.text = run.text,
                         .ruby = run.ruby,
                         .bold = run.isBold,
                         .italic = run.isItalic,
                         .underlined = run.isUnderlined,
                         .tateChuYoko = run.isTateChuYoko,
                         .sizeFactor = run.sizeFactor});
    }
    return spans;
}

/// The font with the glyph forms of a language, and its line breaking.
struct LanguageManner
{
    QString cjkFamily;
    KinsokuRule kinsoku;
};

LanguageManner mannerOf(const QString &language)
{
    const QString tag = language.toLower();
    const auto begins = [&](const char *part) { return tag.startsWith(QLatin1String(part)); };
    if (begins("zh-tw") || begins("zh-hant"))
        return {QStringLiteral("Noto Sans CJK TC"), KinsokuRule::Chinese};
    if (begins("zh-hk"))
        return {QStringLiteral("Noto Sans CJK HK"), KinsokuRule::Chinese};
    if (begins("zh"))
        return {QStringLiteral("Noto Sans CJK SC"), KinsokuRule::Chinese};
    if (begins("ko"))
        return {QStringLiteral("Noto Sans CJK KR"), KinsokuRule::Chinese};
    return {QStringLiteral("Noto Sans CJK JP"), KinsokuRule::JapaneseLoose};
}

LetteringStyle styleOf(const TextBlock &text, const QString &documentLanguage)
{
    const LanguageManner manner =
        mannerOf(text.language.isEmpty() ? documentLanguage : text.language);
    LetteringStyle style;
    style.families.clear();
    if (!text.fontFamily.isEmpty())
        style.families.append(text.fontFamily);
    style.families.append({QStringLiteral("Comic Neue"), manner.cjkFamily});
    style.sizePt = text.sizePt;
    style.minSizePt = std::min(kSmallestFittedPt, text.sizePt);
    style.lineSpacing = text.lineSpacing;
    style.trackingEm = text.trackingEm;
    style.direction = text.writingMode == WritingMode::VerticalRightToLeft
                          ? LetteringDirection::VerticalRightToLeft
                          : LetteringDirection::Horizontal;
    style.alignment = text.alignment == TextAlignment::Start    ? LetteringAlignment::Start
                      : text.alignment == TextAlignment::Centre ? LetteringAlignment::Centre
                                                                : LetteringAlignment::End;
    style.kinsoku = manner.kinsoku;
    return style;
}

QPainterPath baselineOf(const OutlinePt &curve)
{
    QPainterPath path;
    if (curve.isEmpty())
        return path;
    path.moveTo(toPoint(curve[0]));
    for (qsizetype i = 1; i + 2 < curve.size(); i += 3)
        path.cubicTo(toPoint(curve[i]), toPoint(curve[i + 1]), toPoint(curve[i + 2]));
    return path;
}

/// Along its curve, as large as the curve allows where it is fitted.
TextLayoutResult layoutAlongCurve(const TextBlock &text, LetteringStyle style)
{
    const std::vector<LetteringSpan> spans = spansOf(text);
    CurvedStyle curve;
    curve.baseline = baselineOf(text.curvePt);
    TextLayoutResult layout = layoutOnCurve(spans, style, curve);
    if (!text.isAutoFitted || !layout.overflows)
        return layout;
    double fits = style.minSizePt;
    double overflows = style.sizePt;
    constexpr int kHalvings = 10;
    for (int i = 0; i < kHalvings; ++i) {
        style.sizePt = (fits + overflows) / 2.0;
        (layoutOnCurve(spans, style, curve).overflows ? overflows : fits) = style.sizePt;
    }
    style.sizePt = fits;
    return layoutOnCurve(spans, style, curve);
}

TextRegion regionOf(const TextBlock &text, const BalloonShape *balloon)
{
    const TextRegion frame{rectOf(text.framePt), TextRegion::kBoxExponent};
    if (balloon == nullptr || text.rotationDeg != 0.0)
        return frame;
    const TextRegion inside = balloonTextRegion(*balloon, kBalloonPaddingPt);
    const TextRegion common{frame.bounds & inside.bounds, inside.exponent};
    return common.bounds.isEmpty() ? frame : common;
}

} // namespace

QColor colourOf(Colour colour)
{
    return QColor::fromRgba(colour.argb);
}

QRectF rectOf(const RectPt &rect)
{
    return {rect.xPt, rect.yPt, rect.widthPt, rect.heightPt};
}

QPainterPath pathOf(const OutlinePt &outline)
{
    QPainterPath path;
    for (const PointPt &point : outline) {
        if (path.elementCount() == 0)
            path.moveTo(toPoint(point));
        else
            path.lineTo(toPoint(point));
    }
    path.closeSubpath();
    return path;
}

QPainterPath pathOf(const Panel &panel)
{
    if (!(panel.cornerRadiusPt > 0.0) || panel.outlinePt.size() < 3)
        return pathOf(panel.outlinePt);
    QPainterPath path;
    for (qsizetype i = 0; i < panel.outlinePt.size(); ++i)
        addRoundedCorner(path, panel.outlinePt, i, panel.cornerRadiusPt);
    path.closeSubpath();
    return path;
}

BalloonShape shapeOf(const PageObject &object, const Page &page)
{
    BalloonShape shape;
    const auto *balloon = object.as<Balloon>();
    if (balloon == nullptr)
        return shape;
    shape.form = formOf(balloon->kind);
    shape.body = rectOf(balloon->boundsPt);
    const double roundness = std::clamp(balloon->roundness, 0.0, 1.0);
    shape.exponent = std::clamp(2.0 / std::max(roundness, 1e-3), 2.0, TextRegion::kBoxExponent);
    shape.edge = roundness > 0.0 ? CaptionEdge::Rounded : CaptionEdge::Square;
    shape.cornerRadiusPt =
        roundness * std::min(balloon->boundsPt.widthPt, balloon->boundsPt.heightPt) / 2.0;
    shape.seed = object.id.value;
    for (const BalloonTail &tail : balloon->tails) {
        shape.tails.push_back({.target = toPoint(tailTipPt(page, tail)),
                               .widthPt = tail.baseWidthPt,
                               .bend = tail.bend});
    }
    return shape;
}

BalloonInk inkOf(const Balloon &balloon)
{
    return {.fill = colourOf(balloon.fillColour),
            .line = colourOf(balloon.lineColour),
            .lineWidthPt = balloon.lineWidthPt};
}

RectPt textFrameOf(const PageObject &balloon, const Page &page)
{
    const QRectF box = balloonTextRegion(shapeOf(balloon, page), kBalloonPaddingPt).bounds;
    return {box.x(), box.y(), box.width(), box.height()};
}

RectPt boundsForWords(const PageObject &object, const Page &page, const QString &language)
{
    const auto words =
        std::find_if(object.children.begin(), object.children.end(), [](const PageObject &child) {
            const auto *text = child.as<TextBlock>();
            return text != nullptr && !plainText(*text).trimmed().isEmpty();
        });
    if (words == object.children.end())
        return boundsPt(object);
    const auto &text = std::get<TextBlock>(words->content);
    const QPointF centre = toPoint(boundsPt(object).centre());
    const QRectF body = balloonBodyForLettering(shapeOf(object, page), spansOf(text),
                                                styleOf(text, language), kBalloonPaddingPt, centre);
    return {body.x(), body.y(), body.width(), body.height()};
}

TextLayoutResult layoutOf(const TextBlock &text, const TextSurroundings &surroundings)
{
    const LetteringStyle style = styleOf(text, surroundings.language);
    if (!text.curvePt.isEmpty())
        return layoutAlongCurve(text, style);
    const TextRegion region = regionOf(text, surroundings.balloon);
    return text.isAutoFitted ? fitLettering(spansOf(text), style, region)
                             : layoutLettering(spansOf(text), style, region);
}

LetteringInk inkOf(const TextBlock &text)
{
    LetteringInk ink;
    ink.fill = colourOf(text.colour);
    if (text.outline.widthPt > 0.0)
        ink.contours.push_back({colourOf(text.outline.colour), text.outline.widthPt});
    return ink;
}

QHash<ObjectId, double> fittedSizesPt(const Comic &comic)
{
    QHash<ObjectId, double> sizes;
    const auto add = [&](const PageObject &object, const BalloonShape *balloon) {
        const auto *text = object.as<TextBlock>();
        if (text != nullptr && text->isAutoFitted)
            sizes[object.id] = layoutOf(*text, {balloon, comic.settings.language}).sizePt;
    };
    for (const Page &page : comic.pages) {
        forEachObject(page.objects, [&](const PageObject &object) {
            const BalloonShape balloon = shapeOf(object, page);
            const bool isBalloon = object.kind() == ObjectKind::Balloon;
            for (const PageObject &child : object.children)
                add(child, isBalloon ? &balloon : nullptr);
        });
        for (const PageObject &object : page.objects)
            add(object, nullptr);
    }
    return sizes;
}

Screentone screentoneOf(const ToneFill &tone)
{
    Screentone screen;
    screen.pattern = tone.pattern == TonePattern::Lines   ? ScreenPattern::Lines
                     : tone.pattern == TonePattern::Noise ? ScreenPattern::Noise
                                                          : ScreenPattern::Dots;
    screen.lpi = tone.lpi;
    screen.angleDegrees = tone.angleDeg;
    screen.seed = tone.seed;
    screen.density.start = tone.density;
    screen.density.end = tone.density;
    if (tone.pattern == TonePattern::Gradient) {
        screen.density = {.course = DensityCourse::Linear,
                          .start = tone.density,
                          .end = tone.endDensity,
                          .startPt = toPoint(tone.gradientFromPt),
                          .endPt = toPoint(tone.gradientToPt)};
    }
    return screen;
}

QPainterPath pathOf(const SpeedLines &lines, const QPainterPath &area)
{
    const QPainterPath own = lines.areaPt.isEmpty() ? area : pathOf(lines.areaPt);
    if (lines.kind == SpeedLineKind::Parallel) {
        return parallelLines(own, {.angleDegrees = lines.angleDeg,
                                   .count = lines.count,
                                   .minWidthPt = lines.minWidthPt,
                                   .maxWidthPt = lines.maxWidthPt,
                                   .lengthJitter = lines.lengthJitter,
                                   .spacingJitter = lines.spacingJitter,
                                   .seed = lines.seed});
    }
    return focusLines(own, {.centre = toPoint(lines.focusPt),
                            .clearRadiusXPt = lines.clearRadiusXPt,
                            .clearRadiusYPt = lines.clearRadiusYPt,
                            .count = lines.count,
                            .minWidthPt = lines.minWidthPt,
                            .maxWidthPt = lines.maxWidthPt,
                            .lengthJitter = lines.lengthJitter,
                            .spacingJitter = lines.spacingJitter,
                            .seed = lines.seed});
}

QPainterPath pathOf(const InkStroke &ink)
{
    std::vector<PenSample> samples;
    samples.reserve(static_cast<std::size_t>(ink.points.size()));
    for (const InkPoint &point : ink.points)
        samples.push_back({QPointF(point.xPt, point.yPt), point.pressure});
    return strokeOutline(samples, {ink.widthPt, ink.minWidthFraction});
}

} // namespace koma
