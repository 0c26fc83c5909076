// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/panelcommands.h"
#include "ui/page/inspector/sections.h"
#include "ui/widgets/colourbutton.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>

namespace koma {
namespace {

class PanelSection : public ContentSection<Panel>
{
    Q_DECLARE_TR_FUNCTIONS(koma::PanelSection)

public:
    PanelSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::Panel, tr("Panel"), parent)
    {
        QComboBox *style =
            addChoice(tr("Border"),
                      {{tr("Solid"), static_cast<int>(BorderStyle::Solid)},
                       {tr("Dashed"), static_cast<int>(BorderStyle::Dashed)},
                       {tr("Dotted"), static_cast<int>(BorderStyle::Dotted)},
                       {tr("None"), static_cast<int>(BorderStyle::None)}},
                      enumerated(bound([](auto &panel) -> auto & { return panel.border.style; })));
        QWidget *width = addSlider(
            {.name = tr("Border width"),
             .toolTip = tr("Of the frame's line, which lies centred on the panel's edge."),
             .suffix = tr(" pt"),
             .minimum = 0.1,
             .maximum = 20.0,
             .standard = PanelBorder().widthPt,
             .decimals = 2,
             .scale = SliderRow::Scale::Logarithmic},
            bound([](auto &panel) -> auto & { return panel.border.widthPt; }));
        QWidget *colour = addColour(
            tr("Border colour"), bound([](auto &panel) -> auto & { return panel.border.colour; }));
        addSlider({.name = tr("Corner radius"),
                   .toolTip = tr("How round the corners are."),
                   .suffix = tr(" pt"),
                   .maximum = 72.0,
                   .standard = 0.0,
                   .decimals = 1},
                  bound([](auto &panel) -> auto & { return panel.cornerRadiusPt; }));
        addColour(tr("Background"), bound([](auto &panel) -> auto & { return panel.background; }));
        onRefresh([=] {
            const bool hasLine = style->currentData() != static_cast<int>(BorderStyle::None);
            width->setEnabled(hasLine);
            colour->setEnabled(hasLine);
        });
        addMerging();
    }

private:
    void addMerging()
    {
        auto *merge = new QPushButton(tr("Merge panels"), this);
        merge->setToolTip(tr("Make one panel of those that face each other across gutters."));
        auto *problem = new QLabel(this);
        problem->setObjectName(QStringLiteral("warningText"));
        problem->setWordWrap(true);
        addWide(merge);
        addWide(problem);
        connect(merge, &QPushButton::clicked, this, [this, problem] {
            auto command = mergePanels(document(), targets());
            problem->setVisible(!command);
            if (!command) {
                problem->setText(QString::fromStdString(command.error().message));
                return;
            }
            push(std::move(*command));
        });
        onRefresh([this, merge, problem] {
            merge->setVisible(targets().size() > 1);
            problem->setVisible(false);
        });
    }
};

} // namespace

ObjectSection *makePanelSection(PageSelection &selection, QWidget *parent)
{
    return new PanelSection(selection, parent);
}

} // namespace koma
