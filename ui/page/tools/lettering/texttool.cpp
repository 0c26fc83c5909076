// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/lettering/texttool.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/model/textruns.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kPickReachPx = 4.0;
constexpr double kDragStartPx = 6.0;
constexpr int kBlinkMs = 530;
constexpr double kFirstWidthPt = 160.0;
constexpr double kFirstLines = 2.0;

} // namespace

TextTool::TextTool(PageSelection &selection, const ToolOptions &options, QObject *parent)
    : Tool(selection, parent), m_options(options)
{
    m_clock.start();
    m_blink.setInterval(kBlinkMs);
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_isCaretLit = !m_isCaretLit;
        Q_EMIT looksChanged();
    });
    connect(&document(), &Document::changed, this, &TextTool::documentChanged);
}

const PageObject *TextTool::object() const
{
    const PageObject *found = document().object(m_text);
    return found != nullptr && found->kind() == ObjectKind::Text ? found : nullptr;
}

QString TextTool::words() const
{
    return object() != nullptr ? plainText(std::get<TextBlock>(object()->content)) : QString();
}

const TextCaret &TextTool::caret() const
{
    if (!m_layout)
        m_layout.emplace(*page(), *object(), document().settings().language);
    return *m_layout;
}

void TextTool::documentChanged(const DocumentChange &change)
{
    m_layout.reset();
    if (!m_text.isValid())
        return;
    if (change.kind == DocumentChange::Kind::Reset)
        m_text = {}; // what has this id now is something else
    if (object() == nullptr) {
        finish();
        return;
    }
    // Undo may have taken words away.
    const qsizetype end = words().size();
    m_isEmpty = end == 0;
    m_caret = std::min(m_caret, end);
    m_anchor = std::min(m_anchor, end);
    Q_EMIT looksChanged();
}

void TextTool::write(ObjectId text)
{
    if (text == m_text)
        return;
    finish();
    m_text = text;
    m_layout.reset();
    if (object() == nullptr || isLockedInPlace(document(), text)) {
        if (object() != nullptr)
            Q_EMIT refused(tr("This text is locked."));
        m_text = {};
        return;
    }
    selection().select({text});
    m_typing.interrupt();
    m_anchor = 0;
    m_caret = words().size();
    m_isEmpty = m_caret == 0;
    m_isCaretLit = true;
    m_blink.start();
    Q_EMIT looksChanged();
}

/// A text without words is none, unless a balloon waits for its words.
void TextTool::finish()
{
    m_isPressed = false;
    m_isPlacing = false;
    m_composed.clear();
    m_blink.stop();
    const ObjectId text = std::exchange(m_text, {});
    m_layout.reset();
    const PageObject *written = document().object(text);
    const auto *block = written != nullptr ? written->as<TextBlock>() : nullptr;
    // In another comic the same id may be another text.
    if (block != nullptr) {
        const PageObject *parent = document().object(document().placeOf(text).parent);
        const bool isInBalloon = parent != nullptr && parent->kind() == ObjectKind::Balloon;
        if (!isInBalloon && m_isEmpty && plainText(*block).isEmpty())
            push(removeObjects(document(), {text}));
        // What comes next is to place the balloon and its tail.
        if (isInBalloon && selection().single() == text)
            selection().select({parent->id});
    }
    Q_EMIT looksChanged();
}

QTransform TextTool::rotation() const
{
    const auto &block = std::get<TextBlock>(object()->content);
    const PointPt centre = block.framePt.centre();
    QTransform turn;
    turn.translate(centre.xPt, centre.yPt);
    turn.rotate(block.rotationDeg);
    turn.translate(-centre.xPt, -centre.yPt);
    return turn;
}

QPointF TextTool::unrotated(PointPt point) const
{
    return rotation().inverted().map(QPointF(point.xPt, point.yPt));
}

void TextTool::press(const ToolPointer &pointer)
{
    if (page() == nullptr)
        return;
    m_from = pointer.point;
    m_at = pointer.point;
    const ObjectId text = textAt(*page(), pointer.point, kPickReachPx * pointer.ptPerPx);
    if (!text.isValid()) {
        const bool wasWriting = m_text.isValid();
        finish();
        // The click that ends one text does not begin another.
        m_isPlacing = !wasWriting;
        if (wasWriting)
            Q_EMIT done();
        return;
    }
    write(text);
    if (object() == nullptr)
        return;
    m_isPressed = true;
    moveCaret(caret().positionAt(unrotated(pointer.point)),
              pointer.modifiers.testFlag(Qt::ShiftModifier));
}

void TextTool::move(const ToolPointer &pointer)
{
    m_at = pointer.point;
    if (m_isPressed && object() != nullptr)
        moveCaret(caret().positionAt(unrotated(pointer.point)), true);
    Q_EMIT looksChanged();
}

void TextTool::release(const ToolPointer &pointer)
{
    m_at = pointer.point;
    m_isPressed = false;
    if (std::exchange(m_isPlacing, false))
        placeNew(pointer);
    Q_EMIT looksChanged();
}

void TextTool::placeNew(const ToolPointer &pointer)
{
    TextBlock block = m_options.freeText;
    RectPt frame{std::min(m_from.xPt, m_at.xPt), std::min(m_from.yPt, m_at.yPt),
                 std::abs(m_from.xPt - m_at.xPt), std::abs(m_from.yPt - m_at.yPt)};
    if (std::max(frame.widthPt, frame.heightPt) < kDragStartPx * pointer.ptPerPx) {
        const double across = kFirstLines * block.sizePt * block.lineSpacing;
        const bool isVertical = block.writingMode == WritingMode::VerticalRightToLeft;
        const double width = isVertical ? across : kFirstWidthPt;
        const double height = isVertical ? kFirstWidthPt : across;
        frame = {m_from.xPt - width / 2.0, m_from.yPt - height / 2.0, width, height};
    }
    block.framePt = frame;
    const ObjectId id = document().makeObjectId();
    if (push(addObjects(document(), {page()->id, {}, page()->objects.size()},
                        {{id, {}, block, {}}})))
        write(id);
}

void TextTool::doubleClick(const ToolPointer & /*pointer*/)
{
    if (object() == nullptr)
        return;
    const qsizetype at = m_caret;
    m_anchor = boundary(at, -1, true);
    m_caret = boundary(m_anchor, 1, true);
    Q_EMIT looksChanged();
}

void TextTool::inputMethod(const QInputMethodEvent &event)
{
    if (object() == nullptr)
        return;
    m_composed = event.preeditString();
    if (!event.commitString().isEmpty())
        replace(event.commitString());
    Q_EMIT looksChanged();
}

RectPt TextTool::caretPt() const
{
    if (object() == nullptr || page() == nullptr)
        return {};
    const QRectF box = rotation().mapRect(caret().caretRect(m_caret));
    return {box.x(), box.y(), std::max(box.width(), 0.1), std::max(box.height(), 0.1)};
}

void TextTool::setRuns(const QList<TextRun> &runs)
{
    const QString before = words();
    QString after;
    for (const TextRun &run : runs)
        after += run.text;
    push(
        changeText(document(), m_text, runs, m_typing.numberFor(before, after, m_clock.elapsed())));
}

void TextTool::replace(const QString &text)
{
    const auto &block = std::get<TextBlock>(object()->content);
    const qsizetype from = low();
    QList<TextRun> runs = block.runs;
    if (runs.isEmpty())
        runs.append(TextRun{});
    setRuns(withText(runs, from, high() - from, text));
    m_caret = std::min(from + text.size(), words().size());
    m_anchor = m_caret;
    m_isCaretLit = true;
    Q_EMIT looksChanged();
}

void TextTool::paint(QPainter &painter, const PageTransform &view) const
{
    const QColor accent = QGuiApplication::palette().color(QPalette::Highlight);
    if (m_isPlacing) {
        painter.setPen(QPen(accent, 1.0, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(view.toView(m_from), view.toView(m_at)).normalized());
    }
    if (object() == nullptr || page() == nullptr)
        return;
    painter.save();
    painter.setTransform(rotation() * view.matrix(), true);
    QColor shade = accent;
    shade.setAlpha(90);
    const auto &block = std::get<TextBlock>(object()->content);
    QPen frame(accent, 0.0, Qt::DotLine);
    painter.setPen(frame);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rectOf(block.framePt));
    for (const QRectF &box : caret().boxesOf(low(), high()))
        painter.fillRect(box, shade);
    const QRectF at = caret().caretRect(m_caret);
    if (m_isCaretLit)
        painter.fillRect(at.adjusted(-0.1, -0.1, 0.1, 0.1), accent);
    painter.restore();
    if (!m_composed.isEmpty()) {
        const QPointF corner = view.matrix().map(rotation().map(at.bottomLeft()));
        const QRectF box(corner + QPointF(2.0, 2.0),
                         QSizeF(painter.fontMetrics().size(0, m_composed)) + QSizeF(8.0, 4.0));
        painter.fillRect(box, QGuiApplication::palette().color(QPalette::Base));
        painter.setPen(QGuiApplication::palette().color(QPalette::Text));
        painter.drawText(box, Qt::AlignCenter, m_composed);
        painter.drawLine(box.bottomLeft(), box.bottomRight());
    }
}

QString TextTool::hint() const
{
    return m_text.isValid()
               ? tr("Type · Esc ends · Ctrl+B bold, Ctrl+I italic, Ctrl+U underlined")
               : tr("Click a text or balloon to write in it, or click or drag for a new text");
}

} // namespace koma
