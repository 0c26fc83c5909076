// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/inspector/sections.h"

#include <QHash>

class QLabel;
class QTimer;
class QVBoxLayout;

namespace koma {

/// What can be changed about the picked objects, one section for each kind, for all of that kind
/// at once; with nothing picked, the page and the comic. Every change is a command on the
/// document's undo stack, a drag one step; the controls follow undo and the canvas. It stands on
/// the right of the window and scrolls. GUI thread; selection, styles and settings must outlive it.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    Inspector(PageSelection &selection, const StyleChoices &styles, LengthUnit &unit,
              QWidget *parent = nullptr);

    /// The sections that are shown, from top to bottom.
    [[nodiscard]] QList<InspectorForm *> sections() const;

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHead();
    void follow(const DocumentChange &change);
    void showOthers();
    void refreshSoon();
    void refresh();
    InspectorForm *sectionOf(ObjectKind kind);
    InspectorForm *add(InspectorForm *section);
    void guardFromWheel(QWidget &part);
    [[nodiscard]] QString nameOfPicked() const;
    void showSections(const QList<InspectorForm *> &shown);
    void showHead();

    PageSelection &m_selection;
    StyleChoices m_styles;
    LengthUnit &m_unit;
    QLabel *m_head = nullptr;
    QLabel *m_lockedNote = nullptr;
    QWidget *m_page = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QTimer *m_refreshTimer;
    InspectorForm *m_positionSection = nullptr;
    InspectorForm *m_pageSection = nullptr;
    InspectorForm *m_comicSection = nullptr;
    /// Made when they are first needed: a list of all fonts takes its time.
    QHash<int, InspectorForm *> m_kindSections;
    QList<InspectorForm *> m_shown;
    bool m_isStale = true; ///< hidden: refreshed when it is shown
};

} // namespace koma
