// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/session/pageselection.h"

#include <QWidget>

namespace koma {

class PageActions;
class PageThumbnails;
class PagesView;

/// The content of the dock "Pages": the comic's pages as thumbnails, and buttons for what is done
/// with pages. It gives the thumbnails their size. GUI thread; selection and thumbnails must
/// outlive it.
class PagesDock : public QWidget
{
    Q_OBJECT

public:
    PagesDock(PageSelection &selection, PageThumbnails &thumbnails, QWidget *parent = nullptr);

    /// For the menus of the window and the canvas.
    [[nodiscard]] PageActions &actions() const { return *m_actions; }
    [[nodiscard]] PagesView &view() const { return *m_view; }

Q_SIGNALS:
    /// A sentence for the status bar.
    void refused(const QString &reason);

private:
    QWidget *makeButtons();
    QWidget *makeMore(QWidget *parent);

    PageActions *m_actions;
    PagesView *m_view;
};

} // namespace koma
