// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/textruns.h"
#include "resources/samples/comic/artist.h"
#include "ui/page/canvas/pagecanvas.h"

#include <QInputMethodEvent>
#include <QTabletEvent>
#include <QTest>

#include <cmath>
#include <stdexcept>

namespace koma::sample {
namespace {

constexpr QChar kMark = u'*';

QString unmarked(QString words)
{
    return words.remove(kMark);
}

ObjectId wordsOf(const Document &document, ObjectId balloon)
{
    const PageObject *object = document.object(balloon);
    if (object == nullptr || object->children.isEmpty())
        throw std::runtime_error("There is no balloon with words.");
    return object->children.first().id;
}

} // namespace

void Artist::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&m_workspace.canvas(), key, modifiers);
}

/// Letter by letter; Chinese is composed by an input method, which then gives the characters.
void Artist::type(const QString &words, bool isChinese)
{
    PageCanvas &canvas = m_workspace.canvas();
    if (isChinese) {
        QInputMethodEvent composing(words, {});
        QCoreApplication::sendEvent(&canvas, &composing);
        QInputMethodEvent done;
        done.setCommitString(words);
        QCoreApplication::sendEvent(&canvas, &done);
        return;
    }
    for (const QChar letter : words) {
        const Qt::Key key = letter == u'\n' ? Qt::Key_Return : Qt::Key_unknown;
        QTest::sendKeyEvent(QTest::Click, &canvas, key, QString(letter), Qt::NoModifier);
    }
}

/// Picks what stands between the marks by keys, and makes it bold.
void Artist::embolden(const QString &marked)
{
    const qsizetype from = marked.indexOf(kMark);
    const qsizetype length = marked.lastIndexOf(kMark) - from - 1;
    if (from < 0)
        return;
    press(Qt::Key_Home, Qt::ControlModifier);
    for (qsizetype i = 0; i < from; ++i)
        press(Qt::Key_Right);
    for (qsizetype i = 0; i < length; ++i)
        press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_B, Qt::ControlModifier);
}

ObjectId Artist::addBalloon(const BalloonWords &balloon)
{
    const bool isCaption = balloon.kind == BalloonKind::Caption;
    setOptions([&](ToolOptions &options) {
        constexpr Colour kCream{0xfffff7e6U};
        options.balloon.kind = balloon.kind;
        options.balloon.fillColour = isCaption ? kCream : kWhite;
        options.balloon.lineWidthPt = isCaption ? 0.8 : 1.2;
        options.balloonText.sizePt = balloon.sizePt;
        options.balloonText.writingMode =
            balloon.isChinese ? WritingMode::VerticalRightToLeft : WritingMode::Horizontal;
    });
    choose(ToolKind::Balloon);
    const RectPt &body = balloon.bodyPt;
    drag({body.xPt, body.yPt}, {body.rightPt(), body.bottomPt()});
    const ObjectId id = page().objects.last().id;
    type(unmarked(balloon.words), balloon.isChinese);
    embolden(balloon.words);
    press(Qt::Key_Escape); // out of the words
    press(Qt::Key_Escape); // nothing picked
    if (balloon.isChinese)
        change<TextBlock>(wordsOf(document(), id), [](TextBlock &text) {
            text.language = QStringLiteral("zh-CN");
            text.alignment = TextAlignment::Start;
        });
    if (balloon.tipPt)
        pull(id, *balloon.tipPt);
    else
        change<Balloon>(id, [](Balloon &each) { each.tails.clear(); });
    m_workspace.selection().clear();
    return id;
}

ObjectId Artist::addCaption(const RectPt &body, const QString &words, bool isChinese)
{
    return addBalloon({.bodyPt = body,
                       .words = words,
                       .kind = BalloonKind::Caption,
                       .sizePt = isChinese ? 13.0 : 9.5,
                       .isChinese = isChinese});
}

/// Picks the balloon by a click and drags its tail to who speaks.
void Artist::pull(ObjectId balloon, PointPt tip)
{
    choose(ToolKind::Select);
    click(document().object(balloon)->as<Balloon>()->boundsPt.centre());
    if (m_workspace.selection().single() != balloon)
        throw std::runtime_error("A click does not pick the balloon.");
    grab(Handle::Kind::Tail, 0, [tip](PointPt) { return tip; });
}

void Artist::join(ObjectId first, ObjectId second)
{
    const ObjectId join = document().makeObjectId();
    for (const ObjectId id : {first, second})
        change<Balloon>(id, [join](Balloon &balloon) { balloon.joinId = join; });
}

ObjectId Artist::addEffect(const Effect &effect)
{
    constexpr double kOutlineShare = 0.1;
    setOptions([&](ToolOptions &options) {
        options.freeText.sizePt = effect.sizePt;
        options.freeText.colour = effect.colour;
        options.freeText.outline = {effect.sizePt * kOutlineShare, effect.outline};
        options.freeText.writingMode =
            effect.isChinese ? WritingMode::VerticalRightToLeft : WritingMode::Horizontal;
    });
    choose(ToolKind::Text);
    const RectPt &frame = effect.framePt;
    drag({frame.xPt, frame.yPt}, {frame.rightPt(), frame.bottomPt()});
    const ObjectId id = page().objects.last().id;
    type(effect.words, effect.isChinese);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_B, Qt::ControlModifier);
    press(Qt::Key_Escape);
    change<TextBlock>(id, [&](TextBlock &text) {
        text.curvePt = curveOf(effect.curve, text.framePt);
        if (effect.isChinese)
            text.language = QStringLiteral("zh-CN");
    });
    m_workspace.selection().select({id});
    if (effect.turnDeg != 0.0)
        turn(frame.centre(), effect.turnDeg);
    m_workspace.selection().clear();
    return id;
}

void Artist::makeUnit(ObjectId balloon, const QString &part,
                      const std::function<void(TextRun &)> &change)
{
    const ObjectId id = wordsOf(document(), balloon);
    const auto &text = *document().object(id)->as<TextBlock>();
    const qsizetype from = plainText(text).indexOf(part);
    if (from < 0)
        throw std::runtime_error("There is no " + part.toStdString());
    const QList<TextRun> runs = withUnit(text.runs, from, from + part.size(), change);
    document().undoStack().push(changeText(document(), id, runs).release());
}

void Artist::setReading(ObjectId balloon, const QString &part, const QString &ruby)
{
    makeUnit(balloon, part, [&](TextRun &run) { run.ruby = ruby; });
}

void Artist::setUpright(ObjectId balloon, const QString &part)
{
    makeUnit(balloon, part, [](TextRun &run) { run.isTateChuYoko = true; });
}

void Artist::drawGradient(PointPt from, PointPt to, double density)
{
    setOptions([&](ToolOptions &options) {
        options.tone = ToneFill();
        options.tone.pattern = TonePattern::Gradient;
        options.tone.density = density;
        options.tone.lpi = 45.0;
    });
    choose(ToolKind::Tone);
    drag(from, to);
}

void Artist::drawFocusLines(PointPt middle, PointPt radii, int count, double maxWidthPt)
{
    setOptions([&](ToolOptions &options) {
        options.lines.kind = SpeedLineKind::Focus;
        options.lines.count = count;
        options.lines.maxWidthPt = maxWidthPt;
    });
    choose(ToolKind::SpeedLines);
    drag(middle, middle + radii);
}

void Artist::drawStroke(const QList<PointPt> &way, double widthPt, Colour colour, Pressure pressure)
{
    setOptions([&](ToolOptions &options) {
        options.pen.widthPt = widthPt;
        options.pen.minWidthFraction = pressure == Pressure::Even ? 1.0 : 0.3;
        options.pen.colour = colour;
    });
    choose(ToolKind::Pen);
    PageCanvas &canvas = m_workspace.canvas();
    for (qsizetype i = 0; i < way.size(); ++i) {
        const double done = static_cast<double>(i) / static_cast<double>(way.size() - 1);
        const bool isFirst = i == 0;
        const QPointF px = canvas.transform().toView(way[i]);
        QTabletEvent pen(isFirst ? QEvent::TabletPress : QEvent::TabletMove, &m_pen, px,
                         canvas.mapToGlobal(px), 0.35 + 0.65 * std::sin(std::acos(-1.0) * done),
                         0.0F, 0.0F, 0.0F, 0.0, 0.0F, Qt::NoModifier,
                         isFirst ? Qt::LeftButton : Qt::NoButton, Qt::LeftButton);
        QCoreApplication::sendEvent(&canvas, &pen);
        mouse(isFirst ? QEvent::MouseButtonPress : QEvent::MouseMove, way[i], Qt::NoModifier);
    }
    mouse(QEvent::MouseButtonRelease, way.last(), Qt::NoModifier);
}

} // namespace koma::sample
