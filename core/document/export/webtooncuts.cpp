// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/webtooncuts.h"

#include "core/document/render/objectshapes.h"

#include <QHash>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace koma {
namespace {

constexpr float kPanelPrice = 0.5F; ///< of an even row inside a panel: nothing is cut, but a scene
constexpr float kArtPrice = 1.0F;   ///< of any uneven row
constexpr float kDetailPrice = 30.0F; ///< of a row that changes at every pixel
constexpr float kNearArtPrice = 0.2F; ///< so that the middle of a gutter is taken
constexpr int kNearArtPx = 10;
constexpr double kLetteringMarginPx = 4.0;

/// The price of a slice that is shorter than it may be: squares, so that heights are alike.
float unevenness(int heightPx, int mostPx)
{
    constexpr float kWeight = 1.5F;
    const float missing = static_cast<float>(mostPx - heightPx) / static_cast<float>(mostPx);
    return kWeight * missing * missing;
}

/// The box of what is seen of lettering, by rows only.
struct RowSpanPt
{
    double topPt = 0.0;
    double bottomPt = 0.0;
};

/// Walks a page for the rows that lettering and panels take.
class RowCollector
{
public:
    RowCollector(const Page &page, QString language) : m_page(page), m_language(std::move(language))
    {
        collect(page.objects, {-kFarPt, kFarPt}, nullptr);
        for (const RowSpanPt &joined : m_joined)
            lettering.push_back(joined);
    }

    std::vector<RowSpanPt> lettering;
    std::vector<RowSpanPt> panels;

private:
    static constexpr double kFarPt = 1e9;

    static RowSpanPt common(const RowSpanPt &a, const RowSpanPt &b)
    {
        return {std::max(a.topPt, b.topPt), std::min(a.bottomPt, b.bottomPt)};
    }
    static RowSpanPt rowsOf(const QRectF &box) { return {box.top(), box.bottom()}; }

    void collect(const QList<PageObject> &objects, const RowSpanPt &clip,
                 const BalloonShape *balloon)
    {
        for (const PageObject &object : objects) {
            if (!object.properties.isHidden && object.properties.opacity > 0.0)
                collect(object, clip, balloon);
        }
    }

    void collect(const PageObject &object, const RowSpanPt &clip, const BalloonShape *balloon)
    {
        if (const auto *panel = object.as<Panel>()) {
            const RectPt box = boundsOf(panel->outlinePt).grownBy(panel->border.widthPt / 2.0);
            panels.push_back({box.yPt, box.bottomPt()});
            collect(object.children, common(clip, panels.back()), nullptr);
            return;
        }
        if (const auto *content = object.as<Balloon>()) {
            const BalloonShape shape = shapeOf(object, m_page);
            addBalloon(*content, common(clip, rowsOf(balloonOutline(shape).boundingRect())));
            collect(object.children, clip, &shape);
            return;
        }
        if (const auto *text = object.as<TextBlock>())
            lettering.push_back(common(clip, rowsOf(inkOfText(*text, balloon))));
        if (object.kind() == ObjectKind::Art) {
            const RectPt box = boundsPt(object);
            panels.push_back(common(clip, {box.yPt, box.bottomPt()}));
        }
        collect(object.children, clip, balloon);
    }

    void addBalloon(const Balloon &balloon, RowSpanPt rows)
    {
        rows.topPt -= balloon.lineWidthPt / 2.0;
        rows.bottomPt += balloon.lineWidthPt / 2.0;
        if (!balloon.joinId.isValid()) {
            lettering.push_back(rows);
            return;
        }
        // Joined balloons are linked by a band: what lies between them counts too.
        const auto found = m_joined.find(balloon.joinId);
        if (found == m_joined.end())
            m_joined.insert(balloon.joinId, rows);
        else
            *found = {std::min(found->topPt, rows.topPt), std::max(found->bottomPt, rows.bottomPt)};
    }

    QRectF inkOfText(const TextBlock &text, const BalloonShape *balloon) const
    {
        const TextLayoutResult layout = layoutOf(text, {balloon, m_language});
        const QRectF ink = layout.inkBounds.adjusted(-text.outline.widthPt, -text.outline.widthPt,
                                                     text.outline.widthPt, text.outline.widthPt);
        const PointPt centre = text.framePt.centre();
        QTransform turn;
        turn.translate(centre.xPt, centre.yPt);
        turn.rotate(text.rotationDeg);
        turn.translate(-centre.xPt, -centre.yPt);
        return layout.glyphs.empty() ? QRectF() : turn.mapRect(ink);
    }

    const Page &m_page;
    QString m_language;
    QHash<ObjectId, RowSpanPt> m_joined;
};

/// 0 for a row of one colour, else 1 and more by how often it changes.
float artPrice(const QImage &image, int y)
{
    constexpr int kEven = 12;   ///< levels: JPEG and paper are not quite even
    constexpr int kChange = 20; ///< levels
    // NOLINTNEXTLINE(*-reinterpret-cast): Qt's way to pixels
    const auto *row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
    int lowest = qGray(row[0]);
    int highest = lowest;
    int changes = 0;
    int before = lowest;
    for (int x = 1; x < image.width(); ++x) {
        const int grey = qGray(row[x]);
        lowest = std::min(lowest, grey);
        highest = std::max(highest, grey);
        changes += std::abs(grey - before) > kChange ? 1 : 0;
        before = grey;
    }
    if (highest - lowest <= kEven)
        return 0.0F;
    return kArtPrice +
           kDetailPrice * static_cast<float>(changes) / static_cast<float>(image.width());
}

/// Raises the price of cuts that lie inside the rows.
void raise(std::vector<float> &prices, const RowSpanPt &rows, double topPt, double pxPerPt,
           double marginPx, float price)
{
    if (rows.bottomPt < rows.topPt)
        return;
    const auto most = static_cast<double>(prices.size());
    const auto first = std::clamp((rows.topPt - topPt) * pxPerPt - marginPx, 0.0, most);
    const auto last = std::clamp((rows.bottomPt - topPt) * pxPerPt + marginPx, 0.0, most);
    const auto end = static_cast<std::size_t>(std::ceil(last));
    for (auto y = static_cast<std::size_t>(first) + 1; y < end; ++y)
        prices[y] = std::max(prices[y], price);
}

/// Cuts in the middle of even rows are a little cheaper than those at their edge.
void addNearness(std::vector<float> &prices)
{
    const auto size = static_cast<int>(prices.size());
    std::vector<int> distances(prices.size(), kNearArtPx);
    const auto follow = [&](int y, int neighbour) {
        const auto i = static_cast<std::size_t>(y);
        const bool isArt = prices[i] >= kArtPrice;
        const int near = neighbour >= 0 && neighbour < size
                             ? distances[static_cast<std::size_t>(neighbour)] + 1
                             : kNearArtPx;
        distances[i] = isArt ? 0 : std::min(distances[i], near);
    };
    for (int y = 0; y < size; ++y)
        follow(y, y - 1);
    for (int y = size - 1; y >= 0; --y)
        follow(y, y + 1);
    for (std::size_t i = 0; i < prices.size(); ++i)
        prices[i] += kNearArtPrice *
                     (1.0F - static_cast<float>(distances[i]) / static_cast<float>(kNearArtPx));
}

/// For each row as a cut: the least sum on the way from the top to it, and the cut before it.
struct CheapestWays
{
    std::vector<float> sums;
    std::vector<int> before;
};

constexpr float kNever = std::numeric_limits<float>::max();

CheapestWays cheapestWays(std::span<const float> prices, const SliceLimits &limits)
{
    const auto rows = static_cast<int>(prices.size());
    CheapestWays ways{std::vector<float>(prices.size() + 1, kNever),
                      std::vector<int>(prices.size() + 1, 0)};
    ways.sums[0] = 0.0F;
    for (int y = 1; y <= rows; ++y) {
        const auto at = static_cast<std::size_t>(y);
        float best = kNever;
        for (int start = std::max(0, y - limits.mostPx); start <= y - limits.fewestPx(); ++start) {
            const float already = ways.sums[static_cast<std::size_t>(start)];
            const float sum = already + unevenness(y - start, limits.mostPx);
            if (already != kNever && sum < best) {
                best = sum;
                ways.before[at] = start;
            }
        }
        const bool isCut = y < rows && best != kNever;
        ways.sums[at] = isCut ? best + prices[at] : best;
    }
    return ways;
}

} // namespace

std::vector<int> chooseCuts(std::span<const float> prices, const SliceLimits &limits, StripEnd end)
{
    const auto rows = static_cast<int>(prices.size());
    if (rows <= limits.mostPx && end == StripEnd::Known)
        return {};
    const CheapestWays ways = cheapestWays(prices, limits);
    int last = ways.before.back();
    if (end == StripEnd::StillOpen) {
        const auto from = ways.sums.begin() + std::max(0, rows - limits.mostPx);
        last = static_cast<int>(std::min_element(from, ways.sums.end() - 1) - ways.sums.begin());
    }
    std::vector<int> cuts;
    for (int y = last; y > 0; y = ways.before[static_cast<std::size_t>(y)])
        cuts.push_back(y);
    std::reverse(cuts.begin(), cuts.end());
    return cuts;
}

std::vector<float> cutPrices(const Page &page, const QString &language, const RectPt &areaPt,
                             const QImage &image)
{
    std::vector<float> rows(static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y)
        rows[static_cast<std::size_t>(y)] = artPrice(image, y);
    std::vector<float> prices(rows.size(), 0.0F);
    for (std::size_t y = 1; y < rows.size(); ++y)
        prices[y] = std::max(rows[y - 1], rows[y]);
    addNearness(prices);
    const double pxPerPt = image.width() / areaPt.widthPt;
    const RowCollector collector(page, language);
    for (const RowSpanPt &panel : collector.panels)
        raise(prices, panel, areaPt.yPt, pxPerPt, 0.0, kPanelPrice);
    for (const RowSpanPt &lettering : collector.lettering)
        raise(prices, lettering, areaPt.yPt, pxPerPt, kLetteringMarginPx, kLetteringPrice);
    if (!prices.empty())
        prices.front() = 0.0F;
    return prices;
}

} // namespace koma
