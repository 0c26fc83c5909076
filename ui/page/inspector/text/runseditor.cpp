// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/text/runseditor.h"

#include "core/document/commands/changecommands.h"
#include "core/document/model/textruns.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSyntaxHighlighter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace koma {
namespace {

/// Shows the looks of runs in the field.
class RunHighlighter : public QSyntaxHighlighter
{
public:
    RunHighlighter(QTextDocument *document, const QList<TextRun> &runs)
        : QSyntaxHighlighter(document), m_runs(runs)
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        const auto blockStart = static_cast<qsizetype>(currentBlock().position());
        qsizetype start = 0;
        for (const TextRun &run : m_runs) {
            const qsizetype from = std::max<qsizetype>(0, start - blockStart);
            start += run.text.size();
            const qsizetype to = std::min<qsizetype>(text.size(), start - blockStart);
            if (to > from)
                setFormat(static_cast<int>(from), static_cast<int>(to - from), formatOf(run));
        }
    }

private:
    static QTextCharFormat formatOf(const TextRun &run)
    {
        QTextCharFormat format;
        if (run.isBold)
            format.setFontWeight(QFont::Bold);
        format.setFontItalic(run.isItalic);
        format.setFontUnderline(run.isUnderlined);
        if (!run.ruby.isEmpty() || run.isTateChuYoko)
            format.setBackground(QColor(76, 110, 245, 70));
        return format;
    }

    const QList<TextRun> &m_runs;
};

constexpr int kFieldLines = 4;
constexpr std::array kSizes{50, 75, 90, 100, 110, 125, 150, 200};

} // namespace

RunsEditor::RunsEditor(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_field(new QPlainTextEdit(this)),
      m_ruby(new QLineEdit(this)),
      m_size(new QComboBox(this))
{
    m_clock.start();
    m_field->setAccessibleName(tr("Words"));
    m_field->setPlaceholderText(tr("Words"));
    m_field->setTabChangesFocus(true);
    m_field->setUndoRedoEnabled(false);
    m_field->setFixedHeight(m_field->fontMetrics().lineSpacing() * kFieldLines + 18);
    m_field->installEventFilter(this);
    m_highlighter = new RunHighlighter(m_field->document(), m_shown);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_field);
    auto *toggles = new QHBoxLayout;
    toggles->setSpacing(2);
    QToolButton *bold = addToggle(tr("Bold marked words"), &TextRun::isBold);
    QToolButton *italic = addToggle(tr("Italic marked words"), &TextRun::isItalic);
    QToolButton *underlined = addToggle(tr("Underlined marked words"), &TextRun::isUnderlined);
    QToolButton *upright = addToggle(tr("Tate-chu-yoko"), &TextRun::isTateChuYoko);
    bold->setText(tr("B", "bold"));
    italic->setText(tr("I", "italic"));
    underlined->setText(tr("U", "underlined"));
    upright->setText(tr("縦中横"));
    upright->setToolTip(tr("Tate-chu-yoko: the marked characters stand upright across a column"));
    QFont font = bold->font();
    font.setBold(true);
    bold->setFont(font);
    font = italic->font();
    font.setItalic(true);
    italic->setFont(font);
    font = underlined->font();
    font.setUnderline(true);
    underlined->setFont(font);
    for (QToolButton *toggle : m_toggles)
        toggles->addWidget(toggle);
    toggles->addStretch(1);
    toggles->addWidget(m_size);
    layout->addLayout(toggles);
    addRubyAndSize(layout);
    connect(m_field, &QPlainTextEdit::textChanged, this, &RunsEditor::applyTyping);
    connect(m_field, &QPlainTextEdit::selectionChanged, this, &RunsEditor::showLook);
    connect(m_field, &QPlainTextEdit::cursorPositionChanged, this, &RunsEditor::showLook);
}

QToolButton *RunsEditor::addToggle(const QString &name, bool TextRun::*member)
{
    auto *toggle = new QToolButton(this);
    toggle->setCheckable(true);
    toggle->setAccessibleName(name);
    toggle->setToolTip(name);
    connect(toggle, &QToolButton::clicked, this, [this, member](bool isOn) {
        const bool isUnit = isOn && member == &TextRun::isTateChuYoko;
        applyLook([=](TextRun &run) { run.*member = isOn; }, isUnit ? Part::Unit : Part::Runs);
    });
    m_toggles.append(toggle);
    return toggle;
}

void RunsEditor::addRubyAndSize(QVBoxLayout *layout)
{
    m_size->setAccessibleName(tr("Size of marked words"));
    m_size->setToolTip(tr("Size of the marked words, of the text's size"));
    for (const int percent : kSizes)
        m_size->addItem(tr("%1 %").arg(percent), percent);
    connect(m_size, &QComboBox::activated, this, [this] {
        const double factor = m_size->currentData().toInt() / 100.0;
        applyLook([=](TextRun &run) { run.sizeFactor = factor; });
    });
    m_ruby->setAccessibleName(tr("Ruby"));
    m_ruby->setToolTip(tr("The reading beside the marked words; spaces part it by characters"));
    m_ruby->setPlaceholderText(tr("reading of the marked words"));
    connect(m_ruby, &QLineEdit::editingFinished, this, [this] {
        if (!m_ruby->isModified())
            return;
        m_ruby->setModified(false);
        const QString ruby = m_ruby->text();
        applyLook([&](TextRun &run) { run.ruby = ruby; }, ruby.isEmpty() ? Part::Runs : Part::Unit);
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *name = new QLabel(tr("Ruby"), this);
    name->setBuddy(m_ruby);
    row->addWidget(name);
    row->addWidget(m_ruby, 1);
    layout->addLayout(row);
}

QList<TextRun> RunsEditor::runs() const
{
    const PageObject *object = m_document.object(m_text);
    const auto *text = object != nullptr ? object->as<TextBlock>() : nullptr;
    return text != nullptr ? text->runs : QList<TextRun>();
}

void RunsEditor::setText(ObjectId text)
{
    if (text != m_text) {
        m_typing.interrupt();
        m_ruby->setModified(false);
    }
    m_text = text;
    refresh();
}

void RunsEditor::refresh()
{
    if (const QList<TextRun> now = runs(); now != m_shown) {
        m_shown = now;
        QString words;
        for (const TextRun &run : now)
            words += run.text;
        const QSignalBlocker quiet(m_field);
        if (words != m_field->toPlainText())
            m_field->setPlainText(words);
        m_highlighter->rehighlight();
    }
    showLook();
}

void RunsEditor::applyTyping()
{
    QString before;
    for (const TextRun &run : m_shown)
        before += run.text;
    const QString after = m_field->toPlainText();
    if (after == before)
        return;
    qsizetype same = 0;
    const qsizetype shorter = std::min(before.size(), after.size());
    while (same < shorter && before[same] == after[same])
        ++same;
    qsizetype tail = 0;
    while (tail < shorter - same &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    m_shown = withText(m_shown, same, before.size() - same - tail,
                       after.mid(same, after.size() - same - tail));
    m_document.undoStack().push(changeText(m_document, m_text, m_shown,
                                           m_typing.numberFor(before, after, m_clock.elapsed()))
                                    .release());
    {
        // It has looked at the words already, but with the looks of before.
        const QSignalBlocker quiet(m_field);
        m_highlighter->rehighlight();
    }
    refresh();
}

void RunsEditor::applyLook(const std::function<void(TextRun &)> &change, Part part)
{
    const QTextCursor cursor = m_field->textCursor();
    m_typing.interrupt();
    const auto apply = part == Part::Unit ? withUnit : withLook;
    const QList<TextRun> changed =
        apply(runs(), cursor.selectionStart(), cursor.selectionEnd(), change);
    m_document.undoStack().push(changeText(m_document, m_text, changed).release());
    refresh();
}

void RunsEditor::showLook()
{
    const QTextCursor cursor = m_field->textCursor();
    const LookOfPart look = lookOf(m_shown, cursor.selectionStart(), cursor.selectionEnd());
    const std::array states{look.isBold, look.isItalic, look.isUnderlined, look.isTateChuYoko};
    for (qsizetype i = 0; i < m_toggles.size(); ++i) {
        m_toggles[i]->setEnabled(cursor.hasSelection());
        m_toggles[i]->setChecked(states.at(static_cast<std::size_t>(i)));
    }
    m_size->setEnabled(cursor.hasSelection());
    m_size->setCurrentIndex(
        m_size->findData(static_cast<int>(std::lround(look.sizeFactor * 100.0))));
    m_ruby->setEnabled(cursor.hasSelection());
    if (!m_ruby->isModified() && m_ruby->text() != look.ruby)
        m_ruby->setText(look.ruby);
}

bool RunsEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        // The document's own undo: that of the field would know nothing of looks.
        const auto *key = static_cast<QKeyEvent *>(event); // NOLINT(*-static-cast-downcast)
        if (key->matches(QKeySequence::Undo)) {
            m_document.undoStack().undo();
            return true;
        }
        if (key->matches(QKeySequence::Redo)) {
            m_document.undoStack().redo();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace koma
