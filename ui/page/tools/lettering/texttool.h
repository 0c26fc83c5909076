// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/lettering/textcaret.h"
#include "ui/page/tools/tool.h"
#include "ui/page/tools/tooloptions.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace koma {

/// Places lettering and writes in it, right on the page: what is typed is set by the layout of all
/// exports. A click into a text or balloon writes there; a click or drag elsewhere makes a new
/// text. Input methods compose at the caret. Words that are typed without a pause are one undo
/// step. The options must outlive it.
class TextTool : public Tool
{
    Q_OBJECT

public:
    TextTool(PageSelection &selection, const ToolOptions &options, QObject *parent = nullptr);

    /// Writes in a text of the shown page, all of its words picked.
    void write(ObjectId text);
    [[nodiscard]] ObjectId writtenText() const { return m_text; }

    void press(const ToolPointer &pointer) override;
    void move(const ToolPointer &pointer) override;
    void release(const ToolPointer &pointer) override;
    void doubleClick(const ToolPointer &pointer) override;
    bool keyPress(const QKeyEvent &event) override;
    void inputMethod(const QInputMethodEvent &event) override;
    [[nodiscard]] RectPt caretPt() const override;
    void cancel() override { finish(); }
    void paint(QPainter &painter, const PageTransform &view) const override;
    [[nodiscard]] QCursor cursor() const override { return Qt::IBeamCursor; }
    [[nodiscard]] QString hint() const override;

private:
    [[nodiscard]] const PageObject *object() const;
    [[nodiscard]] QString words() const;
    [[nodiscard]] qsizetype low() const { return std::min(m_caret, m_anchor); }
    [[nodiscard]] qsizetype high() const { return std::max(m_caret, m_anchor); }
    [[nodiscard]] const TextCaret &caret() const;
    [[nodiscard]] QTransform rotation() const;
    [[nodiscard]] QPointF unrotated(PointPt point) const;

    void finish();
    void placeNew(const ToolPointer &pointer);
    void replace(const QString &text);
    void erase(int direction, bool isWord);
    void moveCaret(qsizetype position, bool keepsAnchor);
    bool moveByKey(const QKeyEvent &event);
    bool editByKey(const QKeyEvent &event);
    bool useClipboard(const QKeyEvent &event);
    bool changeLook(const QKeyEvent &event);
    void setRuns(const QList<TextRun> &runs);
    [[nodiscard]] qsizetype boundary(qsizetype position, int direction, bool isWord) const;
    void documentChanged(const DocumentChange &change);

    const ToolOptions &m_options;
    ObjectId m_text;
    qsizetype m_caret = 0;
    qsizetype m_anchor = 0;
    QString m_composed; ///< by an input method, not in the text yet
    TypingGesture m_typing;
    QElapsedTimer m_clock;
    QTimer m_blink;
    bool m_isEmpty = false; ///< what is written has no words yet
    bool m_isCaretLit = true;
    bool m_isPressed = false;
    bool m_isPlacing = false;
    PointPt m_from;
    PointPt m_at;
    mutable std::optional<TextCaret> m_layout; ///< until the words change
};

} // namespace koma
