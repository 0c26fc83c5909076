// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stylize/stylizeparameters.h"

#include <QUndoCommand>

namespace koma {

class StylizeController;

/// Which control the user moved; moves of one control in one stroke of the hand are one step of
/// undo.
enum class ParameterKind { Style, Strength, ColourKeep, StrokeScale };

/// A change of the drawing's parameters.
class ParametersCommand : public QUndoCommand
{
public:
    struct Change
    {
        StylizeParameters before;
        StylizeParameters after;
        ParameterKind kind = ParameterKind::Style;
        int interaction = 0; ///< 0: never merged
    };

    ParametersCommand(StylizeController &controller, Change change);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    StylizeController &m_controller;
    Change m_change;
};

} // namespace koma
