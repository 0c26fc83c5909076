// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/typinggesture.h"
#include "core/document/model/document.h"

#include <QElapsedTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSyntaxHighlighter;
class QToolButton;
class QVBoxLayout;

namespace koma {

/// The words of one text: a field to type them, and what holds for the part that is marked in it:
/// bold, italic, underlined, size, reading (ruby), upright in the column (tate-chu-yoko). Typing
/// is undone word by word, with the document's undo. GUI thread; the document must outlive it.
class RunsEditor : public QWidget
{
    Q_OBJECT

public:
    explicit RunsEditor(Document &document, QWidget *parent = nullptr);

    /// An invalid id: nothing to edit.
    void setText(ObjectId text);
    /// Shows the words of now.
    void refresh();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QList<TextRun> runs() const;
    QToolButton *addToggle(const QString &name, bool TextRun::*member);
    void addRubyAndSize(QVBoxLayout *layout);
    void applyTyping();
    /// Whether each run of the part keeps to itself or the part becomes one.
    enum class Part { Runs, Unit };
    void applyLook(const std::function<void(TextRun &)> &change, Part part = Part::Runs);
    void showLook();

    Document &m_document;
    ObjectId m_text;
    QPlainTextEdit *m_field;
    QSyntaxHighlighter *m_highlighter = nullptr;
    QLineEdit *m_ruby;
    QComboBox *m_size;
    QList<QToolButton *> m_toggles;
    QList<TextRun> m_shown; ///< whose looks the field shows
    TypingGesture m_typing;
    QElapsedTimer m_clock;
};

} // namespace koma
