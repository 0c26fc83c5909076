// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/layouttree.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace koma {
namespace {

using Cut = LayoutNode::Cut;

/// Recursive descent through the notation.
class Parser
{
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Result<LayoutNode> parse()
    {
        LayoutNode node;
        if (!readNode(node, 0) || (skipSpace(), m_position != m_text.size()))
            return fail(ErrorKind::BadFormat, "The layout makes no sense from character " +
                                                  std::to_string(m_position + 1) +
                                                  " on: " + std::string(m_text));
        return node;
    }

private:
    void skipSpace()
    {
        while (m_position < m_text.size() && m_text[m_position] == ' ')
            ++m_position;
    }
    bool take(char wanted)
    {
        skipSpace();
        if (m_position >= m_text.size() || m_text[m_position] != wanted)
            return false;
        ++m_position;
        return true;
    }
    bool readNumber(double &number)
    {
        skipSpace();
        const char *begin = m_text.data() + m_position;
        const auto [end, error] =
            std::from_chars(begin, m_text.data() + m_text.size(), number, std::chars_format::fixed);
        m_position += static_cast<std::size_t>(end - begin);
        return error == std::errc();
    }
    bool readNode(LayoutNode &node, int depth)
    {
        constexpr int kDeepest = 8;
        node.cut = take('R') ? Cut::Rows : take('C') ? Cut::Columns : Cut::None;
        if (node.cut == Cut::None)
            return true; // a panel
        if (depth >= kDeepest || !take('['))
            return false;
        do {
            LayoutNode::Item item;
            if (!readItem(item, depth))
                return false;
            node.items.push_back(std::move(item));
        } while (take(','));
        return take(']');
    }
    bool readItem(LayoutNode::Item &item, int depth)
    {
        item.isEmpty = take('~');
        if (!readNumber(item.weight) || !(item.weight > 0.0) || !readNode(item.node, depth + 1))
            return false;
        return !take('/') || readNumber(item.slant);
    }

    std::string_view m_text;
    std::size_t m_position = 0;
};

const OutlinePt *largest(const QList<OutlinePt> &pieces)
{
    const auto found =
        std::max_element(pieces.begin(), pieces.end(), [](const auto &a, const auto &b) {
            return signedAreaPt2(a) < signedAreaPt2(b);
        });
    return found != pieces.end() ? &*found : nullptr;
}

class Divider
{
public:
    Divider(const GutterWidths &gutters, QList<OutlinePt> &panels)
        : m_gutters(gutters), m_panels(panels)
    {
    }

    bool divide(const LayoutNode &node, const OutlinePt &outline)
    {
        if (node.cut == Cut::None) {
            const RectPt box = boundsOf(outline);
            m_panels.append(clockwise(outline));
            return box.widthPt >= kMinPanelSidePt && box.heightPt >= kMinPanelSidePt;
        }
        const bool isRows = node.cut == Cut::Rows;
        const RectPt box = boundsOf(outline);
        double free = isRows ? box.heightPt : box.widthPt;
        double weights = 0.0;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            weights += node.items[i].weight;
            free -= gutterBehind(node, i);
        }
        if (!(free > 0.0))
            return false;
        OutlinePt rest = outline;
        double at = isRows ? box.yPt : box.xPt;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const LayoutNode::Item &item = node.items[i];
            const double gutter = gutterBehind(node, i);
            at += free * item.weight / weights + gutter / 2.0;
            OutlinePt part = rest;
            if (i + 1 < node.items.size() &&
                !cutOff(box, isRows, at, item.slant, gutter, part, rest))
                return false;
            if (!item.isEmpty && !divide(item.node, part))
                return false;
            at += gutter / 2.0;
        }
        return true;
    }

private:
    double gutterBehind(const LayoutNode &node, std::size_t i) const
    {
        if (i + 1 >= node.items.size() || node.items[i].isEmpty || node.items[i + 1].isEmpty)
            return 0.0;
        return node.cut == Cut::Rows ? m_gutters.betweenRowsPt : m_gutters.betweenColumnsPt;
    }

    /// Cuts `part` off the rest, with the gutter between.
    static bool cutOff(const RectPt &box, bool isRows, double at, double slant, double gutter,
                       OutlinePt &part, OutlinePt &rest)
    {
        const PointPt origin =
            isRows ? PointPt{box.centre().xPt, at} : PointPt{at, box.centre().yPt};
        // Across the cut, away from the part: down for rows, right for columns.
        const PointPt across = unit(isRows ? PointPt{slant, 1.0} : PointPt{1.0, slant});
        const QList<OutlinePt> before =
            clippedToSide(rest, origin - across * (gutter / 2.0), across * -1.0);
        const QList<OutlinePt> behind =
            clippedToSide(rest, origin + across * (gutter / 2.0), across);
        if (before.isEmpty() || behind.isEmpty())
            return false;
        part = *largest(before);
        rest = *largest(behind);
        return true;
    }

    const GutterWidths &m_gutters;
    QList<OutlinePt> &m_panels;
};

} // namespace

Result<LayoutNode> parseLayout(std::string_view notation)
{
    return Parser(notation).parse();
}

Result<QList<OutlinePt>> cutLayout(const LayoutNode &layout, const RectPt &area,
                                   const GutterWidths &gutters)
{
    QList<OutlinePt> panels;
    if (area.isEmpty() || !Divider(gutters, panels).divide(layout, clockwise(outlineOf(area))))
        return fail(ErrorKind::InvalidArgument,
                    "The page is too small for this layout; choose smaller gutters or margins.");
    return panels;
}

} // namespace koma
