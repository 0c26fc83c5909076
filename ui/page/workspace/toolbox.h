// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/tools/lettering/texttool.h"
#include "ui/page/tools/tooloptions.h"

#include <QObject>

#include <array>

class QAction;
class QActionGroup;
class QSettings;
class QToolBar;

namespace koma {

class PageCanvas;

/// In the order of the tool bar.
enum class ToolKind { Select, Panel, Knife, Balloon, Text, Pen, Mask, Tone, SpeedLines };
constexpr int kToolKindCount = 9;

/// The tools, which of them is in the artist's hand, and their options, which last from one start
/// to the next. GUI thread; all that is given must outlive it.
class Toolbox : public QObject
{
    Q_OBJECT

public:
    Toolbox(PageSelection &selection, PageCanvas &canvas, QSettings &settings,
            QObject *parent = nullptr);
    ~Toolbox() override;
    Toolbox(const Toolbox &) = delete;
    Toolbox &operator=(const Toolbox &) = delete;
    Toolbox(Toolbox &&) = delete;
    Toolbox &operator=(Toolbox &&) = delete;

    /// One checkable action a tool, with its letter as the shortcut.
    void fill(QToolBar &bar) const;
    [[nodiscard]] QList<QAction *> actions() const;

    void choose(ToolKind kind);
    [[nodiscard]] ToolKind chosen() const { return m_chosen; }
    [[nodiscard]] Tool &tool(ToolKind kind) const;
    /// Takes the text tool and writes in a text of the shown page.
    void write(ObjectId text);

    [[nodiscard]] const ToolOptions &options() const { return m_options; }
    void setOptions(const ToolOptions &options);
    /// Makes the brush of the tool in hand thicker or thinner.
    void scaleBrush(double factor);

Q_SIGNALS:
    void toolChosen(koma::ToolKind kind);
    void optionsChanged();
    /// For the status line.
    void hint(const QString &text);
    void refused(const QString &reason);

private:
    void makeActions();

    PageSelection &m_selection;
    PageCanvas &m_canvas;
    QSettings &m_settings;
    ToolOptions m_options;
    std::array<Tool *, kToolKindCount> m_tools{};
    TextTool *m_text = nullptr;
    QActionGroup *m_group;
    ToolKind m_chosen = ToolKind::Select;
    ToolKind m_beforeWriting = ToolKind::Select;
};

} // namespace koma
