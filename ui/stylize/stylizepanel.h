// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/stylecard.h"
#include "ui/stylize/parameterscommand.h"
#include "ui/stylize/stylizeparameters.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace koma {

class SliderRow;

/// The controls of the drawing and the facts about its style. Shows parameters and proposes new
/// ones; it changes nothing itself.
class StylizePanel : public QWidget
{
    Q_OBJECT

public:
    explicit StylizePanel(QWidget *parent = nullptr);

    void showParameters(const StylizeParameters &parameters);
    /// A card without an id: the picture itself.
    void showStyle(const StyleCard &card);
    void setPictureOpen(bool open);

    [[nodiscard]] SliderRow *strength() const { return m_strength; }
    [[nodiscard]] SliderRow *colourKeep() const { return m_colourKeep; }
    [[nodiscard]] SliderRow *strokeScale() const { return m_strokeScale; }
    [[nodiscard]] QPushButton *exportButton() const { return m_exportButton; }

Q_SIGNALS:
    void edited(const koma::StylizeParameters &parameters, koma::ParameterKind kind,
                int interaction);
    void exportRequested();

private:
    QWidget *makeFacts();
    void connectRows();
    void updateEnabled();

    StylizeParameters m_parameters;
    bool m_isPictureOpen = false;
    QLabel *m_title;
    QLabel *m_description;
    SliderRow *m_strength;
    SliderRow *m_colourKeep;
    SliderRow *m_strokeScale;
    QLabel *m_facts = nullptr;
    QPushButton *m_exportButton;
};

} // namespace koma
