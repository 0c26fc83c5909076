// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/randomcomic.h"

#include <cmath>
#include <numbers>

namespace koma::test {

Comic RandomComic::comic(int pageCount)
{
    Comic comic;
    comic.settings = settings();
    for (int i = 0; i < pageCount; ++i)
        comic.pages.append(page());
    return comic;
}

Page RandomComic::page()
{
    Page page;
    page.id.value = ++m_lastId;
    page.properties = pageProperties();
    const auto count = m_random.below(5);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto kind = oneOf<ObjectKind>(kObjectKindCount);
        if (mayLieOnPage(kind))
            page.objects.append(object(kind, 3));
    }
    return page;
}

PageSetup RandomComic::setup()
{
    return {number(100, 900),
            number(100, 2000),
            static_cast<int>(m_random.below(1200)) + 1,
            number(0, 20),
            {number(0, 40), number(0, 40), number(0, 40), number(0, 40)}};
}

PageProperties RandomComic::pageProperties()
{
    PageProperties properties{text(), setup(), oneOf<PageRole>(9), coin(), colour(), {}};
    const auto count = m_random.below(3);
    for (std::int64_t i = 0; i < count; ++i)
        properties.guides.append({oneOf<GuideAxis>(2), number(-10, 900)});
    return properties;
}

DocumentSettings RandomComic::settings()
{
    return {text(),
            text(),
            text(),
            text(),
            oneOf<ReadingDirection>(3),
            coin(),
            {number(0, 30), number(0, 30)},
            setup()};
}

ObjectProperties RandomComic::properties()
{
    return {text(), coin(), coin(), number(0, 1), oneOf<BlendMode>(3)};
}

PageObject RandomComic::object(ObjectKind kind, int depth)
{
    PageObject object;
    object.id.value = ++m_lastId;
    object.properties = properties();
    object.content = content(kind);
    object.children = depth > 0 ? children(kind, depth - 1) : QList<PageObject>();
    return object;
}

QList<PageObject> RandomComic::children(ObjectKind parent, int depth)
{
    QList<PageObject> objects;
    const auto count = m_random.below(4);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto kind = oneOf<ObjectKind>(kObjectKindCount);
        if (mayContain(parent, kind))
            objects.append(object(kind, depth));
    }
    return objects;
}

ObjectContent RandomComic::content(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Panel:
        return panel();
    case ObjectKind::Art:
        return art();
    case ObjectKind::Balloon:
        return balloon();
    case ObjectKind::Text:
        return textBlock();
    case ObjectKind::Tone:
        return tone();
    case ObjectKind::SpeedLines:
        return speedLines();
    case ObjectKind::Ink:
        return ink();
    case ObjectKind::Mask:
        return mask();
    case ObjectKind::Group:
        return Group{};
    }
    return Group{};
}

QString RandomComic::text()
{
    static const QString kLetters =
        QStringLiteral("abc XYZ\"\\/\n\t{}[]<>&\u00e9\u00df\u4f60\u597d\u30b3\u30de\u3002\u2026");
    QString text;
    const auto count = m_random.below(12);
    for (std::int64_t i = 0; i < count; ++i)
        text += kLetters.at(m_random.below(kLetters.size()));
    if (m_random.chance(0.1))
        text += QStringLiteral("\U0001F600");
    return text;
}

/// A star-shaped polygon: simple by construction, in half of the cases a rectangle.
OutlinePt RandomComic::polygon()
{
    if (coin())
        return outlineOf(rect());
    const PointPt centre = point();
    const auto corners = 3 + m_random.below(6);
    OutlinePt outline;
    for (std::int64_t i = 0; i < corners; ++i) {
        const double angle =
            2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double radius = number(20, 200);
        outline.append(centre + PointPt{radius * std::cos(angle), radius * std::sin(angle)});
    }
    return outline;
}

QList<InkPoint> RandomComic::inkPoints()
{
    QList<InkPoint> points;
    const auto count = m_random.below(20);
    for (std::int64_t i = 0; i < count; ++i)
        points.append({static_cast<float>(number(-10, 600)), static_cast<float>(number(-10, 900)),
                       static_cast<float>(number(0, 1))});
    return points;
}

Panel RandomComic::panel()
{
    return {polygon(), {oneOf<BorderStyle>(4), number(0, 4), colour()}, number(0, 20), colour()};
}

ArtLayer RandomComic::art()
{
    ArtLayer art;
    art.picture = {QString(64, QLatin1Char("0123456789abcdef"[m_random.below(16)])),
                   coin() ? QStringLiteral("png") : QStringLiteral("jpg"),
                   static_cast<int>(m_random.below(6000)) + 1,
                   static_cast<int>(m_random.below(6000)) + 1};
    art.style = {text(), number(0, 1), number(0.2, 5), coin()};
    art.crop = {number(0, 0.4), number(0, 0.4), number(0.5, 1), number(0.5, 1)};
    art.centrePt = point();
    art.scalePtPerPx = number(0.05, 3);
    art.rotationDeg = coin() ? 0.0 : number(-180, 180);
    art.isMirrored = coin();
    return art;
}

Balloon RandomComic::balloon()
{
    Balloon balloon{oneOf<BalloonKind>(5),
                    rect(),
                    number(0, 1),
                    {},
                    {m_random.below(3) == 0 ? 1 + word() % 50 : 0U},
                    number(0, 5),
                    colour(),
                    colour()};
    const auto count = m_random.below(3);
    for (std::int64_t i = 0; i < count; ++i)
        balloon.tails.append({point(),
                              {coin() ? 1 + word() % 50 : 0U},
                              {number(0, 1), number(0, 1)},
                              number(0, 30),
                              number(-1, 1)});
    return balloon;
}

TextBlock RandomComic::textBlock()
{
    TextBlock block;
    block.framePt = rect();
    const auto count = m_random.below(4);
    for (std::int64_t i = 0; i < count; ++i)
        block.runs.append({text(), text(), coin(), coin(), coin(), coin(), number(0.5, 2)});
    block.fontFamily = text();
    block.sizePt = number(2, 40);
    block.lineSpacing = number(0.7, 2);
    block.trackingEm = number(-0.2, 0.5);
    block.writingMode = oneOf<WritingMode>(2);
    block.alignment = oneOf<TextAlignment>(3);
    block.isAutoFitted = coin();
    block.rotationDeg = coin() ? 0.0 : number(-180, 180);
    block.colour = colour();
    block.outline = {number(0, 4), colour()};
    if (coin())
        block.curvePt = {point(), point(), point(), point()};
    block.language = text();
    return block;
}

ToneFill RandomComic::tone()
{
    return {coin() ? polygon() : OutlinePt(),
            oneOf<TonePattern>(4),
            number(5, 133),
            number(0, 180),
            number(0, 1),
            number(0, 1),
            point(),
            point(),
            colour(),
            word()};
}

SpeedLines RandomComic::speedLines()
{
    return {coin() ? polygon() : OutlinePt(),
            oneOf<SpeedLineKind>(2),
            point(),
            number(0, 100),
            number(0, 100),
            number(0, 360),
            static_cast<int>(m_random.below(500)),
            number(0, 1),
            number(1, 4),
            number(0, 1),
            number(0, 1),
            colour(),
            word()};
}

InkStroke RandomComic::ink()
{
    return {inkPoints(), number(0, 10), number(0, 1), colour()};
}

MaskStroke RandomComic::mask()
{
    return {inkPoints(), number(0, 90), number(0, 1), oneOf<MaskEffect>(2)};
}

} // namespace koma::test
