// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/toolbox.h"

#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/tools/brush/masktool.h"
#include "ui/page/tools/brush/pentool.h"
#include "ui/page/tools/lettering/balloontool.h"
#include "ui/page/tools/panels/knifetool.h"
#include "ui/page/tools/panels/paneltool.h"
#include "ui/page/tools/select/selecttool.h"
#include "ui/page/tools/tones/speedlinestool.h"
#include "ui/page/tools/tones/tonetool.h"
#include "ui/theme/icon.h"

#include <QAction>
#include <QActionGroup>
#include <QToolBar>

#include <algorithm>

namespace koma {
namespace {

std::size_t indexOf(ToolKind kind)
{
    return static_cast<std::size_t>(kind);
}

} // namespace

Toolbox::Toolbox(PageSelection &selection, PageCanvas &canvas, QSettings &settings, QObject *parent)
    : QObject(parent),
      m_selection(selection),
      m_canvas(canvas),
      m_settings(settings),
      m_options(readToolOptions(settings)),
      m_group(new QActionGroup(this))
{
    m_text = new TextTool(selection, m_options, this);
    m_tools = {new SelectTool(selection, this),
               new PanelTool(selection, m_options, this),
               new KnifeTool(selection, m_options, this),
               new BalloonTool(selection, m_options, this),
               m_text,
               new PenTool(selection, m_options, this),
               new MaskTool(selection, m_options, this),
               new ToneTool(selection, m_options, this),
               new SpeedLinesTool(selection, m_options, this)};
    for (Tool *tool : m_tools) {
        connect(tool, &Tool::refused, this, &Toolbox::refused);
        connect(tool, &Tool::writingRequested, this, &Toolbox::write);
        connect(tool, &Tool::done, this, [this] { choose(m_beforeWriting); });
    }
    makeActions();
    choose(ToolKind::Select);
}

Toolbox::~Toolbox()
{
    m_canvas.setTool(nullptr);
}

void Toolbox::makeActions()
{
    struct Entry
    {
        QString name;
        const char *icon;
        const char *key;
    };
    const std::array<Entry, kToolKindCount> entries{{{tr("Select"), "tool-select", "V"},
                                                     {tr("Panel"), "tool-panel", "F"},
                                                     {tr("Knife"), "tool-knife", "K"},
                                                     {tr("Balloon"), "tool-balloon", "B"},
                                                     {tr("Lettering"), "tool-text", "T"},
                                                     {tr("Pen"), "tool-pen", "P"},
                                                     {tr("Mask brush"), "tool-mask", "M"},
                                                     {tr("Screentone"), "tool-tone", "G"},
                                                     {tr("Speed lines"), "tool-lines", "L"}}};
    for (const Entry &entry : entries) {
        auto *action = new QAction(themeIcon(QLatin1String(entry.icon)), entry.name, this);
        action->setCheckable(true);
        action->setShortcut(QKeySequence(QLatin1String(entry.key)));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setToolTip(tr("%1 (%2)").arg(entry.name, QLatin1String(entry.key)));
        action->setObjectName(QLatin1String(entry.icon));
        const auto kind = static_cast<ToolKind>(m_group->actions().size());
        m_group->addAction(action);
        connect(action, &QAction::triggered, this, [this, kind] { choose(kind); });
    }
}

QList<QAction *> Toolbox::actions() const
{
    return m_group->actions();
}

void Toolbox::fill(QToolBar &bar) const
{
    bar.addActions(m_group->actions());
}

Tool &Toolbox::tool(ToolKind kind) const
{
    return *m_tools[indexOf(kind)];
}

void Toolbox::choose(ToolKind kind)
{
    m_chosen = kind;
    m_canvas.setTool(&tool(kind));
    m_group->actions().at(static_cast<qsizetype>(kind))->setChecked(true);
    Q_EMIT toolChosen(kind);
    Q_EMIT hint(tool(kind).hint());
}

/// What was in hand comes back when the words are written; a balloon is then to be placed.
void Toolbox::write(ObjectId text)
{
    m_beforeWriting =
        m_chosen == ToolKind::Text || m_chosen == ToolKind::Balloon ? ToolKind::Select : m_chosen;
    choose(ToolKind::Text);
    m_text->write(text);
    m_canvas.setFocus();
    Q_EMIT hint(m_text->hint());
}

void Toolbox::setOptions(const ToolOptions &options)
{
    if (options == m_options)
        return;
    m_options = options;
    writeToolOptions(m_settings, m_options);
    m_canvas.update();
    Q_EMIT optionsChanged();
}

void Toolbox::scaleBrush(double factor)
{
    ToolOptions options = m_options;
    if (m_chosen == ToolKind::Pen)
        options.pen.widthPt = std::clamp(options.pen.widthPt * factor, 0.1, 100.0);
    if (m_chosen == ToolKind::Mask)
        options.mask.widthPt = std::clamp(options.mask.widthPt * factor, 1.0, 500.0);
    setOptions(options);
}

} // namespace koma
