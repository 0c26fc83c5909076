// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/sections.h"
#include "ui/widgets/colourbutton.h"

#include <QComboBox>
#include <QCoreApplication>

namespace koma {
namespace {

/// The ways that a gradient commonly runs; the canvas sets any other.
enum class Course { Down, Up, Right, Left, Other };

struct Ends
{
    PointPt from;
    PointPt to;
};

Ends endsOf(Course course, const RectPt &box)
{
    const PointPt left{box.xPt, box.centre().yPt};
    const PointPt right{box.rightPt(), box.centre().yPt};
    const PointPt top{box.centre().xPt, box.yPt};
    const PointPt bottom{box.centre().xPt, box.bottomPt()};
    switch (course) {
    case Course::Down:
        return {top, bottom};
    case Course::Up:
        return {bottom, top};
    case Course::Right:
        return {left, right};
    case Course::Left:
    case Course::Other:
        break;
    }
    return {right, left};
}

Course courseOf(const ToneFill &tone, const RectPt &box)
{
    for (const Course course : {Course::Down, Course::Up, Course::Right, Course::Left}) {
        const Ends ends = endsOf(course, box);
        if (ends.from == tone.gradientFromPt && ends.to == tone.gradientToPt)
            return course;
    }
    return Course::Other;
}

class ToneSection : public ContentSection<ToneFill>
{
    Q_DECLARE_TR_FUNCTIONS(koma::ToneSection)

public:
    ToneSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::Tone, tr("Tone"), parent)
    {
        QComboBox *pattern =
            addChoice(tr("Pattern"),
                      {{tr("Dots"), static_cast<int>(TonePattern::Dots)},
                       {tr("Lines"), static_cast<int>(TonePattern::Lines)},
                       {tr("Noise"), static_cast<int>(TonePattern::Noise)},
                       {tr("Gradient"), static_cast<int>(TonePattern::Gradient)}},
                      enumerated(bound([](auto &tone) -> auto & { return tone.pattern; })));
        addScreen();
        addGradient(pattern);
        addColour(tr("Colour"), bound([](auto &tone) -> auto & { return tone.colour; }));
    }

private:
    void addScreen()
    {
        addSlider({.name = tr("Lines per inch"),
                   .toolTip = tr("How fine the screen is; 60 is common in print."),
                   .suffix = tr(" lpi"),
                   .minimum = 5.0,
                   .maximum = 150.0,
                   .standard = ToneFill().lpi,
                   .decimals = 1},
                  bound([](auto &tone) -> auto & { return tone.lpi; }));
        addSlider(
            {.name = tr("Angle"),
             .toolTip = tr("Of the screen's rows."),
             .suffix = tr("°"),
             .minimum = -90.0,
             .maximum = 90.0,
             .standard = ToneFill().angleDeg,
             .decimals = 1},
            computed<double>([](const ToneFill &tone) { return levelAngleDeg(tone.angleDeg); },
                             [](ToneFill &tone, const double &value) { tone.angleDeg = value; }));
        addSlider({.name = tr("Density"),
                   .toolTip = tr("The share of ink."),
                   .suffix = tr(" %"),
                   .standard = ToneFill().density * kPercent,
                   .decimals = 1},
                  scaled(bound([](auto &tone) -> auto & { return tone.density; }), kPercent));
    }

    void addGradient(QComboBox *pattern)
    {
        QWidget *end = addSlider(
            {.name = tr("End density"),
             .toolTip = tr("The share of ink where the gradient ends."),
             .suffix = tr(" %"),
             .standard = 0.0,
             .decimals = 1},
            scaled(bound([](auto &tone) -> auto & { return tone.endDensity; }), kPercent));
        const Binding<int> course = placed<int>(
            [this](const PageObject &object) {
                return static_cast<int>(courseOf(*object.as<ToneFill>(), boxOf(object)));
            },
            [this](const PageObject &object, ToneFill &tone, const int &value) {
                if (static_cast<Course>(value) == Course::Other)
                    return;
                const Ends ends = endsOf(static_cast<Course>(value), boxOf(object));
                tone.gradientFromPt = ends.from;
                tone.gradientToPt = ends.to;
            });
        QWidget *direction = addChoice(tr("Runs"),
                                       {{tr("Down"), static_cast<int>(Course::Down)},
                                        {tr("Up"), static_cast<int>(Course::Up)},
                                        {tr("To the right"), static_cast<int>(Course::Right)},
                                        {tr("To the left"), static_cast<int>(Course::Left)},
                                        {tr("Freely"), static_cast<int>(Course::Other)}},
                                       course);
        onRefresh([this, pattern, end, direction] {
            const bool isGradient =
                pattern->currentData() == static_cast<int>(TonePattern::Gradient);
            setRowVisible(end, isGradient);
            setRowVisible(direction, isGradient);
        });
    }

    /// What the tone covers: its own area, else that of its panel or page.
    [[nodiscard]] RectPt boxOf(const PageObject &object) const
    {
        const RectPt own = boundsPt(object);
        if (!own.isEmpty())
            return own;
        const ObjectPlace place = document().placeOf(object.id);
        const PageObject *parent = document().object(place.parent);
        if (parent != nullptr && !boundsPt(*parent).isEmpty())
            return boundsPt(*parent);
        const Page *on = document().page(place.page);
        return on != nullptr ? on->properties.setup.bleedBoxPt() : RectPt{};
    }
};

} // namespace

ObjectSection *makeToneSection(PageSelection &selection, QWidget *parent)
{
    return new ToneSection(selection, parent);
}

} // namespace koma
