// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "ui/page/art/canvasart.h"
#include "ui/page/canvas/pagesheet.h"
#include "ui/page/canvas/pagetransform.h"

#include <QTimer>

namespace koma {

class Document;
struct DocumentChange;

/// A page in a view: what is in sight and some margin, painted by jobs with the renderer of all
/// exports and blitted while the view pans and zooms. It follows the edits of its page and the
/// pictures that arrive. GUI thread; document, runner and art must outlive it.
class ShownPage : public QObject
{
    Q_OBJECT

public:
    ShownPage(Document &document, JobRunner &runner, CanvasArt &art, QObject *parent = nullptr);

    /// Another page, or none, and the one that is looked at beside it, if any.
    void show(PageId page, PageId beside = {});
    [[nodiscard]] PageId id() const { return m_id; }
    /// nullptr for none.
    [[nodiscard]] const Page *page() const;
    /// Where the page lies; paints what has come into sight.
    void setView(const PageTransform &view, double devicePixelRatio);
    [[nodiscard]] const PageTransform &view() const { return m_view; }
    /// Both change places, with all that they have painted.
    void exchangeWith(ShownPage &other);

    void paint(QPainter &painter) const;
    /// Everything in sight is painted as it is now.
    [[nodiscard]] bool isUpToDate() const { return !m_job.isBusy() && !m_wait.isActive(); }

Q_SIGNALS:
    /// paint() would be different now.
    void looksChanged();
    /// All of the page was painted: what its readers would miss.
    void painted(koma::PageId page, const koma::RenderReport &report);
    void failed(const koma::Error &error);

private:
    void follow(const DocumentChange &change);
    void forgetSheets();
    void orderSheet();
    void orderNow();
    void takeSheet(Result<PageSheet> sheet);
    [[nodiscard]] double pxPerPt() const { return m_view.pxPerPt() * m_devicePixelRatio; }
    [[nodiscard]] bool isCovered(double margin) const;
    [[nodiscard]] RectPt areaInSightPt(double margin) const;
    [[nodiscard]] RectPt sheetAreaPt() const;
    void paintSheet(QPainter &painter, const PageSheet &sheet) const;

    Document &m_document;
    CanvasArt &m_art;
    LatestJob<PageSheet> m_job;
    QTimer m_wait;             ///< gathers changes of one turn of the event loop
    bool m_isOrderDue = false; ///< as soon as the job is done
    PageId m_id;
    PageId m_beside;
    PageTransform m_view;
    double m_devicePixelRatio = 1.0;
    std::shared_ptr<ShapeCache> m_shapes; ///< of the open comic
    QStringList m_arrived;                ///< pictures to be painted again
    PageSheet m_sheet;                    ///< what is seen, with some margin
    PageSheet m_overview; ///< the last that showed all of the page: for where the sheet ends
};

} // namespace koma
