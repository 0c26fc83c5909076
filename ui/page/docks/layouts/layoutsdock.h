// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/session/pageselection.h"

#include <QWidget>

namespace koma {

class TemplatePicker;

/// The content of the dock "Layouts": the page templates as they would divide the shown page; the
/// chosen one divides it, as one undo step. GUI thread; the selection must outlive it.
class LayoutsDock : public QWidget
{
    Q_OBJECT

public:
    explicit LayoutsDock(PageSelection &selection, QWidget *parent = nullptr);

    [[nodiscard]] TemplatePicker &picker() const { return *m_picker; }

Q_SIGNALS:
    /// A sentence for the status bar.
    void refused(const QString &reason);

private:
    void showPage();
    void apply(const QString &templateId);

    PageSelection &m_selection;
    TemplatePicker *m_picker;
};

} // namespace koma
