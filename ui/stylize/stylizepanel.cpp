// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/stylizepanel.h"

#include "ui/theme/icon.h"
#include "ui/widgets/sliderrow.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace koma {
namespace {

constexpr double kPercent = 100.0;

SliderRow::Setup strengthSetup()
{
    return {.name = StylizePanel::tr("Strength"),
            .toolTip = StylizePanel::tr("How much of the drawing lies over the picture."),
            .suffix = StylizePanel::tr(" %")};
}

SliderRow::Setup colourKeepSetup()
{
    return {.name = StylizePanel::tr("Keep colours"),
            .toolTip = StylizePanel::tr("Colours of the picture under the lines of the drawing."),
            .suffix = StylizePanel::tr(" %"),
            .standard = 0.0};
}

SliderRow::Setup strokeScaleSetup()
{
    return {.name = StylizePanel::tr("Stroke scale"),
            .toolTip =
                StylizePanel::tr("How thick the strokes are on the page; 1 is the style's own."),
            .suffix = StylizePanel::tr(" ×"),
            .minimum = kMinStrokeScale,
            .maximum = kMaxStrokeScale,
            .standard = 1.0,
            .decimals = 2,
            .scale = SliderRow::Scale::Logarithmic};
}

QLabel *wrappedLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

/// One fact as a paragraph: its name small, its text below.
QString fact(const QString &name, const std::string &text)
{
    if (text.empty())
        return {};
    return QStringLiteral(
               "<p style='margin:0 0 9px 0'><span style='font-size:small'>%1</span><br>%2</p>")
        .arg(name.toHtmlEscaped(), QString::fromStdString(text).toHtmlEscaped());
}

} // namespace

StylizePanel::StylizePanel(QWidget *parent)
    : QWidget(parent),
      m_title(wrappedLabel(QStringLiteral("panelTitle"), this)),
      m_description(wrappedLabel(QStringLiteral("mutedText"), this)),
      m_strength(new SliderRow(strengthSetup(), this)),
      m_colourKeep(new SliderRow(colourKeepSetup(), this)),
      m_strokeScale(new SliderRow(strokeScaleSetup(), this)),
      m_exportButton(new QPushButton(tr("Export…"), this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    m_exportButton->setObjectName(QStringLiteral("primaryButton"));
    m_exportButton->setToolTip(tr("Save the result at full size (Ctrl+E)"));

    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("panelPage"));
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(16, 8, 16, 12);
    pageLayout->setSpacing(14);
    pageLayout->addWidget(m_title);
    pageLayout->addWidget(m_description);
    pageLayout->addSpacing(4);
    for (SliderRow *row : {m_strength, m_colourKeep, m_strokeScale})
        pageLayout->addWidget(row);
    pageLayout->addWidget(makeFacts());
    pageLayout->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("panelScroll"));
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    auto *buttonArea = new QVBoxLayout;
    buttonArea->setContentsMargins(16, 8, 16, 16);
    buttonArea->addWidget(m_exportButton);
    layout->addLayout(buttonArea);
    setMinimumWidth(230);

    connectRows();
    showStyle({});
    updateEnabled();
}

QWidget *StylizePanel::makeFacts()
{
    auto *area = new QWidget(this);
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->setSpacing(12);
    auto *rule = new QFrame(area);
    rule->setObjectName(QStringLiteral("panelRule"));
    layout->addWidget(rule);
    m_facts = wrappedLabel(QStringLiteral("mutedText"), area);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAccessibleName(tr("About the style"));
    layout->addWidget(m_facts);
    return area;
}

void StylizePanel::connectRows()
{
    connect(m_strength, &SliderRow::valueEdited, this, [this](double value, int interaction) {
        m_parameters.blend.strength = value / kPercent;
        Q_EMIT edited(m_parameters, ParameterKind::Strength, interaction);
    });
    connect(m_colourKeep, &SliderRow::valueEdited, this, [this](double value, int interaction) {
        m_parameters.blend.colourKeep = value / kPercent;
        Q_EMIT edited(m_parameters, ParameterKind::ColourKeep, interaction);
    });
    connect(m_strokeScale, &SliderRow::valueEdited, this, [this](double value, int interaction) {
        m_parameters.strokeScale = value;
        Q_EMIT edited(m_parameters, ParameterKind::StrokeScale, interaction);
    });
    connect(m_exportButton, &QPushButton::clicked, this, &StylizePanel::exportRequested);
}

void StylizePanel::showParameters(const StylizeParameters &parameters)
{
    m_parameters = parameters;
    m_strength->showValue(parameters.blend.strength * kPercent);
    m_colourKeep->showValue(parameters.blend.colourKeep * kPercent);
    m_strokeScale->showValue(parameters.strokeScale);
    updateEnabled();
}

void StylizePanel::showStyle(const StyleCard &card)
{
    const bool isOriginal = card.id.empty();
    m_title->setText(isOriginal ? tr("Original") : QString::fromStdString(card.name));
    m_description->setText(isOriginal ? tr("Choose a style on the left to see it drawn.")
                                      : QString::fromStdString(card.description));
    m_description->setVisible(!m_description->text().isEmpty());
    m_facts->setText(fact(tr("Artist"), card.artist) + fact(tr("Licence"), card.licence) +
                     fact(tr("Credit to print"), card.credit));
    m_facts->parentWidget()->setVisible(!isOriginal);
}

void StylizePanel::setPictureOpen(bool open)
{
    m_isPictureOpen = open;
    updateEnabled();
}

void StylizePanel::updateEnabled()
{
    const bool canDraw = m_isPictureOpen && !m_parameters.styleId.isEmpty();
    for (SliderRow *row : {m_strength, m_colourKeep, m_strokeScale})
        row->setEnabled(canDraw);
    m_exportButton->setEnabled(m_isPictureOpen);
}

} // namespace koma
