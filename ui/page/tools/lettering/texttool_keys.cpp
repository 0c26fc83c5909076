// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/lettering/texttool.h"

#include "core/document/model/textruns.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>

namespace koma {

bool TextTool::keyPress(const QKeyEvent &event)
{
    if (object() == nullptr)
        return false;
    const bool isDone =
        event.key() == Qt::Key_Escape ||
        (event.key() == Qt::Key_Return && event.modifiers().testFlag(Qt::ControlModifier));
    if (isDone) {
        finish();
        Q_EMIT done();
        return true;
    }
    if (moveByKey(event) || useClipboard(event) || changeLook(event) || editByKey(event))
        return true;
    const QString typed = event.text();
    const bool isShortcut = event.modifiers().testFlag(Qt::ControlModifier) ||
                            event.modifiers().testFlag(Qt::MetaModifier);
    if (typed.isEmpty() || !QChar::isPrint(typed.toUcs4().first()) || isShortcut)
        return false;
    replace(typed);
    return true;
}

bool TextTool::editByKey(const QKeyEvent &event)
{
    const bool isWord = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Backspace:
        erase(-1, isWord);
        return true;
    case Qt::Key_Delete:
        erase(1, isWord);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        replace(QStringLiteral("\n"));
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // no place in lettering, and must not leave the canvas
    default:
        return false;
    }
}

void TextTool::erase(int direction, bool isWord)
{
    if (m_caret == m_anchor)
        m_anchor = boundary(m_caret, direction, isWord);
    if (m_caret != m_anchor)
        replace({});
}

bool TextTool::moveByKey(const QKeyEvent &event)
{
    const bool keepsAnchor = event.modifiers().testFlag(Qt::ShiftModifier);
    const bool isWord = event.modifiers().testFlag(Qt::ControlModifier);
    const bool isVertical = caret().isVertical();
    qsizetype to = m_caret;
    switch (event.key()) {
    case Qt::Key_Left:
        to = isVertical ? caret().inLine(m_caret, 1) : boundary(m_caret, -1, isWord);
        break;
    case Qt::Key_Right:
        to = isVertical ? caret().inLine(m_caret, -1) : boundary(m_caret, 1, isWord);
        break;
    case Qt::Key_Up:
        to = isVertical ? boundary(m_caret, -1, isWord) : caret().inLine(m_caret, -1);
        break;
    case Qt::Key_Down:
        to = isVertical ? boundary(m_caret, 1, isWord) : caret().inLine(m_caret, 1);
        break;
    case Qt::Key_Home:
        to = isWord ? 0 : caret().lineStart(m_caret);
        break;
    case Qt::Key_End:
        to = isWord ? words().size() : caret().lineEnd(m_caret);
        break;
    default:
        return false;
    }
    moveCaret(to, keepsAnchor);
    return true;
}

void TextTool::moveCaret(qsizetype position, bool keepsAnchor)
{
    m_caret = std::clamp<qsizetype>(position, 0, words().size());
    if (!keepsAnchor)
        m_anchor = m_caret;
    m_typing.interrupt();
    m_isCaretLit = true;
    Q_EMIT looksChanged();
}

/// The next place between letters as people see them, or between words.
qsizetype TextTool::boundary(qsizetype position, int direction, bool isWord) const
{
    const QString text = words();
    QTextBoundaryFinder finder(isWord ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme,
                               text);
    finder.setPosition(position);
    const qsizetype next = direction < 0 ? finder.toPreviousBoundary() : finder.toNextBoundary();
    if (next >= 0)
        return next;
    return direction < 0 ? 0 : text.size();
}

bool TextTool::useClipboard(const QKeyEvent &event)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (event.matches(QKeySequence::SelectAll)) {
        m_anchor = 0;
        moveCaret(words().size(), true);
        return true;
    }
    if (event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Cut)) {
        if (low() != high())
            clipboard->setText(words().mid(low(), high() - low()));
        if (event.matches(QKeySequence::Cut) && low() != high())
            replace({});
        return true;
    }
    if (event.matches(QKeySequence::Paste)) {
        QString text = clipboard->text();
        text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
        text.replace(QLatin1Char('\t'), QLatin1Char(' '));
        m_typing.interrupt();
        if (!text.isEmpty())
            replace(text);
        return true;
    }
    return false;
}

bool TextTool::changeLook(const QKeyEvent &event)
{
    struct Key
    {
        QKeySequence::StandardKey keys;
        bool TextRun::*ofRun;
        bool LookOfPart::*ofPart;
    };
    constexpr std::array kKeys{
        Key{QKeySequence::Bold, &TextRun::isBold, &LookOfPart::isBold},
        Key{QKeySequence::Italic, &TextRun::isItalic, &LookOfPart::isItalic},
        Key{QKeySequence::Underline, &TextRun::isUnderlined, &LookOfPart::isUnderlined}};
    const auto key = std::find_if(kKeys.begin(), kKeys.end(),
                                  [&](const Key &each) { return event.matches(each.keys); });
    if (key == kKeys.end())
        return false;
    const auto &block = std::get<TextBlock>(object()->content);
    const bool isOn = lookOf(block.runs, low(), high()).*(key->ofPart);
    m_typing.interrupt();
    setRuns(withLook(block.runs, low(), high(), [&](TextRun &run) { run.*(key->ofRun) = !isOn; }));
    m_typing.interrupt();
    return true;
}

} // namespace koma
