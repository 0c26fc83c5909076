// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylize/parameterscommand.h"

#include "ui/stylize/stylizecontroller.h"

#include <QCoreApplication>

#include <utility>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::ParametersCommand)

public:
    static QString of(ParameterKind kind)
    {
        switch (kind) {
        case ParameterKind::Style:
            return tr("style");
        case ParameterKind::Strength:
            return tr("strength");
        case ParameterKind::ColourKeep:
            return tr("keep colours");
        case ParameterKind::StrokeScale:
            return tr("stroke scale");
        }
        return {};
    }
};

} // namespace

ParametersCommand::ParametersCommand(StylizeController &controller, Change change)
    : QUndoCommand(Texts::of(change.kind)), m_controller(controller), m_change(std::move(change))
{
}

void ParametersCommand::undo()
{
    m_controller.setParameters(m_change.before);
}

void ParametersCommand::redo()
{
    m_controller.setParameters(m_change.after);
}

int ParametersCommand::id() const
{
    return m_change.interaction == 0 ? -1 : 1 + static_cast<int>(m_change.kind);
}

bool ParametersCommand::mergeWith(const QUndoCommand *other)
{
    const auto &newer = static_cast<const ParametersCommand &>(*other);
    if (newer.m_change.interaction != m_change.interaction)
        return false;
    m_change.after = newer.m_change.after;
    setObsolete(m_change.before == m_change.after);
    return true;
}

} // namespace koma
