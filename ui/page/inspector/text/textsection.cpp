// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/lettering.h"
#include "ui/page/inspector/sections.h"
#include "ui/page/inspector/text/curvepresets.h"
#include "ui/page/inspector/text/runseditor.h"
#include "ui/widgets/colourbutton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFontComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace koma {
namespace {

class TextSection : public ContentSection<TextBlock>
{
    Q_DECLARE_TR_FUNCTIONS(koma::TextSection)

public:
    TextSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::Text, tr("Text"), parent)
    {
        addWords();
        addType();
        addSetting();
        addColours();
    }

private:
    void addWords()
    {
        auto *words = new RunsEditor(document(), this);
        addWide(words);
        onRefresh([this, words] {
            const QList<ObjectId> texts = targets();
            words->setVisible(texts.size() == 1);
            words->setText(texts.size() == 1 ? texts.first() : ObjectId{});
        });
    }

    void addFamily()
    {
        auto *family = new QFontComboBox(this);
        family->setAccessibleName(tr("Font"));
        family->setMinimumContentsLength(8);
        family->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        addRow(tr("Font"), family);
        const QString standard = LetteringStyle().families.first();
        family->lineEdit()->setPlaceholderText(standard);
        const auto binding = bound([](auto &text) -> auto & { return text.fontFamily; });
        connect(family, &QComboBox::textActivated, this,
                [binding](const QString &name) { binding.change(name, 0); });
        connect(family->lineEdit(), &QLineEdit::editingFinished, this, [family, binding] {
            if (family->lineEdit()->isModified())
                binding.change(family->currentText(), 0);
            family->lineEdit()->setModified(false);
        });
        onRefresh([family, binding, standard] {
            const auto shared = sharedValue(binding.values());
            // An empty family is the standard one: what the renderer takes.
            family->lineEdit()->setPlaceholderText(shared ? standard : tr("Different"));
            if (!family->lineEdit()->isModified())
                family->setEditText(shared.value_or(QString()));
        });
    }

    /// All runs of all blocks.
    Binding<bool> ofAllRuns(bool TextRun::*look)
    {
        return {[this, look] {
                    QList<bool> values;
                    for (const PageObject *object : objects()) {
                        for (const TextRun &run : object->as<TextBlock>()->runs)
                            values.append(run.*look);
                    }
                    return values;
                },
                [this, look](const bool &isOn, GestureNumber gesture) {
                    const auto set = [&](TextBlock &text) {
                        for (TextRun &run : text.runs)
                            run.*look = isOn;
                    };
                    change(set, gesture);
                }};
    }

    void addType()
    {
        addFamily();
        addSlider({.name = tr("Size"),
                   .toolTip = tr("Of the letters; of auto-fitted text the largest."),
                   .suffix = tr(" pt"),
                   .minimum = 3.0,
                   .maximum = 150.0,
                   .standard = TextBlock().sizePt,
                   .decimals = 1,
                   .scale = SliderRow::Scale::Logarithmic},
                  bound([](auto &text) -> auto & { return text.sizePt; }));
        addCheck(tr("Fit to the frame"), tr("The size follows the frame or the balloon."),
                 bound([](auto &text) -> auto & { return text.isAutoFitted; }));
        QToolButton *bold = makeToggle(tr("Bold"), ofAllRuns(&TextRun::isBold));
        QToolButton *italic = makeToggle(tr("Italic"), ofAllRuns(&TextRun::isItalic));
        QToolButton *underlined = makeToggle(tr("Underlined"), ofAllRuns(&TextRun::isUnderlined));
        QFont font = bold->font();
        font.setBold(true);
        bold->setFont(font);
        bold->setText(tr("B", "bold"));
        font = italic->font();
        font.setItalic(true);
        italic->setFont(font);
        italic->setText(tr("I", "italic"));
        font = underlined->font();
        font.setUnderline(true);
        underlined->setFont(font);
        underlined->setText(tr("U", "underlined"));
        auto *line = new QWidget(this);
        auto *looks = new QHBoxLayout(line);
        looks->setContentsMargins(0, 0, 0, 0);
        looks->setSpacing(2);
        for (QToolButton *toggle : {bold, italic, underlined})
            looks->addWidget(toggle);
        looks->addStretch(1);
        addRow(tr("Whole text"), line);
    }

    void addSetting()
    {
        addSlider({.name = tr("Line spacing"),
                   .toolTip = tr("From line to line, in sizes."),
                   .suffix = tr(" ×"),
                   .minimum = 0.7,
                   .maximum = 3.0,
                   .standard = TextBlock().lineSpacing,
                   .decimals = 2},
                  bound([](auto &text) -> auto & { return text.lineSpacing; }));
        addSlider({.name = tr("Tracking"),
                   .toolTip = tr("Added between letters, in hundredths of the size."),
                   .suffix = tr(" %"),
                   .minimum = -20.0,
                   .maximum = 100.0,
                   .standard = 0.0,
                   .decimals = 1},
                  scaled(bound([](auto &text) -> auto & { return text.trackingEm; }), kPercent));
        addChoice(
            tr("Direction"),
            {{tr("Rows"), static_cast<int>(WritingMode::Horizontal)},
             {tr("Columns, right to left"), static_cast<int>(WritingMode::VerticalRightToLeft)}},
            enumerated(bound([](auto &text) -> auto & { return text.writingMode; })));
        addChoice(tr("Alignment"),
                  {{tr("Start"), static_cast<int>(TextAlignment::Start)},
                   {tr("Centre"), static_cast<int>(TextAlignment::Centre)},
                   {tr("End"), static_cast<int>(TextAlignment::End)}},
                  enumerated(bound([](auto &text) -> auto & { return text.alignment; })));
        addCurve();
        addLanguage(tr("As the comic"), bound([](auto &text) -> auto & { return text.language; }));
    }

    void addCurve()
    {
        const Binding<int> curve =
            computed<int>([](const TextBlock &text) { return static_cast<int>(presetOf(text)); },
                          [](TextBlock &text, const int &preset) {
                              if (static_cast<CurvePreset>(preset) != CurvePreset::Other)
                                  text.curvePt =
                                      curveOf(static_cast<CurvePreset>(preset), text.framePt);
                          });
        addChoice(tr("Curve"),
                  {{tr("None"), static_cast<int>(CurvePreset::None)},
                   {tr("Arch up"), static_cast<int>(CurvePreset::ArchUp)},
                   {tr("Arch down"), static_cast<int>(CurvePreset::ArchDown)},
                   {tr("Wave"), static_cast<int>(CurvePreset::Wave)},
                   {tr("As drawn"), static_cast<int>(CurvePreset::Other)}},
                  curve)
            ->setToolTip(tr("The line that the letters of a sound effect stand on."));
    }

    void addColours()
    {
        addColour(tr("Colour"), bound([](auto &text) -> auto & { return text.colour; }));
        addSlider({.name = tr("Outline"),
                   .toolTip = tr("A contour around the letters; 0 draws none."),
                   .suffix = tr(" pt"),
                   .maximum = 20.0,
                   .standard = 0.0,
                   .decimals = 2},
                  bound([](auto &text) -> auto & { return text.outline.widthPt; }));
        addColour(tr("Outline colour"),
                  bound([](auto &text) -> auto & { return text.outline.colour; }));
    }
};

} // namespace

ObjectSection *makeTextSection(PageSelection &selection, QWidget *parent)
{
    return new TextSection(selection, parent);
}

} // namespace koma
