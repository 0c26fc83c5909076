// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/workspace/toolbox.h"

#include <QStackedWidget>

#include <functional>

class QHBoxLayout;

namespace koma {

/// The options of the tool in hand, above the page: what the next object that it makes is like.
/// GUI thread; the toolbox must outlive it.
class ToolOptionsBar : public QStackedWidget
{
    Q_OBJECT

public:
    explicit ToolOptionsBar(Toolbox &toolbox, QWidget *parent = nullptr);

private:
    struct Number
    {
        QString name;
        double minimum;
        double maximum;
        int decimals;
        QString suffix;
    };
    using Read = std::function<double(const ToolOptions &)>;
    using Write = std::function<void(ToolOptions &, double)>;

    QHBoxLayout *addPage(ToolKind kind);
    void addNumber(QHBoxLayout &row, const Number &number, const Read &read, const Write &write);
    void addChoice(QHBoxLayout &row, const QString &name, const QStringList &choices,
                   const Read &read, const Write &write);
    void addSwitch(QHBoxLayout &row, const QString &name, const Read &read, const Write &write);
    void edit(const Write &write, double value);
    void buildPanels();
    void buildLettering();
    void buildBrushes();
    void buildTones();

    Toolbox &m_toolbox;
};

} // namespace koma
