// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/sections.h"
#include "ui/widgets/colourbutton.h"

#include <QComboBox>
#include <QCoreApplication>

namespace koma {
namespace {

class InkSection : public ContentSection<InkStroke>
{
    Q_DECLARE_TR_FUNCTIONS(koma::InkSection)

public:
    InkSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::Ink, tr("Ink"), parent)
    {
        addSlider({.name = tr("Width"),
                   .toolTip = tr("Of the line at full pressure."),
                   .suffix = tr(" pt"),
                   .minimum = 0.1,
                   .maximum = 50.0,
                   .standard = InkStroke().widthPt,
                   .decimals = 2,
                   .scale = SliderRow::Scale::Logarithmic},
                  bound([](auto &ink) -> auto & { return ink.widthPt; }));
        addSlider(
            {.name = tr("Least width"),
             .toolTip = tr("Without pressure, as a share of the full width."),
             .suffix = tr(" %"),
             .standard = InkStroke().minWidthFraction * kPercent},
            scaled(bound([](auto &ink) -> auto & { return ink.minWidthFraction; }), kPercent));
        addColour(tr("Colour"), bound([](auto &ink) -> auto & { return ink.colour; }));
    }
};

class MaskSection : public ContentSection<MaskStroke>
{
    Q_DECLARE_TR_FUNCTIONS(koma::MaskSection)

public:
    MaskSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::Mask, tr("Mask"), parent)
    {
        addSlider({.name = tr("Width"),
                   .toolTip = tr("Of the brush at full pressure."),
                   .suffix = tr(" pt"),
                   .minimum = 0.5,
                   .maximum = 200.0,
                   .standard = MaskStroke().widthPt,
                   .decimals = 1,
                   .scale = SliderRow::Scale::Logarithmic},
                  bound([](auto &mask) -> auto & { return mask.widthPt; }));
        addSlider({.name = tr("Hardness"),
                   .toolTip = tr("0 % fades out, 100 % ends sharply."),
                   .suffix = tr(" %"),
                   .standard = MaskStroke().hardness * kPercent},
                  scaled(bound([](auto &mask) -> auto & { return mask.hardness; }), kPercent));
        addChoice(tr("Effect"),
                  {{tr("Hide"), static_cast<int>(MaskEffect::Hide)},
                   {tr("Reveal"), static_cast<int>(MaskEffect::Reveal)}},
                  enumerated(bound([](auto &mask) -> auto & { return mask.effect; })));
    }
};

} // namespace

ObjectSection *makeInkSection(PageSelection &selection, QWidget *parent)
{
    return new InkSection(selection, parent);
}

ObjectSection *makeMaskSection(PageSelection &selection, QWidget *parent)
{
    return new MaskSection(selection, parent);
}

} // namespace koma
