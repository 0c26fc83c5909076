// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layers/layersdock.h"

#include "core/document/commands/changecommands.h"
#include "ui/page/docks/layers/layernames.h"
#include "ui/page/docks/layers/layersview.h"
#include "ui/theme/icon.h"
#include "ui/widgets/sliderrow.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kPercent = 100.0;

SliderRow::Setup opacitySetup()
{
    return {.name = LayersDock::tr("Opacity"),
            .toolTip = LayersDock::tr("How much of the picked layers is seen."),
            .suffix = LayersDock::tr(" %")};
}

QAction *separator(QWidget *owner)
{
    auto *action = new QAction(owner);
    action->setSeparator(true);
    return action;
}

} // namespace

LayersDock::LayersDock(PageSelection &selection, QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_actions(new LayerActions(selection, this)),
      m_view(new LayersView(selection, this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeMixing());
    layout->addWidget(m_view, 1);
    layout->addWidget(makeButtons());

    auto *rename = new QAction(tr("&Rename"), this);
    rename->setShortcut(QKeySequence(Qt::Key_F2));
    rename->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(rename, &QAction::triggered, m_view, [this] {
        if (const QModelIndex current = m_view->currentIndex(); current.isValid())
            m_view->edit(current.siblingAtColumn(LayerTreeModel::NameColumn));
    });
    m_view->addAction(rename);
    for (QAction *action : m_actions->inMenuOrder())
        m_view->addAction(action != nullptr ? action : separator(this));

    connect(m_view, &LayersView::switchClicked, this,
            [this](LayerTreeModel::Column column, const QList<ObjectId> &objects) {
                if (column == LayerTreeModel::VisibleColumn)
                    m_actions->toggleVisible(objects);
                else
                    m_actions->toggleLocked(objects);
            });
    connect(m_actions, &LayerActions::refused, this, &LayersDock::refused);
    connect(&m_view->layers(), &LayerTreeModel::refused, this, &LayersDock::refused);
    connect(&selection, &PageSelection::objectsChanged, this, &LayersDock::showMixing);
    connect(&selection.document(), &Document::changed, this, &LayersDock::follow);
    showMixing();
}

QWidget *LayersDock::makeMixing()
{
    auto *area = new QWidget(this);
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(14, 6, 14, 8);
    layout->setSpacing(6);
    m_blend = new QComboBox(area);
    m_blend->setAccessibleName(tr("Blending"));
    m_blend->setToolTip(tr("How the picked layers mix with what lies below them."));
    for (int mode = 0; mode < kBlendModeCount; ++mode)
        m_blend->addItem(blendModeName(static_cast<BlendMode>(mode)));
    m_opacity = new SliderRow(opacitySetup(), area);
    auto *blendRow = new QHBoxLayout;
    auto *name = new QLabel(tr("Blending"), area);
    name->setBuddy(m_blend);
    blendRow->addWidget(name);
    blendRow->addWidget(m_blend, 1);
    layout->addLayout(blendRow);
    layout->addWidget(m_opacity);
    connect(m_blend, &QComboBox::activated, this, &LayersDock::setBlend);
    connect(m_opacity, &SliderRow::valueEdited, this, &LayersDock::setOpacity);
    return area;
}

QWidget *LayersDock::makeButtons()
{
    auto *area = new QWidget(this);
    auto *layout = new QHBoxLayout(area);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(0);
    const auto add = [&](QAction *action) {
        auto *button = new QToolButton(area);
        button->setDefaultAction(action);
        button->setIconSize(QSize(18, 18));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        layout->addWidget(button);
    };
    for (QAction *action : {m_actions->group, m_actions->ungroup})
        add(action);
    layout->addStretch();
    for (QAction *action :
         {m_actions->toFront, m_actions->forward, m_actions->backward, m_actions->toBack})
        add(action);
    layout->addStretch();
    for (QAction *action : {m_actions->duplicate, m_actions->remove})
        add(action);
    return area;
}

void LayersDock::follow(const DocumentChange &change)
{
    const QList<ObjectId> &picked = m_selection.objects();
    const bool isOfPicked = change.properties.testFlag(DocumentProperty::Layer) &&
                            std::any_of(change.objects.begin(), change.objects.end(),
                                        [&](ObjectId id) { return picked.contains(id); });
    if (isOfPicked)
        showMixing();
}

void LayersDock::showMixing()
{
    const QList<ObjectId> &picked = m_selection.objects();
    m_blend->setEnabled(!picked.isEmpty());
    m_opacity->setEnabled(!picked.isEmpty());
    const PageObject *first =
        picked.isEmpty() ? nullptr : m_selection.document().object(picked.first());
    if (first == nullptr)
        return;
    const bool isSameBlend = std::all_of(picked.begin(), picked.end(), [&](ObjectId id) {
        return m_selection.document().object(id)->properties.blend == first->properties.blend;
    });
    m_blend->setCurrentIndex(isSameBlend ? static_cast<int>(first->properties.blend) : -1);
    const double percent = first->properties.opacity * kPercent;
    // The hand on the slider is not pushed back by the rounding of the number field.
    if (std::abs(m_opacity->value() - percent) >= 0.5)
        m_opacity->showValue(percent);
}

void LayersDock::setOpacity(double percent, int interaction)
{
    if (interaction != m_interaction)
        m_gesture = nextGestureNumber();
    m_interaction = interaction;
    Document &document = m_selection.document();
    document.undoStack().push(
        changeLayers(
            document, m_selection.objects(),
            [&](ObjectProperties &properties) { properties.opacity = percent / kPercent; },
            m_gesture)
            .release());
}

void LayersDock::setBlend(int mode)
{
    Document &document = m_selection.document();
    document.undoStack().push(
        changeLayers(document, m_selection.objects(), [&](ObjectProperties &properties) {
            properties.blend = static_cast<BlendMode>(mode);
        }).release());
}

} // namespace koma
