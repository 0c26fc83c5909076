// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

#include <QWidget>

namespace koma {

/// A drawing of how a page is laid out: paper, bleed, safe area and panels with their numbers in
/// reading order. GUI thread.
class PagePreview : public QWidget
{
    Q_OBJECT

public:
    explicit PagePreview(QWidget *parent = nullptr);

    void showPage(const Page &page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Page m_page;
};

} // namespace koma
