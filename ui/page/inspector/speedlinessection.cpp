// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/sections.h"
#include "ui/widgets/colourbutton.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QPushButton>

#include <algorithm>

namespace koma {
namespace {

class SpeedLinesSection : public ContentSection<SpeedLines>
{
    Q_DECLARE_TR_FUNCTIONS(koma::SpeedLinesSection)

public:
    SpeedLinesSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::SpeedLines, tr("Speed lines"), parent)
    {
        QComboBox *kind =
            addChoice(tr("Kind"),
                      {{tr("Focus"), static_cast<int>(SpeedLineKind::Focus)},
                       {tr("Parallel"), static_cast<int>(SpeedLineKind::Parallel)}},
                      enumerated(bound([](auto &lines) -> auto & { return lines.kind; })));
        addCountAndWidths();
        addUnevenness();
        addKindsOwn(kind);
        addColour(tr("Colour"), bound([](auto &lines) -> auto & { return lines.colour; }));
        addAnother();
    }

private:
    void addCountAndWidths()
    {
        addSlider({.name = tr("Count"),
                   .toolTip = tr("How many lines."),
                   .minimum = 3.0,
                   .maximum = 1000.0,
                   .standard = static_cast<double>(SpeedLines().count),
                   .scale = SliderRow::Scale::Logarithmic},
                  computed<double>([](const SpeedLines &lines) { return lines.count; },
                                   [](SpeedLines &lines, const double &value) {
                                       lines.count = static_cast<int>(value);
                                   }));
        // The thinnest may not be thicker than the thickest: the other width gives way.
        addSlider({.name = tr("Least width"),
                   .toolTip = tr("Of the thinnest line."),
                   .suffix = tr(" pt"),
                   .minimum = 0.05,
                   .maximum = 20.0,
                   .standard = SpeedLines().minWidthPt,
                   .decimals = 2,
                   .scale = SliderRow::Scale::Logarithmic},
                  computed<double>([](const SpeedLines &lines) { return lines.minWidthPt; },
                                   [](SpeedLines &lines, const double &value) {
                                       lines.minWidthPt = value;
                                       lines.maxWidthPt = std::max(lines.maxWidthPt, value);
                                   }));
        addSlider({.name = tr("Most width"),
                   .toolTip = tr("Of the thickest line."),
                   .suffix = tr(" pt"),
                   .minimum = 0.05,
                   .maximum = 20.0,
                   .standard = SpeedLines().maxWidthPt,
                   .decimals = 2,
                   .scale = SliderRow::Scale::Logarithmic},
                  computed<double>([](const SpeedLines &lines) { return lines.maxWidthPt; },
                                   [](SpeedLines &lines, const double &value) {
                                       lines.maxWidthPt = value;
                                       lines.minWidthPt = std::min(lines.minWidthPt, value);
                                   }));
    }

    void addUnevenness()
    {
        addSlider(
            {.name = tr("Uneven length"),
             .toolTip = tr("By how much of their length lines differ."),
             .suffix = tr(" %"),
             .standard = SpeedLines().lengthJitter * kPercent},
            scaled(bound([](auto &lines) -> auto & { return lines.lengthJitter; }), kPercent));
        addSlider(
            {.name = tr("Uneven gaps"),
             .toolTip = tr("By how much the gaps between lines differ."),
             .suffix = tr(" %"),
             .standard = SpeedLines().spacingJitter * kPercent},
            scaled(bound([](auto &lines) -> auto & { return lines.spacingJitter; }), kPercent));
    }

    void addKindsOwn(QComboBox *kind)
    {
        const auto radius = [this](const QString &name, double standard,
                                   const Binding<double> &binding) {
            return addSlider({.name = name,
                              .toolTip = tr("Half an axis of the ellipse that stays clear."),
                              .suffix = tr(" pt"),
                              .minimum = 0.0,
                              .maximum = 600.0,
                              .standard = standard,
                              .decimals = 1},
                             binding);
        };
        const QList<QWidget *> ofFocus{
            radius(tr("Clear width"), SpeedLines().clearRadiusXPt,
                   bound([](auto &lines) -> auto & { return lines.clearRadiusXPt; })),
            radius(tr("Clear height"), SpeedLines().clearRadiusYPt,
                   bound([](auto &lines) -> auto & { return lines.clearRadiusYPt; }))};
        QWidget *angle =
            addSlider({.name = tr("Angle"),
                       .toolTip = tr("Of the lines, clockwise; 0° is level."),
                       .suffix = tr("°"),
                       .minimum = -90.0,
                       .maximum = 90.0,
                       .standard = 0.0,
                       .decimals = 1},
                      computed<double>(
                          [](const SpeedLines &lines) { return levelAngleDeg(lines.angleDeg); },
                          [](SpeedLines &lines, const double &value) { lines.angleDeg = value; }));
        onRefresh([this, kind, ofFocus, angle] {
            const QVariant shown = kind->currentData();
            for (QWidget *row : ofFocus)
                setRowVisible(row, shown != static_cast<int>(SpeedLineKind::Parallel));
            setRowVisible(angle, shown != static_cast<int>(SpeedLineKind::Focus));
        });
    }

    void addAnother()
    {
        auto *another = new QPushButton(tr("Another"), this);
        another->setToolTip(tr("Draw the lines anew with the same settings."));
        addWide(another);
        connect(another, &QPushButton::clicked, this,
                [this] { change([](SpeedLines &lines) { ++lines.seed; }); });
    }
};

} // namespace

ObjectSection *makeSpeedLinesSection(PageSelection &selection, QWidget *parent)
{
    return new SpeedLinesSection(selection, parent);
}

} // namespace koma
