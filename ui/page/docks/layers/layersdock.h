// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/typinggesture.h"
#include "ui/page/docks/layers/layeractions.h"
#include "ui/page/session/pageselection.h"

#include <QWidget>

class QComboBox;

namespace koma {

class LayersView;
class SliderRow;

/// The content of the dock "Layers": the shown page's objects as a tree, opacity and blending of
/// the picked ones, and buttons for what is done with layers. GUI thread; the selection must
/// outlive it.
class LayersDock : public QWidget
{
    Q_OBJECT

public:
    explicit LayersDock(PageSelection &selection, QWidget *parent = nullptr);

    /// For the menus of the window and the canvas.
    [[nodiscard]] LayerActions &actions() const { return *m_actions; }
    [[nodiscard]] LayersView &view() const { return *m_view; }

Q_SIGNALS:
    /// A sentence for the status bar.
    void refused(const QString &reason);

private:
    QWidget *makeMixing();
    QWidget *makeButtons();
    void follow(const DocumentChange &change);
    void showMixing();
    void setOpacity(double percent, int interaction);
    void setBlend(int mode);

    PageSelection &m_selection;
    LayerActions *m_actions;
    LayersView *m_view;
    QComboBox *m_blend = nullptr;
    SliderRow *m_opacity = nullptr;
    int m_interaction = 0;
    GestureNumber m_gesture = 0;
};

} // namespace koma
